#include <cmath>
#include <cstdint>

#include "compiler/plan/civil_time.h"
#include "compiler/plan/operator_functions.h"
#include "compiler/plan/rounding.h"
#include "compiler/plan/time_arithmetic.h"

namespace sdg::plan {
namespace {

constexpr std::int64_t kMostOfRange = 10'000'000;

Applied overflow() { return arithmetic_failure("the result does not fit an int of 64 bits"); }
Applied division_by_zero() { return arithmetic_failure("division by zero"); }

bool both_ints(const Call& call) { return call[0].kind() == ValueKind::Int && call[1].kind() == ValueKind::Int; }
bool both_numbers(const Call& call) { return call[0].is_number() && call[1].is_number(); }

/// As Python: the remainder has the sign of the divisor.
double floor_remainder(double a, double b) {
  const double remainder = std::fmod(a, b);
  if (remainder == 0) return std::copysign(0.0, b);
  return (remainder < 0) != (b < 0) ? remainder + b : remainder;
}

/// As Python: through the remainder, so that quotient and remainder always fit each other.
double floor_quotient(double a, double b) {
  const double quotient = (a - floor_remainder(a, b)) / b;
  if (quotient == 0) return std::copysign(0.0, a / b);
  const double floor = std::floor(quotient);
  return quotient - floor > 0.5 ? floor + 1 : floor;
}

Applied added_lists(const Value& a, const Value& b) {
  std::vector<Value> items(a.items().begin(), a.items().end());
  items.insert(items.end(), b.items().begin(), b.items().end());
  return Value::list(std::move(items));
}

Applied added_numbers(const Call& call) {
  std::int64_t sum = 0;
  if (!both_ints(call)) return finite(call[0].as_float() + call[1].as_float());
  if (__builtin_add_overflow(call[0].as_int(), call[1].as_int(), &sum)) return overflow();
  return Value(sum);
}

template <class Holds>
Applied compared(const Call& call, Holds holds) {
  const auto ordering = order(call[0], call[1]);
  if (!ordering) return conversion_failure("these two have no order");
  return Value(holds(*ordering));
}

}  // namespace

template <>
Applied evaluate<Builtin::Negate>(const Call& call) {
  if (call[0].kind() == ValueKind::Duration) return scaled_duration(call[0].ticks(), -1);
  if (call[0].kind() == ValueKind::Float) return Value(-call[0].as_float());
  std::int64_t negated = 0;
  if (__builtin_sub_overflow(std::int64_t{0}, call[0].as_int(), &negated)) return overflow();
  return Value(negated);
}

template <>
Applied evaluate<Builtin::Not>(const Call& call) {
  return Value(!call[0].as_bool());
}

template <>
Applied evaluate<Builtin::Add>(const Call& call) {
  if (both_numbers(call)) return added_numbers(call);
  if (call[0].is_string()) return Value::string(call[0].text() + call[1].text());
  if (call[0].is_list()) return added_lists(call[0], call[1]);
  return moved_time(call[0], call[1].ticks());
}

template <>
Applied evaluate<Builtin::Subtract>(const Call& call) {
  std::int64_t difference = 0;
  if (!both_numbers(call)) return subtracted_time(call[0], call[1]);
  if (!both_ints(call)) return finite(call[0].as_float() - call[1].as_float());
  if (__builtin_sub_overflow(call[0].as_int(), call[1].as_int(), &difference)) return overflow();
  return Value(difference);
}

template <>
Applied evaluate<Builtin::Multiply>(const Call& call) {
  std::int64_t product = 0;
  if (call[0].kind() == ValueKind::Duration) return multiplied_duration(call[0].ticks(), call[1]);
  if (call[1].kind() == ValueKind::Duration) return multiplied_duration(call[1].ticks(), call[0]);
  if (!both_ints(call)) return finite(call[0].as_float() * call[1].as_float());
  if (__builtin_mul_overflow(call[0].as_int(), call[1].as_int(), &product)) return overflow();
  return Value(product);
}

template <>
Applied evaluate<Builtin::Divide>(const Call& call) {
  if (call[0].kind() == ValueKind::Duration) return divided_duration(call[0].ticks(), call[1]);
  if (call[1].as_float() == 0) return division_by_zero();
  return finite(call[0].as_float() / call[1].as_float());
}

template <>
Applied evaluate<Builtin::FloorDivide>(const Call& call) {
  if (call[0].kind() == ValueKind::Duration) {
    if (call[1].ticks() == 0) return division_by_zero();
    if (call[1].ticks() == -1 && call[0].ticks() == INT64_MIN) return overflow();
    return Value(floor_divide(call[0].ticks(), call[1].ticks()));
  }
  if (call[1].as_float() == 0) return division_by_zero();
  if (!both_ints(call)) return finite(floor_quotient(call[0].as_float(), call[1].as_float()));
  if (call[1].as_int() == -1 && call[0].as_int() == INT64_MIN) return overflow();
  return Value(floor_divide(call[0].as_int(), call[1].as_int()));
}

template <>
Applied evaluate<Builtin::Modulo>(const Call& call) {
  const auto remainder = [](std::int64_t a, std::int64_t b) { return b == -1 ? 0 : a - floor_divide(a, b) * b; };
  if (call[0].kind() == ValueKind::Duration) {
    if (call[1].ticks() == 0) return division_by_zero();
    return Value::duration(remainder(call[0].ticks(), call[1].ticks()));
  }
  if (call[1].as_float() == 0) return division_by_zero();
  if (!both_ints(call)) return finite(floor_remainder(call[0].as_float(), call[1].as_float()));
  return Value(remainder(call[0].as_int(), call[1].as_int()));
}

template <>
Applied evaluate<Builtin::Equal>(const Call& call) {
  return Value(call[0] == call[1]);
}

template <>
Applied evaluate<Builtin::NotEqual>(const Call& call) {
  return Value(!(call[0] == call[1]));
}

template <>
Applied evaluate<Builtin::Less>(const Call& call) {
  return compared(call, [](std::partial_ordering ordering) { return ordering < 0; });
}

template <>
Applied evaluate<Builtin::LessEqual>(const Call& call) {
  return compared(call, [](std::partial_ordering ordering) { return ordering <= 0; });
}

template <>
Applied evaluate<Builtin::Greater>(const Call& call) {
  return compared(call, [](std::partial_ordering ordering) { return ordering > 0; });
}

template <>
Applied evaluate<Builtin::GreaterEqual>(const Call& call) {
  return compared(call, [](std::partial_ordering ordering) { return ordering >= 0; });
}

template <>
Applied evaluate<Builtin::Range>(const Call& call) {
  const std::int64_t first = call[0].as_int(), last = call[1].as_int();
  std::int64_t distance = 0;
  if (last < first) return Value::list({});
  if (__builtin_sub_overflow(last, first, &distance) || distance >= kMostOfRange) {
    return arithmetic_failure("a list of more than " + std::to_string(kMostOfRange) + " ints");
  }
  std::vector<Value> ints;
  ints.reserve(static_cast<std::size_t>(distance) + 1);
  for (std::int64_t i = 0; i <= distance; ++i) ints.emplace_back(first + i);
  return Value::list(std::move(ints));
}

template <>
Applied evaluate<Builtin::Abs>(const Call& call) {
  if (call[0].kind() == ValueKind::Float) return Value(std::fabs(call[0].as_float()));
  const bool negative = call[0].kind() == ValueKind::Int ? call[0].as_int() < 0 : call[0].ticks() < 0;
  return negative ? evaluate<Builtin::Negate>(call) : Applied(call[0]);
}

}  // namespace sdg::plan
