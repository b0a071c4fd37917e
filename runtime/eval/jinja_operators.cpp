#include "runtime/eval/jinja_operators.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>

#include "compiler/plan/rounding.h"
#include "runtime/eval/jinja_format.h"
#include "runtime/eval/jinja_text.h"

namespace sdg::eval {

using plan::JinjaCompare;
using plan::JinjaExprKind;

namespace {

// A text that is multiplied may grow to this size, and a list to as many elements.
constexpr std::int64_t kMostRepeated = 1'000'000;

std::string_view sign_of(JinjaExprKind kind) {
  switch (kind) {
    case JinjaExprKind::Add: return "+";
    case JinjaExprKind::Subtract: return "-";
    case JinjaExprKind::Multiply: return "*";
    case JinjaExprKind::Divide: return "/";
    case JinjaExprKind::FloorDivide: return "//";
    case JinjaExprKind::Modulo: return "%";
    case JinjaExprKind::Power: return "** or pow()";
    default: return "?";
  }
}

JinjaValue overflow(JinjaTrouble& trouble) {
  trouble.fail("the result does not fit an int of 64 bits");
  return {};
}

double floor_modulo(double a, double b) {
  const double rest = std::fmod(a, b);
  if (rest != 0 && (rest < 0) != (b < 0)) return rest + b;
  return rest == 0 ? std::copysign(0.0, b) : rest;
}

/// Python's `//` of floats: by way of the remainder, so that both agree.
double floor_quotient(double a, double b) {
  const double quotient = (a - floor_modulo(a, b)) / b;
  if (quotient == 0) return std::copysign(0.0, a / b);
  const double floored = std::floor(quotient);
  return quotient - floored > 0.5 ? floored + 1 : floored;
}

JinjaValue power_of_whole(std::int64_t base, std::int64_t exponent, JinjaTrouble& trouble) {
  std::int64_t result = 1;
  if (base == 0 || base == 1) return JinjaValue(exponent == 0 ? 1 : base);
  if (base == -1) return JinjaValue(std::int64_t{exponent % 2 == 0 ? 1 : -1});
  for (; exponent > 0; --exponent) {
    if (__builtin_mul_overflow(result, base, &result)) return overflow(trouble);
  }
  return JinjaValue(result);
}

JinjaValue calculate_whole(JinjaExprKind kind, std::int64_t a, std::int64_t b, JinjaTrouble& trouble) {
  std::int64_t result = 0;
  bool too_large = false;
  switch (kind) {
    case JinjaExprKind::Add: too_large = __builtin_add_overflow(a, b, &result); break;
    case JinjaExprKind::Subtract: too_large = __builtin_sub_overflow(a, b, &result); break;
    case JinjaExprKind::Multiply: too_large = __builtin_mul_overflow(a, b, &result); break;
    case JinjaExprKind::FloorDivide:
      too_large = b == -1 && __builtin_sub_overflow(std::int64_t{0}, a, &result);
      if (b != -1) result = plan::floor_divide(a, b);
      break;
    case JinjaExprKind::Modulo: result = b == -1 ? 0 : a - plan::floor_divide(a, b) * b; break;
    case JinjaExprKind::Power: return power_of_whole(a, b, trouble);
    default: return JinjaValue(static_cast<double>(a) / static_cast<double>(b));
  }
  return too_large ? overflow(trouble) : JinjaValue(result);
}

JinjaValue calculate_real(JinjaExprKind kind, double a, double b, JinjaTrouble& trouble) {
  switch (kind) {
    case JinjaExprKind::Add: return JinjaValue(a + b);
    case JinjaExprKind::Subtract: return JinjaValue(a - b);
    case JinjaExprKind::Multiply: return JinjaValue(a * b);
    case JinjaExprKind::FloorDivide: return JinjaValue(floor_quotient(a, b));
    case JinjaExprKind::Modulo: return JinjaValue(floor_modulo(a, b));
    case JinjaExprKind::Power: {
      const double result = std::pow(a, b);
      if (std::isnan(result) && !std::isnan(a) && !std::isnan(b))
        trouble.fail("the power of a negative number is no real one");
      if (std::isinf(result) && !std::isinf(a) && !std::isinf(b)) trouble.fail("the result is too large");
      return JinjaValue(result);
    }
    default: return JinjaValue(a / b);
  }
}

JinjaValue calculate_number(JinjaExprKind kind, const JinjaValue& a, const JinjaValue& b, JinjaTrouble& trouble) {
  const bool divides =
      kind == JinjaExprKind::Divide || kind == JinjaExprKind::FloorDivide || kind == JinjaExprKind::Modulo;
  const bool inverts = kind == JinjaExprKind::Power && a.real() == 0 && b.real() < 0;
  if ((divides && b.real() == 0) || inverts) {
    trouble.fail("division by zero");
    return {};
  }
  const bool is_whole = a.is_whole() && b.is_whole() && !(kind == JinjaExprKind::Power && b.whole() < 0);
  return is_whole ? calculate_whole(kind, a.whole(), b.whole(), trouble)
                  : calculate_real(kind, a.real(), b.real(), trouble);
}

JinjaValue joined(const JinjaValue& a, const JinjaValue& b) {
  if (a.is_string()) {
    if (!a.is_markup() && !b.is_markup()) return JinjaValue(a.text() + b.text());
    return JinjaValue::markup(escape_html(a) + escape_html(b));
  }
  JinjaItems items = *a.elements();
  std::ranges::copy(*b.elements(), std::back_inserter(items));
  return a.is(JinjaKind::Tuple) ? JinjaValue::tuple(std::move(items)) : JinjaValue::list(std::move(items));
}

JinjaValue repeated(const JinjaValue& value, std::int64_t times, JinjaTrouble& trouble) {
  const auto length = static_cast<std::int64_t>(value.is_string() ? value.text().size() : *value.length());
  times = std::max<std::int64_t>(times, 0);
  if (length > 0 && times > kMostRepeated / length) {
    trouble.fail("the result is too large");
    return {};
  }
  std::string text;
  JinjaItems items;
  for (std::int64_t i = 0; i < times; ++i) {
    if (value.is_string()) {
      text += value.text();
    } else {
      std::ranges::copy(*value.elements(), std::back_inserter(items));
    }
  }
  if (value.is_string()) return value.is_markup() ? JinjaValue::markup(text) : JinjaValue(text);
  return value.is(JinjaKind::Tuple) ? JinjaValue::tuple(std::move(items)) : JinjaValue::list(std::move(items));
}

bool is_repeatable(const JinjaValue& value) { return value.is_string() || value.is_sequence(); }

bool not_ordered(const JinjaValue& a, const JinjaValue& b, JinjaTrouble& trouble) {
  trouble.fail(fmt::format("'<' not supported between instances of '{}' and '{}'", a.type_name(), b.type_name()));
  return false;
}

}  // namespace

bool demand(const JinjaValue& value, JinjaTrouble& trouble) {
  if (value.is_undefined()) trouble.fail(value.object()->text);
  return !trouble.failed();
}

JinjaItems elements_of(const JinjaValue& value, JinjaTrouble& trouble) {
  auto elements = value.elements();
  if (!elements) trouble.fail(fmt::format("'{}' object is not iterable", value.type_name()));
  return elements ? *std::move(elements) : JinjaItems();
}

JinjaValue calculate(JinjaExprKind kind, const JinjaValue& a, const JinjaValue& b, JinjaTrouble& trouble) {
  if (!demand(a, trouble) || !demand(b, trouble)) return {};
  if (a.is_number() && b.is_number()) return calculate_number(kind, a, b, trouble);
  if (kind == JinjaExprKind::Add && a.kind() == b.kind() && is_repeatable(a)) return joined(a, b);
  if (kind == JinjaExprKind::Multiply && is_repeatable(a) && b.is_whole()) return repeated(a, b.whole(), trouble);
  if (kind == JinjaExprKind::Multiply && a.is_whole() && is_repeatable(b)) return repeated(b, a.whole(), trouble);
  if (kind == JinjaExprKind::Modulo && a.is_string()) {
    JinjaArguments arguments;
    if (b.is(JinjaKind::Tuple)) {
      arguments.places = *b.elements();
    } else {
      arguments.places = {b};
    }
    return JinjaValue(format_percent(a.text(), arguments, trouble));
  }
  trouble.fail(
      fmt::format("unsupported operand type(s) for {}: '{}' and '{}'", sign_of(kind), a.type_name(), b.type_name()));
  return {};
}

JinjaValue negate(const JinjaValue& value, JinjaTrouble& trouble) {
  if (!demand(value, trouble)) return {};
  if (value.is_whole()) return calculate_whole(JinjaExprKind::Subtract, 0, value.whole(), trouble);
  if (value.is_number()) return JinjaValue(-value.real());
  trouble.fail(fmt::format("bad operand type for unary -: '{}'", value.type_name()));
  return {};
}

JinjaValue plus(const JinjaValue& value, JinjaTrouble& trouble) {
  if (!demand(value, trouble)) return {};
  if (value.is_whole()) return JinjaValue(value.whole());
  if (!value.is_number()) trouble.fail(fmt::format("bad operand type for unary +: '{}'", value.type_name()));
  return value;
}

bool is_less(const JinjaValue& a, const JinjaValue& b, JinjaTrouble& trouble) {
  if (!demand(a, trouble) || !demand(b, trouble)) return false;
  if (a.is_whole() && b.is_whole()) return a.whole() < b.whole();
  if (a.is_number() && b.is_number()) return a.real() < b.real();
  if (a.is_string() && b.is_string()) return a.text() < b.text();  // UTF-8 sorts as its code points do
  if (!a.is_sequence() || a.kind() != b.kind()) return not_ordered(a, b, trouble);
  const JinjaItems left = *a.elements(), right = *b.elements();
  for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
    if (!(left[i] == right[i])) return is_less(left[i], right[i], trouble);
  }
  return left.size() < right.size();
}

