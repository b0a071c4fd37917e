#include "runtime/sink/row_format.h"

#include <algorithm>
#include <cstdint>

namespace sdg::sink {
namespace {

char separator_of(const plan::OutputSpec& output, char usual) {
  for (const auto& [name, value] : output.options) {
    if (name == "separator" && value.is_string() && value.text().size() == 1) return value.text().front();
  }
  return usual;
}

std::optional<std::size_t> indent_of(const plan::OutputSpec& output) {
  constexpr std::int64_t kMostBlanks = 64;  // a slip of the finger must not fill the disk with blanks
  for (const auto& [name, value] : output.options) {
    if (name == "indent" && value.kind() == plan::ValueKind::Int)
      return static_cast<std::size_t>(std::clamp<std::int64_t>(value.as_int(), 0, kMostBlanks));
  }
  return std::nullopt;
}

}  // namespace

std::unique_ptr<RowFormat> make_format(const plan::OutputSpec& output) {
  if (output.format == "jsonl") return make_jsonl_format(output.columns);
  if (output.format == "json") return make_json_format(output.columns, indent_of(output));
  if (output.format == "csv") return make_csv_format(output.columns, separator_of(output, ','));
  if (output.format == "tsv") return make_csv_format(output.columns, separator_of(output, '\t'));
  return nullptr;
}

}  // namespace sdg::sink
