#pragma once

#include <cstdint>
#include <optional>

namespace sdg::plan {

/// The nearest int, a half to the even one; nothing where 64 bits do not hold it.
std::optional<std::int64_t> rounded_half_even(double number);
/// To so many digits behind the point, of the exact binary value, a half to the even digit; fewer than 0 round to tens.
double rounded_to_digits(double number, std::int64_t digits);

}  // namespace sdg::plan
