#pragma once

#include <cstdint>
#include <optional>

namespace sdg::plan {

/// The quotient rounded down, as Python has it. `b` is not 0, and not -1 where `a` is the least int.
constexpr std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
  return a / b - (a % b != 0 && (a < 0) != (b < 0) ? 1 : 0);
}
/// The nearest int, a half to the even one; nothing where 64 bits do not hold it.
std::optional<std::int64_t> rounded_half_even(double number);
/// To so many digits behind the point, of the exact binary value, a half to the even digit; fewer than 0 round to tens.
double rounded_to_digits(double number, std::int64_t digits);

}  // namespace sdg::plan
