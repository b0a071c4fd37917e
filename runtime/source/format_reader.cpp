#include "runtime/source/format_reader.h"

#include <fmt/format.h>

#include "compiler/plan/utf8.h"

namespace sdg::source {
namespace {

constexpr std::size_t kViolationsShown = 3;

}  // namespace

Result<std::optional<plan::Value>> fit_row(const ByteStream& stream, std::uint64_t line, const plan::Value& value,
                                           RowType type) {
  auto row = type.conformer.conform(type.row, value);
  if (row) return std::optional(std::move(*row));
  std::string what = "this row does not fit the type of the source: ";
  const auto& violations = row.failure();
  for (std::size_t i = 0; i < violations.size() && i < kViolationsShown; ++i) {
    what += (i > 0 ? "; " : "") + value::to_sentence(violations[i]);
  }
  return stream.failure(line, what + " (mend the row, or give the source a type that allows it)");
}

std::string not_utf8(std::string_view text) {
  if (plan::is_valid_utf8(text)) return {};
  std::size_t at = 0;
  while (at < text.size()) {
    const auto point = plan::decode(text, at);
    if (!point.valid) break;
    at += point.size;
  }
  return fmt::format("byte {} is 0x{:02X}, which is no UTF-8; save the file as UTF-8 (`iconv -f latin1 -t utf-8`)",
                     at + 1, static_cast<unsigned char>(text[at]));
}

}  // namespace sdg::source
