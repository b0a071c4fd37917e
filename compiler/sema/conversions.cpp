#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "compiler/plan/civil_time.h"
#include "compiler/sema/checker.h"
#include "compiler/sema/fit.h"
#include "compiler/sema/foreign_call.h"

// A value of one type where another is needed: what turns the one into the other.
namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;

namespace {

bool is_number_text(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  return error == std::errc() && end == text.data() + text.size();
}

/// `1e3` as an int.
std::optional<std::string> whole(const Expr& expr) {
  const auto* number = expr.try_as<FloatExpr>();
  constexpr double kLargest = 1e15;
  if (!number || number->value != std::floor(number->value) || std::abs(number->value) > kLargest) return std::nullopt;
  return fmt::format("{}", static_cast<std::int64_t>(number->value));
}

/// `5m`: what would be a duration without its quotes.
bool is_duration_text(std::string_view text) {
  const auto digits = text.find_first_not_of("0123456789");
  if (digits == 0 || digits == text.npos) return false;
  const std::string_view unit = text.substr(digits);
  return unit == "ms" || unit == "s" || unit == "m" || unit == "h" || unit == "d";
}

}  // namespace

bool Checker::is_division_of_ints(const Expr& expr) const {
  const auto* binary = expr.try_as<BinaryExpr>();
  return binary && binary->op == BinaryOp::Divide && type(module_.type_of(*binary->left)).kind == TypeKind::Int &&
         type(module_.type_of(*binary->right)).kind == TypeKind::Int;
}

void Checker::suggest_conversion(diag::Diagnostic& diagnostic, const Expr& expr, TypeId have, TypeId want) const {
  const TypeKind wanted = type(module_.types.required(want)).kind;
  const std::string_view text = surroundings_.sources.text(expr.span);
  const auto replace = [&](std::string meant) {
    diagnostic.hints.push_back({fmt::format("write `{}`", meant), {{expr.span, std::move(meant)}}});
  };
  const auto* string = expr.try_as<StringExpr>();
  const bool is_plain = string && string->is_plain();
  if (const auto* divided = expr.try_as<BinaryExpr>(); wanted == TypeKind::Int && is_division_of_ints(expr)) {
    const std::string floored = fmt::format("{} // {}", text_of(*divided->left), text_of(*divided->right));
    replace(floored);
    diagnostic.hints.push_back({fmt::format("for the nearest one write `round({})`", text), {}});
    return;
  }
  if (wanted == TypeKind::Int && type(have).kind == TypeKind::Float)
    return replace(whole(expr).value_or(fmt::format("round({})", text)));
  if ((wanted == TypeKind::Int || wanted == TypeKind::Float) && is_text(module_.types, have)) {
    const bool is_number = is_plain && is_number_text(string->plain_text());
    if (is_number) return replace(std::string(string->plain_text()));
    // Of a union that lists a text which is no number no row is sure to have one.
    const auto is_readable = [](const plan::Value& one) { return one.is_string() && is_number_text(one.text()); };
    if (!is_plain && std::ranges::all_of(type(have).literals, is_readable))
      replace(fmt::format("{}({})", wanted == TypeKind::Int ? "int" : "float", text));
    return;
  }
  // `2024-01-31` is a subtraction.
  if ((wanted == TypeKind::Date || wanted == TypeKind::DateTime) && is_bare_date(text))
    return replace(fmt::format("\"{}\"", text));
  const TypeKind kind = type(have).kind;
  const bool is_scalar =
      is_numeric(module_.types, have) || kind == TypeKind::Bool || kind == TypeKind::Date || kind == TypeKind::DateTime;
  if (wanted == TypeKind::String && is_scalar) return replace(fmt::format("string({})", text));
  if (wanted == TypeKind::List && fit(module_.types, have, type(module_.types.required(want)).element) == Fit::Yes)
    return replace(fmt::format("[{}]", text));
  if (wanted == TypeKind::Duration && is_plain && is_duration_text(string->plain_text()))
    return replace(std::string(string->plain_text()));
  const auto* number = expr.try_as<IntExpr>();
  if (wanted == TypeKind::Bool && number && (number->value == 0 || number->value == 1))
    return replace(number->value == 1 ? "true" : "false");
  if (wanted == TypeKind::Bool && is_plain && (string->plain_text() == "true" || string->plain_text() == "false"))
    replace(std::string(string->plain_text()));
}

/// `"2024-02-30"` where a date is expected: the text is there, so it is read now.
void Checker::check_date_text(const Expr& expr, TypeId want) {
  const auto* string = expr.try_as<StringExpr>();
  const TypeKind kind = type(module_.types.required(want)).kind;
  const bool is_day = kind == TypeKind::Date;
  if (!string || !string->is_plain() || !(is_day || kind == TypeKind::DateTime)) return;
  const std::string text(string->plain_text());
  if (is_day ? plan::parse_date(text).has_value() : plan::parse_datetime(text).has_value()) return;
  auto& diagnostic = error(Code::TypeMismatch, expr.span, fmt::format("`{}` is no {}", text, is_day ? "day" : "moment"),
                           is_day ? "days are written `2024-01-31`" : "moments are written `2024-01-31T12:00:00Z`");
  for (const std::string_view pattern : {"%d.%m.%Y", "%d/%m/%Y", "%m/%d/%Y", "%Y/%m/%d", "%Y%m%d"}) {
    const auto moment = plan::parse_time(pattern, text);
    const auto meant = moment ? plan::format_time("%Y-%m-%d", *moment) : std::nullopt;
    if (!meant) continue;
    diagnostic.hints.push_back({fmt::format("write `\"{}\"`", *meant), {{expr.span, fmt::format("\"{}\"", *meant)}}});
    return;
  }
}

}  // namespace sdg::sema
