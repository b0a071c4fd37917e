#include <string>
#include <string_view>
#include <vector>

#include "runtime/sink/row_format.h"

namespace sdg::sink {
namespace {

/// RFC 4180 with `\n` at the end of a line. Null is an empty cell, the empty string a quoted one; lists and records are
/// JSON in a cell.
class Separated final : public RowFormat {
 public:
  Separated(const std::vector<plan::OutputColumn>& columns, char separator) : separator_(separator) {
    for (const auto& column : columns) names_.push_back(column.name);
    specials_ = {separator, '"', '\n', '\r'};
  }

  void begin(std::string& out) override {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (i > 0) out += separator_;
      append_cell(out, names_[i]);
    }
    out += '\n';
  }

  void append_row(std::string& out, std::span<const plan::Value> columns) override {
    for (std::size_t i = 0; i < columns.size(); ++i) {
      if (i > 0) out += separator_;
      append_value(out, columns[i]);
    }
    out += '\n';
  }

 private:
  void append_value(std::string& out, const plan::Value& value) {
    if (value.is_null()) {
      // A line of one empty cell would be read as a blank line.
      if (names_.size() == 1) out += "\"\"";
    } else if (value.is_string()) {
      append_cell(out, value.text());
    } else {
      cell_.clear();
      plan::append_text(cell_, value);
      append_cell(out, cell_);
    }
  }

  void append_cell(std::string& out, std::string_view text) const {
    const bool plain = !text.empty() && text.find_first_of(specials_) == std::string_view::npos;
    if (plain) {
      out += text;
      return;
    }
    out += '"';
    for (const char c : text) {
      if (c == '"') out += '"';
      out += c;
    }
    out += '"';
  }

  char separator_;
  std::vector<std::string> names_;
  std::string specials_;
  std::string cell_;
};

}  // namespace

std::unique_ptr<RowFormat> make_csv_format(const std::vector<plan::OutputColumn>& columns, char separator) {
  return std::make_unique<Separated>(columns, separator);
}

}  // namespace sdg::sink
