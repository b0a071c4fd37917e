#include "compiler/diag/code.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>

#include "compiler/diag/diagnostic.h"

namespace sdg::diag {
namespace {

struct CodeFacts {
  Code code;
  int number;
  Severity severity;
  std::string_view title;
};

constexpr auto kFacts = std::to_array<CodeFacts>({
#define SDG_DIAG(number, name, severity, title) CodeFacts{Code::name, number, Severity::severity, title},
#include "compiler/diag/codes.def"
#undef SDG_DIAG
});

constexpr auto kCodes = [] {
  std::array<Code, kFacts.size()> codes{};
  std::ranges::transform(kFacts, codes.begin(), &CodeFacts::code);
  return codes;
}();

constexpr bool numbers_are_distinct() {
  for (std::size_t i = 0; i < kFacts.size(); ++i) {
    for (std::size_t j = i + 1; j < kFacts.size(); ++j) {
      if (kFacts[i].number == kFacts[j].number) return false;
    }
  }
  return true;
}
static_assert(numbers_are_distinct(), "two codes of codes.def have one number");

const CodeFacts& facts(Code code) { return kFacts.at(static_cast<std::size_t>(code)); }

bool starts_with_prefix(std::string_view text) {
  return text.size() > 3 && (text[0] | 0x20) == 's' && (text[1] | 0x20) == 'd' && (text[2] | 0x20) == 'g';
}

}  // namespace

std::string code_text(Code code) { return fmt::format("SDG{:04}", facts(code).number); }

std::string_view title(Code code) { return facts(code).title; }

bool is_warning(Code code) { return facts(code).severity == Severity::Warning; }

std::optional<Code> code_from_text(std::string_view text) {
  if (!starts_with_prefix(text)) return std::nullopt;
  const auto digits = text.substr(3);
  int number = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  const auto found = std::ranges::find(kFacts, number, &CodeFacts::number);
  return found == kFacts.end() ? std::nullopt : std::optional(found->code);
}

std::span<const Code> all_codes() { return kCodes; }

}  // namespace sdg::diag