bool contains(const JinjaValue& whole, const JinjaValue& part, JinjaTrouble& trouble) {
  if (whole.is_string()) {
    if (part.is_string()) return whole.text().find(part.text()) != std::string::npos;
    if (!demand(part, trouble)) return false;
    trouble.fail(fmt::format("'in <string>' requires string as left operand, not {}", part.type_name()));
    return false;
  }
  if (whole.is(JinjaKind::Dict)) return whole.entry(part).has_value();
  if (!whole.elements()) {
    trouble.fail(fmt::format("argument of type '{}' is not iterable", whole.type_name()));
    return false;
  }
  const JinjaItems items = *whole.elements();
  return std::ranges::find(items, part) != items.end();
}

bool compare(JinjaCompare sign, const JinjaValue& a, const JinjaValue& b, JinjaTrouble& trouble) {
  switch (sign) {
    case JinjaCompare::Equal: return a == b;
    case JinjaCompare::NotEqual: return !(a == b);
    case JinjaCompare::Less: return is_less(a, b, trouble);
    case JinjaCompare::Greater: return is_less(b, a, trouble);
    // Not by negation: nan is neither.
    case JinjaCompare::LessEqual: return is_less(a, b, trouble) || a == b;
    case JinjaCompare::GreaterEqual: return is_less(b, a, trouble) || a == b;
    case JinjaCompare::In: return contains(b, a, trouble);
    case JinjaCompare::NotIn: return !contains(b, a, trouble);
  }
  return false;
}

}  // namespace sdg::eval
