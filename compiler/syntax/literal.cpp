#include "compiler/syntax/literal.h"

#include <charconv>
#include <cmath>
#include <limits>
#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "compiler/source/ascii.h"

namespace sdg::syntax {
namespace {

using diag::Code;

/// A number as written, taken apart.
struct NumberParts {
  bool negative = false;
  std::string_view whole;     // digits and underscores
  std::string_view fraction;  // behind the point
  std::string_view exponent;  // with its `e`
  std::string_view suffix;    // letters glued to the end
};

std::string_view take_while(std::string_view& text, auto&& belongs) {
  std::size_t length = 0;
  while (length < text.size() && belongs(text[length])) ++length;
  const auto taken = text.substr(0, length);
  text.remove_prefix(length);
  return taken;
}

bool is_digit_or_underscore(char c) { return source::is_digit(c) || c == '_'; }

std::string_view take_exponent(std::string_view& text) {
  if (text.empty() || (text[0] != 'e' && text[0] != 'E')) return {};
  std::size_t length = 1;
  if (length < text.size() && (text[length] == '+' || text[length] == '-')) ++length;
  if (length == text.size() || !source::is_digit(text[length])) return {};
  while (length < text.size() && is_digit_or_underscore(text[length])) ++length;
  const auto taken = text.substr(0, length);
  text.remove_prefix(length);
  return taken;
}

NumberParts take_apart(std::string_view text) {
  NumberParts parts;
  if (text.starts_with('-')) {
    parts.negative = true;
    text.remove_prefix(1);
  }
  parts.whole = take_while(text, is_digit_or_underscore);
  if (text.starts_with('.')) {
    text.remove_prefix(1);
    parts.fraction = take_while(text, is_digit_or_underscore);
  }
  parts.exponent = take_exponent(text);
  parts.suffix = text;
  return parts;
}

/// Underscores stand between digits.
bool underscores_are_right(std::string_view digits) {
  return !digits.ends_with('_') && digits.find("__") == std::string_view::npos;
}

std::string without_underscores(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c != '_') plain += c;
  }
  return plain;
}

std::optional<std::int64_t> to_int(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

constexpr std::int64_t kSmallestInt = std::numeric_limits<std::int64_t>::min();

void report_large_int(Builder& builder, Span span) {
  builder.report(Code::NumberTooLarge, span, "this number is too large for an `int`", "an `int` has 64 bits")
      .hints.push_back(
          {"write it with a point to make it a `float`", {{span, std::string(builder.text(span)) + ".0"}}});
}

void push_int(Builder& builder, Span span, std::string_view text) {
  const std::string plain = without_underscores(text);
  auto value = to_int(plain);
  const bool needs_sign = !value && builder.sign_end == text.data() && to_int("-" + plain) == kSmallestInt;
  if (!value && !needs_sign) report_large_int(builder, span);
  auto node = builder.node<IntExpr>(span);
  node.value = value.value_or(0);
  const Expr* const made = builder.push(node);
  if (needs_sign) builder.unsigned_smallest = made;
}

void push_float(Builder& builder, Span span, std::string_view text) {
  const std::string plain = without_underscores(text);
  auto node = builder.node<FloatExpr>(span);
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), node.value);
  // Too small is zero, as everywhere; too large is a mistake.
  const bool overflow = error == std::errc::result_out_of_range && std::abs(std::strtod(plain.c_str(), nullptr)) > 1;
  if (error == std::errc::result_out_of_range) node.value = 0;
  if (overflow) builder.report(Code::NumberTooLarge, span, "this number is too large for a `float`");
  builder.push(node);
}

struct Unit {
  std::string_view suffix;
  std::int64_t milliseconds;
};
constexpr Unit kUnits[] = {{"ms", 1}, {"s", 1000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}};

const Unit* find_unit(std::string_view suffix) {
  for (const Unit& unit : kUnits) {
    if (unit.suffix == suffix) return &unit;
  }
  return nullptr;
}

/// `0.5s` is 500 milliseconds; less than one is lost.
std::optional<std::int64_t> duration_of(const NumberParts& parts, const Unit& unit) {
  const auto whole = to_int(without_underscores(parts.whole));
  std::int64_t value = 0;
  if (!whole || __builtin_mul_overflow(*whole, unit.milliseconds, &value)) return std::nullopt;
  if (!parts.fraction.empty()) {
    const double fraction = std::strtod(("0." + without_underscores(parts.fraction)).c_str(), nullptr);
    const auto rest = static_cast<std::int64_t>(std::llround(fraction * static_cast<double>(unit.milliseconds)));
    if (__builtin_add_overflow(value, rest, &value)) return std::nullopt;
  }
  return parts.negative ? -value : value;
}

