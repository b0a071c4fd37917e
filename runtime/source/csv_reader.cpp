#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <optional>
#include <utility>
#include <vector>

#include "runtime/source/csv_cell.h"
#include "runtime/source/csv_records.h"
#include "runtime/source/format_reader.h"

namespace sdg::source {
namespace {

using plan::Value;

/// The columns that the type wants, found by the names in the first line.
class CsvReader final : public FormatReader {
 public:
  CsvReader(std::unique_ptr<ByteStream> stream, char separator, RowType type)
      : stream_(std::move(stream)), records_(*stream_, separator), type_(type) {}

  Result<void> read_header() {
    auto found = records_.next(cells_);
    if (!found) return found.take_failure();
    if (!*found) return stream_->failure(1, "the file is empty; its first line must name the columns");
    if (auto told = refuse_bad_text(); !told) return told;
    if (auto told = refuse_twins(); !told) return told;
    header_ = cells_;
    return choose_columns();
  }

  Result<std::optional<Value>> next() override {
    auto found = records_.next(cells_);
    if (!found) return found.take_failure();
    if (!*found) return std::optional<Value>();
    if (auto told = refuse_bad_text(); !told) return told.take_failure();
    if (cells_.size() != header_.size()) {
      return fail(
          fmt::format("this record has {} {}, but the first line names {}; a cell that holds the separator or a "
                      "line break must stand in quotes",
                      cells_.size(), cells_.size() == 1 ? "cell" : "cells", header_.size()));
    }
    return read_row();
  }

 private:
  struct Column {
    std::size_t cell;
    std::uint32_t field;
  };

  Failure fail(std::string_view what) const { return stream_->failure(records_.line(), what); }

  Result<void> refuse_bad_text() const {
    for (const auto& cell : cells_) {
      if (const auto what = not_utf8(cell); !what.empty()) return fail("in a cell, " + what);
    }
    return {};
  }

  Result<void> refuse_twins() const {
    for (std::size_t i = 0; i < cells_.size(); ++i) {
      if (std::find(cells_.begin(), cells_.begin() + static_cast<std::ptrdiff_t>(i), cells_[i]) !=
          cells_.begin() + static_cast<std::ptrdiff_t>(i)) {
        return fail(fmt::format("two columns are named `{}`; give one of them another name", cells_[i]));
      }
    }
    return {};
  }

  Result<void> choose_columns() {
    const auto& types = type_.conformer.types();
    const auto& fields = types[type_.row].fields;
    std::vector<std::string> names;
    for (std::uint32_t field = 0; field < fields.size(); ++field) {
      const auto place = std::ranges::find(header_, fields[field].name);
      if (place != header_.end()) {
        columns_.push_back({static_cast<std::size_t>(place - header_.begin()), field});
        names.push_back(fields[field].name);
      } else if (!types.is_optional(fields[field].type) && !fields[field].default_value) {
        return fail(fmt::format("there is no column `{}`; the first line names {}", fields[field].name,
                                fmt::join(header_, ", ")));
      }
    }
    shape_ = plan::make_shape(std::move(names));
    return {};
  }

  Result<std::optional<Value>> read_row() {
    const auto& fields = type_.conformer.types()[type_.row].fields;
    std::vector<Value> values;
    values.reserve(columns_.size());
    for (const auto& column : columns_) {
      const auto& field = fields[column.field];
      const auto& cell = cells_[column.cell];
      if (cell.empty() && field.default_value) {
        values.push_back(*field.default_value);
        continue;
      }
      auto value = read_cell(type_.conformer, field.type, cell);
      if (!value) return unfit(field.name, value.failure());
      values.push_back(std::move(*value));
    }
    return fit_row(*stream_, records_.line(), Value::record(shape_, std::move(values)), type_);
  }

  Failure unfit(const std::string& column, const value::Violations& violations) const {
    return fail(fmt::format("column `{}`: {} (mend the cell, or give the source a type that allows it)", column,
                            value::to_sentence(violations.front())));
  }

  std::unique_ptr<ByteStream> stream_;
  CsvRecords records_;
  RowType type_;
  std::vector<std::string> cells_, header_;
  std::vector<Column> columns_;
  plan::Shape shape_;
};

}  // namespace

Result<std::unique_ptr<FormatReader>> read_csv(std::unique_ptr<ByteStream> stream, char separator, RowType type) {
  auto reader = std::make_unique<CsvReader>(std::move(stream), separator, type);
  if (auto header = reader->read_header(); !header) return header.take_failure();
  return std::unique_ptr<FormatReader>(std::move(reader));
}

}  // namespace sdg::source
