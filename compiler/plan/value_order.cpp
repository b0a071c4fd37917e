#include <cmath>
#include <compare>

#include "compiler/plan/operator_functions.h"

namespace sdg::plan {
namespace {

/// Exact: an int beyond 2^53 is not rounded before it is compared.
std::partial_ordering order_int_float(std::int64_t whole, double real) {
  if (std::isnan(real)) return std::partial_ordering::unordered;
  if (real >= 0x1p63) return std::partial_ordering::less;
  if (real < -0x1p63) return std::partial_ordering::greater;
  const double floor = std::floor(real);
  const auto floored = static_cast<std::int64_t>(floor);
  if (whole != floored) return whole <=> floored;
  return floor < real ? std::partial_ordering::less : std::partial_ordering::equivalent;
}

std::partial_ordering order_numbers(const Value& a, const Value& b) {
  const bool a_is_int = a.kind() == ValueKind::Int;
  const bool b_is_int = b.kind() == ValueKind::Int;
  if (a_is_int && b_is_int) return a.as_int() <=> b.as_int();
  if (a_is_int) return order_int_float(a.as_int(), b.as_float());
  if (b_is_int) return 0 <=> order_int_float(b.as_int(), a.as_float());
  return a.as_float() <=> b.as_float();
}

}  // namespace

std::optional<std::partial_ordering> order(const Value& a, const Value& b) {
  if (a.is_number() && b.is_number()) return order_numbers(a, b);
  if (a.kind() != b.kind()) return std::nullopt;
  switch (a.kind()) {
    case ValueKind::Bool: return a.as_bool() <=> b.as_bool();
    case ValueKind::String: return a.text().compare(b.text()) <=> 0;  // UTF-8 sorts as its code points do
    case ValueKind::Date:
    case ValueKind::DateTime:
    case ValueKind::Duration: return a.ticks() <=> b.ticks();
    case ValueKind::Int:
    case ValueKind::Float: return order_numbers(a, b);
    case ValueKind::Null:
    case ValueKind::Bytes:
    case ValueKind::List:
    case ValueKind::Record: break;
  }
  return std::nullopt;
}

}  // namespace sdg::plan
