#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "compiler/plan/number_text.h"
#include "compiler/plan/rounding.h"
#include "runtime/eval/jinja_filter.h"
#include "runtime/eval/jinja_operators.h"
#include "runtime/eval/jinja_text.h"

namespace sdg::eval {

using plan::JinjaFilter;

namespace {

std::string without_underscores(std::string_view text) {
  std::string digits(strip(text, std::nullopt));
  for (std::size_t i = 1; i + 1 < digits.size(); ++i) {
    const auto is_digit = [&](std::size_t at) { return digits[at] >= '0' && digits[at] <= '9'; };
    if (digits[i] == '_' && is_digit(i - 1) && is_digit(i + 1)) digits.erase(i, 1);
  }
  return digits;
}

/// What Python's `float` reads.
std::optional<double> read_real(std::string_view written) {
  std::string text = without_underscores(written);
  std::string_view digits = text;
  const bool is_negative = digits.starts_with('-');
  if (is_negative || digits.starts_with('+')) digits.remove_prefix(1);
  std::string word(digits);
  std::ranges::transform(word, word.begin(), [](unsigned char sign) { return static_cast<char>(std::tolower(sign)); });
  double number = 0;
  if (word == "inf" || word == "infinity") {
    number = HUGE_VAL;
  } else if (word == "nan") {
    number = NAN;
  } else {
    const bool begins = !digits.empty() && (digits[0] == '.' || (digits[0] >= '0' && digits[0] <= '9'));
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (!begins || read.ptr != digits.data() + digits.size()) return std::nullopt;
    if (read.ec == std::errc::result_out_of_range) number = digits.find("e-") == std::string_view::npos ? HUGE_VAL : 0;
  }
  return is_negative ? -number : number;
}

std::optional<std::int64_t> whole_part(double number) {
  const double cut = std::trunc(number);
  if (!(cut >= -0x1p63 && cut < 0x1p63)) return std::nullopt;
  return static_cast<std::int64_t>(cut);
}

std::optional<std::int64_t> read_whole(std::string_view written, std::int64_t base) {
  const std::string text = without_underscores(written);
  std::string_view digits = text;
  const bool is_negative = digits.starts_with('-');
  if (is_negative || digits.starts_with('+')) digits.remove_prefix(1);
  const std::string_view prefix = digits.substr(0, 2);
  const std::int64_t said = prefix == "0x" || prefix == "0X"   ? 16
                            : prefix == "0o" || prefix == "0O" ? 8
                            : prefix == "0b" || prefix == "0B" ? 2
                                                               : 10;
  if (said != 10 && (base == said || base == 0)) {
    digits.remove_prefix(2);
    base = said;
  }
  if (base < 2 || base > 36) base = 10;
  std::int64_t number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number, static_cast<int>(base));
  if (digits.empty() || digits[0] == '-' || read.ec != std::errc() || read.ptr != digits.data() + digits.size())
    return std::nullopt;
  return is_negative ? -number : number;
}

double power_of_ten(std::int64_t exponent) { return std::pow(10.0, static_cast<double>(exponent)); }

std::string size_of(double bytes, bool is_binary) {
  constexpr std::array<std::string_view, 8> kBinary{"KiB", "MiB", "GiB", "TiB", "PiB", "EiB", "ZiB", "YiB"};
  constexpr std::array<std::string_view, 8> kDecimal{"kB", "MB", "GB", "TB", "PB", "EB", "ZB", "YB"};
  const double base = is_binary ? 1024 : 1000;
  if (bytes == 1) return "1 Byte";
  if (bytes < base) return fmt::format("{} Bytes", static_cast<std::int64_t>(bytes));
  double unit = base;
  std::size_t prefix = 0;
  for (; prefix < kBinary.size(); ++prefix) {
    unit *= base;
    if (bytes < unit || prefix + 1 == kBinary.size()) break;
  }
  return fmt::format("{:.1f} {}", base * bytes / unit, is_binary ? kBinary[prefix] : kDecimal[prefix]);
}

}  // namespace

template <>
JinjaValue filtered<JinjaFilter::Abs>(const JinjaFilterCall& call) {
  if (!demand(call.value, call.trouble)) return {};
  if (call.value.is_whole())
    return call.value.whole() < 0 ? negate(call.value, call.trouble) : JinjaValue(call.value.whole());
  if (call.value.is_number()) return JinjaValue(std::abs(call.value.real()));
  call.trouble.fail(fmt::format("bad operand type for abs(): '{}'", call.value.type_name()));
  return {};
}

template <>
JinjaValue filtered<JinjaFilter::Round>(const JinjaFilterCall& call) {
  if (!demand(call.value, call.trouble)) return {};
  const std::int64_t precision = call.whole(0, "precision", 0);
  const std::string method = call.text(1, "method", "common");
  if (method != "common" && method != "ceil" && method != "floor")
    call.trouble.fail("method must be common, ceil or floor");
  if (!call.value.is_number())
    call.trouble.fail(fmt::format("type {} doesn't define __round__ method", call.value.type_name()));
  if (call.trouble.failed()) return {};
  if (method == "common" && call.value.is_whole()) {
    if (precision >= 0) return JinjaValue(call.value.whole());
    return JinjaValue(plan::rounded_half_even(plan::rounded_to_digits(call.value.real(), precision)).value_or(0));
  }
  const double number = call.value.real();
  if (method == "common") return JinjaValue(plan::rounded_to_digits(number, precision));
  const double scale = power_of_ten(precision);
  return JinjaValue((method == "ceil" ? std::ceil(number * scale) : std::floor(number * scale)) / scale);
}

template <>
JinjaValue filtered<JinjaFilter::Int>(const JinjaFilterCall& call) {
  const JinjaValue otherwise = call.argument(0, "default").value_or(JinjaValue(std::int64_t{0}));
  if (!demand(call.value, call.trouble)) return {};
  if (call.value.is_whole()) return JinjaValue(call.value.whole());
  std::optional<std::int64_t> number;
  if (call.value.is_number()) number = whole_part(call.value.real());
  if (call.value.is_string()) {
    number = read_whole(call.value.text(), call.whole(1, "base", 10));
    const auto real = number ? std::nullopt : read_real(call.value.text());
    if (real) number = whole_part(*real);
  }
  return number ? JinjaValue(*number) : otherwise;
}

template <>
JinjaValue filtered<JinjaFilter::Float>(const JinjaFilterCall& call) {
  const JinjaValue otherwise = call.argument(0, "default").value_or(JinjaValue(0.0));
  if (!demand(call.value, call.trouble)) return {};
  if (call.value.is_number()) return JinjaValue(call.value.real());
  const auto number = call.value.is_string() ? read_real(call.value.text()) : std::nullopt;
  return number ? JinjaValue(*number) : otherwise;
}

template <>
JinjaValue filtered<JinjaFilter::Filesizeformat>(const JinjaFilterCall& call) {
  const auto bytes = call.value.is_number() ? std::optional(call.value.real()) : read_real(call.subject());
  if (!bytes) {
    call.trouble.fail("could not convert to a number of bytes");
    return {};
  }
  return JinjaValue(size_of(*bytes, call.flag(0, "binary", false)));
}

template <>
JinjaValue filtered<JinjaFilter::Random>(const JinjaFilterCall& call) {
  if (elements_of(call.value, call.trouble).empty())
    return JinjaValue::undefined("No random item, sequence was empty.");
  call.trouble.fail("`random` would draw anew each time: draw in a column and hand that over");
  return {};
}

}  // namespace sdg::eval
