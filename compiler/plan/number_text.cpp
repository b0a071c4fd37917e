#include "compiler/plan/number_text.h"

#include <charconv>
#include <cmath>

namespace sdg::plan {
namespace {

/// from_chars takes no `+`; what follows one must be a digit or a point, or `+-1` would be a number.
std::string_view without_plus(std::string_view text) {
  if (text.size() < 2 || text[0] != '+' || text[1] == '-') return text;
  return text.substr(1);
}

bool has_only_number_signs(std::string_view text) {
  return text.find_first_not_of("0123456789+-.eE") == std::string_view::npos;
}

}  // namespace

std::optional<std::int64_t> parse_int(std::string_view text) {
  text = without_plus(text);
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<double> parse_float(std::string_view text) {
  text = without_plus(text);
  if (text.empty() || !has_only_number_signs(text)) return std::nullopt;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

std::optional<std::int64_t> parse_whole(std::string_view text) {
  if (const auto number = parse_int(text)) return number;
  const auto real = parse_float(text);
  return real ? whole(*real) : std::nullopt;
}

std::optional<std::int64_t> whole(double number) {
  if (std::trunc(number) != number || !(number >= -0x1p63 && number < 0x1p63)) return std::nullopt;
  return static_cast<std::int64_t>(number);
}

}  // namespace sdg::plan
