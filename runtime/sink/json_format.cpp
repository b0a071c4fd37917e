#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/sink/indented_json.h"
#include "runtime/sink/row_format.h"

namespace sdg::sink {
namespace {

/// What stands before each value of a row: `{"a":`, `,"b":` … Made once, so that a row is nothing but appending.
std::vector<std::string> leads(const std::vector<plan::OutputColumn>& columns) {
  std::vector<std::string> result;
  for (const auto& column : columns) {
    std::string lead(result.empty() ? "{" : ",");
    plan::append_json(lead, plan::Value::string(column.name));
    lead += ':';
    result.push_back(std::move(lead));
  }
  return result;
}

void append_object(std::string& out, const std::vector<std::string>& leads, std::span<const plan::Value> columns) {
  if (leads.empty()) out += '{';
  for (std::size_t i = 0; i < leads.size(); ++i) {
    out += leads[i];
    plan::append_json(out, columns[i]);
  }
  out += '}';
}

/// One JSON object a line.
class JsonLines final : public RowFormat {
 public:
  explicit JsonLines(const std::vector<plan::OutputColumn>& columns) : leads_(leads(columns)) {}
  void append_row(std::string& out, std::span<const plan::Value> columns) override {
    append_object(out, leads_, columns);
    out += '\n';
  }

 private:
  std::vector<std::string> leads_;
};

/// One JSON list, one row a line in it, or one value a line where `indent` says how far in.
class JsonList final : public RowFormat {
 public:
  JsonList(const std::vector<plan::OutputColumn>& columns, std::optional<std::size_t> indent)
      : leads_(leads(columns)), indent_(indent) {}
  void begin(std::string& out) override { out += '['; }
  void append_row(std::string& out, std::span<const plan::Value> columns) override {
    out += any_ ? ",\n" : "\n";
    any_ = true;
    if (!indent_) return append_object(out, leads_, columns);
    row_.clear();
    append_object(row_, leads_, columns);
    out.append(*indent_, ' ');
    append_indented(out, row_, *indent_, 1);
  }
  void end(std::string& out) override { out += any_ ? "\n]\n" : "]\n"; }

 private:
  std::vector<std::string> leads_;
  std::optional<std::size_t> indent_;
  std::string row_;
  bool any_ = false;
};

}  // namespace

std::unique_ptr<RowFormat> make_jsonl_format(const std::vector<plan::OutputColumn>& columns) {
  return std::make_unique<JsonLines>(columns);
}

std::unique_ptr<RowFormat> make_json_format(const std::vector<plan::OutputColumn>& columns,
                                            std::optional<std::size_t> indent) {
  return std::make_unique<JsonList>(columns, indent);
}

}  // namespace sdg::sink
