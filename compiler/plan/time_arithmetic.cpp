#include "compiler/plan/time_arithmetic.h"

#include <cmath>

#include "compiler/plan/civil_time.h"
#include "compiler/plan/rounding.h"

namespace sdg::plan {
namespace {

Applied too_long() { return arithmetic_failure("the result is longer than a duration can be"); }
Applied out_of_calendar() { return arithmetic_failure("the result is outside the years 1 to 9999"); }

Applied duration_of(double milliseconds) {
  const auto ticks = rounded_half_even(milliseconds);
  if (!ticks) return too_long();
  return Value::duration(*ticks);
}

}  // namespace

Applied moved_time(const Value& time, std::int64_t milliseconds) {
  std::int64_t moved = 0;
  if (time.kind() == ValueKind::Date && milliseconds % kMillisecondsADay != 0) {
    return arithmetic_failure("a date moves by whole days only");
  }
  const std::int64_t step = time.kind() == ValueKind::Date ? milliseconds / kMillisecondsADay : milliseconds;
  const bool overflow = __builtin_add_overflow(time.ticks(), step, &moved);
  if (time.kind() == ValueKind::Duration) return overflow ? too_long() : Applied(Value::duration(moved));
  const std::int64_t day = time.kind() == ValueKind::Date ? moved : day_of(moved);
  if (overflow || day < kFirstDay || day > kLastDay) return out_of_calendar();
  return time.kind() == ValueKind::Date ? Value::date(moved) : Value::datetime(moved);
}

Applied subtracted_time(const Value& a, const Value& b) {
  std::int64_t difference = 0;
  if (a.kind() == b.kind()) {
    if (__builtin_sub_overflow(a.ticks(), b.ticks(), &difference)) return too_long();
    return a.kind() == ValueKind::Date ? scaled_duration(difference, kMillisecondsADay)
                                       : Applied(Value::duration(difference));
  }
  if (__builtin_sub_overflow(std::int64_t{0}, b.ticks(), &difference)) return too_long();
  return moved_time(a, difference);
}

Applied scaled_duration(std::int64_t milliseconds, std::int64_t factor) {
  std::int64_t product = 0;
  if (__builtin_mul_overflow(milliseconds, factor, &product)) return too_long();
  return Value::duration(product);
}

Applied multiplied_duration(std::int64_t milliseconds, const Value& factor) {
  if (factor.kind() == ValueKind::Int) return scaled_duration(milliseconds, factor.as_int());
  return duration_of(static_cast<double>(milliseconds) * factor.as_float());
}

Applied divided_duration(std::int64_t milliseconds, const Value& divisor) {
  const bool by_duration = divisor.kind() == ValueKind::Duration;
  const double by = by_duration ? static_cast<double>(divisor.ticks()) : divisor.as_float();
  if (by == 0) return arithmetic_failure("division by zero");
  const double quotient = static_cast<double>(milliseconds) / by;
  return by_duration ? Applied(Value(quotient)) : duration_of(quotient);
}

}  // namespace sdg::plan
