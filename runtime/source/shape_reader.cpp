#include "runtime/source/shape_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/source/byte_stream.h"
#include "runtime/source/csv_records.h"
#include "runtime/source/format_reader.h"
#include "runtime/source/glob.h"
#include "runtime/source/json_elements.h"
#include "runtime/source/json_trouble.h"
#include "runtime/source/shape.h"
#include "runtime/value/json_reader.h"

namespace sdg::source {
namespace {

/// How much of a source has been looked at, over all its files.
struct Sample {
  std::uint64_t rows_left;
  std::size_t bytes_left;
  bool is_enough(const ByteStream& stream) const { return rows_left == 0 || stream.bytes_taken() >= bytes_left; }
};

std::string format_of(const SourceFormat& source) {
  if (!source.format.empty()) return source.format;
  const auto extension = std::filesystem::path(source.path).extension().string();
  return extension.empty() ? extension : extension.substr(1);
}

Result<Shape> row_shape(const ByteStream& stream, std::uint64_t line, std::string_view text) {
  if (const auto what = not_utf8(text); !what.empty()) return stream.failure(line, what);
  const auto value = value::read_json(text);
  if (!value) return stream.failure(line, no_json(value.failure().message));
  if (!value->is_record()) return stream.failure(line, "a row must be an object: `{\"name\": value, …}`");
  return shape_of(*value);
}

/// A row of the sample, merged with those before it. The first is taken as it is.
Result<void> add_row(std::optional<Shape>& whole, Result<Shape> row) {
  if (!row) return row.take_failure();
  whole = whole ? merge(std::move(*whole), std::move(*row)) : std::move(*row);
  return {};
}

Result<void> sample_jsonl(ByteStream& stream, Sample& sample, std::optional<Shape>& whole) {
  std::string line;
  while (!sample.is_enough(stream)) {
    line.clear();
    const auto number = stream.line();
    if (!stream.append_line(line)) break;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    --sample.rows_left;
    if (auto added = add_row(whole, row_shape(stream, number, line)); !added) return added;
  }
  if (!stream.trouble().empty()) return stream.failure(stream.line(), stream.trouble());
  return {};
}

Result<void> sample_json(ByteStream& stream, Sample& sample, std::optional<Shape>& whole) {
  JsonElements elements(stream);
  std::string text;
  while (!sample.is_enough(stream)) {
    const auto found = elements.next(text);
    if (!found) return found.failure();
    if (!*found) break;
    --sample.rows_left;
    if (auto added = add_row(whole, row_shape(stream, elements.line(), text)); !added) return added;
  }
  return {};
}

Failure uneven(const ByteStream& stream, std::uint64_t line, std::size_t cells, std::size_t columns) {
  return stream.failure(line, fmt::format("this record has {} {}, but the first line names {}", cells,
                                          cells == 1 ? "cell" : "cells", columns));
}

Result<void> sample_csv(ByteStream& stream, char separator, Sample& sample, std::optional<Shape>& whole) {
  CsvRecords records(stream, separator);
  std::vector<std::string> cells, header;
  auto found = records.next(header);
  if (!found) return found.take_failure();
  if (!*found) return stream.failure(1, "the file is empty; its first line must name the columns");
  std::vector<std::vector<CellKind>> kinds(header.size());
  while (!sample.is_enough(stream)) {
    found = records.next(cells);
    if (!found) return found.take_failure();
    if (!*found) break;
    if (cells.size() != header.size()) return uneven(stream, records.line(), cells.size(), header.size());
    --sample.rows_left;
    for (std::size_t i = 0; i < cells.size(); ++i) kinds[i].push_back(kind_of_cell(cells[i]));
  }
  Shape row{Shape::Kind::Record, false, std::move(header), {}};
  for (const auto& column : kinds) row.parts.push_back(shape_of_column(column));
  if (auto added = add_row(whole, std::move(row)); !added) return added;
  // What is a number in one file and a word in another is a string, as within one file.
  for (auto& column : whole->parts) {
    if (column.kind == Shape::Kind::Json) column.kind = Shape::Kind::String;
  }
  return {};
}

Shape document_shape() {
  const Shape string{Shape::Kind::String, false, {}, {}};
  return {Shape::Kind::Record, false, {"path", "text"}, {string, string}};
}

Result<void> sample_file(const std::string& path, const SourceFormat& source, Sample& sample,
                         std::optional<Shape>& whole) {
  const auto format = format_of(source);
  auto opened = ByteStream::open(path);
  if (!opened) return opened.take_failure();
  auto& stream = **opened;
  Result<void> sampled;
  if (format == "jsonl") {
    sampled = sample_jsonl(stream, sample, whole);
  } else if (format == "json") {
    sampled = sample_json(stream, sample, whole);
  } else if (format == "csv" || format == "tsv") {
    const char separator = source.separator.size() == 1 ? source.separator.front() : usual_separator(format);
    sampled = sample_csv(stream, separator, sample, whole);
  } else {
    return Failure{fmt::format("cannot tell the format of `{}`; use jsonl, json, csv, tsv or txt", path)};
  }
  sample.bytes_left -= std::min(sample.bytes_left, static_cast<std::size_t>(stream.bytes_taken()));
  return sampled;
}

}  // namespace

Result<Shape> ShapeReader::read_shape(const SourceFormat& source) {
  const auto format = format_of(source);
  if (format == "txt" || format == "md") return document_shape();
  if (source.path == "-") return Failure{"stdin cannot be looked at beforehand; write the source's type"};
  const bool many = is_glob(source.path);
  const auto files = many ? expand_glob(source.path) : std::vector<std::string>{source.path};
  if (files.empty()) return Failure{fmt::format("no file matches `{}`", source.path)};
  Sample sample{most_rows_, most_bytes_};
  std::optional<Shape> whole;
  for (const auto& file : files) {
    if (sample.rows_left == 0 || sample.bytes_left == 0) break;
    if (auto sampled = sample_file(file, source, sample, whole); !sampled) return sampled.take_failure();
  }
  if (whole) return std::move(*whole);
  return Failure{fmt::format("`{}` holds no row to tell its type from; write the source's type", source.path)};
}

}  // namespace sdg::source
