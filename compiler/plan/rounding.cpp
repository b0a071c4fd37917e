#include "compiler/plan/rounding.h"

#include <charconv>
#include <cmath>

#include "compiler/plan/number_text.h"

namespace sdg::plan {
namespace {

constexpr std::int64_t kMostDigits = 330;  // the smallest float has no more before its first one
constexpr std::int64_t kMostTens = 308;

double nearest_even(double number) {
  const double floor = std::floor(number);
  const double above = number - floor;  // exact, for a float with a fraction is below 2^53
  if (above != 0.5) return above > 0.5 ? floor + 1 : floor;
  return std::fmod(floor, 2) == 0 ? floor : floor + 1;
}

double rounded_to_tens(double number, std::int64_t zeros) {
  if (zeros > kMostTens) return std::copysign(0.0, number);
  double unit = 1;
  for (std::int64_t i = 0; i < zeros; ++i) unit *= 10;
  return nearest_even(number / unit) * unit;
}

}  // namespace

std::optional<std::int64_t> rounded_half_even(double number) {
  return std::isfinite(number) ? whole(nearest_even(number)) : std::nullopt;
}

double rounded_to_digits(double number, std::int64_t digits) {
  if (!std::isfinite(number) || digits >= kMostDigits) return number;
  if (digits < 0) return rounded_to_tens(number, digits < -kMostTens ? kMostTens + 1 : -digits);
  char text[700];  // 309 digits before the point, 330 behind it
  const auto end =
      std::to_chars(text, text + sizeof text, number, std::chars_format::fixed, static_cast<int>(digits)).ptr;
  double rounded = number;
  std::from_chars(text, end, rounded);
  return rounded;
}

}  // namespace sdg::plan