void push_duration(Builder& builder, Span span, const NumberParts& parts, const Unit& unit) {
  const auto value = duration_of(parts, unit);
  if (!value) builder.report(Code::NumberTooLarge, span, "this duration is too long to be held");
  auto node = builder.node<DurationExpr>(span);
  node.milliseconds = value.value_or(0);
  builder.push(node);
}

bool is_hexadecimal_or_binary(std::string_view text) {
  return text.size() > 1 && text[0] == '0' && std::string_view("xXoObB").find(text[1]) != std::string_view::npos;
}

void report_bad_number(Builder& builder, Span span, std::string_view text, std::string_view suffix) {
  if (is_hexadecimal_or_binary(text)) {
    builder.report(Code::BadNumber, span, fmt::format("`{}` is no number here", text), "numbers are decimal");
    return;
  }
  if ((suffix == "k" || suffix == "K") && text.find('.') == text.npos) {
    const std::string meant = std::string(text.substr(0, text.size() - 1)) + "_000";
    builder.report(Code::BadNumber, span, fmt::format("`{}` is neither a number nor a duration", text))
        .hints.push_back({fmt::format("write `{}`", meant), {{span, meant}}});
    return;
  }
  auto& diag = builder.report(Code::BadNumber, span, fmt::format("`{}` is neither a number nor a duration", text));
  diag.label = fmt::format("`{}` is not a unit", suffix);
  diag.hints.push_back({"a duration ends with `ms`, `s`, `m`, `h` or `d`; a name cannot begin with a digit", {}});
}

}  // namespace

void push_number(Builder& builder, const char* begin, const char* end) {
  const Span span = builder.span(begin, end);
  const std::string_view text = builder.text(span);
  const NumberParts parts = take_apart(text);
  if (!underscores_are_right(parts.whole) || !underscores_are_right(parts.fraction) ||
      !underscores_are_right(parts.exponent)) {
    builder.report(Code::BadNumber, span, fmt::format("`{}` is not a well-formed number", text),
                   "`_` stands between two digits");
    return builder.push_error(span);
  }
  if (parts.suffix.empty()) {
    const bool is_int = parts.fraction.empty() && parts.exponent.empty();
    return is_int ? push_int(builder, span, text) : push_float(builder, span, text);
  }
  const Unit* unit = parts.exponent.empty() ? find_unit(parts.suffix) : nullptr;
  if (unit != nullptr) return push_duration(builder, span, parts, *unit);
  report_bad_number(builder, span, text, parts.suffix);
  builder.push_error(span);
}

bool push_smallest_int(Builder& builder, const char* sign) {
  const Expr* const number = std::exchange(builder.unsigned_smallest, nullptr);
  if (number == nullptr) return false;
  if (builder.stacks.values.back() != number) {  // `-9223372036854775808 | abs` turns what the pipe gives
    report_large_int(builder, number->span);
    return false;
  }
  auto node = builder.node<IntExpr>(source::join(builder.span(sign, sign + 1), builder.pop()->span));
  node.value = kSmallestInt;
  builder.push(node);
  return true;
}

void push_money(Builder& builder, const char* begin, const char* end) {
  constexpr std::size_t kDecimals = 9;
  const Span span = builder.span(begin, end);
  const NumberParts parts = take_apart(builder.text(span).substr(1));
  std::string fraction = without_underscores(parts.fraction);
  if (!parts.suffix.empty() || !parts.exponent.empty() || !underscores_are_right(parts.whole) ||
      !underscores_are_right(parts.fraction)) {
    builder.report(Code::BadNumber, span, fmt::format("`{}` is not an amount of money", builder.text(span)),
                   "write it as `$2.50`");
    return builder.push_error(span);
  }
  if (fraction.size() > kDecimals) {
    builder.report(Code::BadNumber, span, "this amount has too many decimals", "nine at most");
    return builder.push_error(span);
  }
  fraction.resize(kDecimals, '0');
  const auto value = to_int(without_underscores(parts.whole) + fraction);
  if (!value) builder.report(Code::NumberTooLarge, span, "this amount is too large to be held");
  auto node = builder.node<MoneyExpr>(span);
  node.nano_dollars = value.value_or(0);
  builder.push(node);
}

void push_plain_string(Builder& builder, const char* begin, const char* end) {
  auto node = builder.node<StringExpr>(builder.span(begin, end));
  if (end - begin > 2) {
    Piece piece{};
    piece.kind = PieceKind::Text;
    piece.span = builder.span(begin + 1, end - 1);
    piece.text = builder.text(piece.span);
    const Piece* const made = builder.file.arena.make(piece);
    node.pieces = builder.file.arena.copy(std::span<const Piece* const>(&made, 1));
  }
  builder.push(node);
}

void push_regex(Builder& builder, const char* begin, const char* end) {
  auto node = builder.node<RegexExpr>(builder.span(begin, end));
  node.pattern = builder.text(builder.span(begin + 1, end - 1));
  builder.push(node);
}

}  // namespace sdg::syntax
