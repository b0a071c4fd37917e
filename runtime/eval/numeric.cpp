#include "runtime/eval/numeric.h"

#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

namespace sdg::eval {
namespace {

constexpr double kInfinity = std::numeric_limits<double>::infinity();
constexpr double kNoNumber = std::numeric_limits<double>::quiet_NaN();
// ln 2 in two parts; the first has zeros at the end, so that a small multiple of it is exact.
constexpr double kLn2High = 0x1.62e42feep-1;
constexpr double kLn2Low = 0x1.a39ef35793c76p-33;
constexpr double kSqrtHalf = 0x1.6a09e667f3bcdp-1;

/// Coefficients from the constant term upwards.
template <std::size_t N>
double polynomial(const std::array<double, N>& coefficients, double x) {
  double sum = 0;
  for (std::size_t i = N; i-- > 0;) sum = sum * x + coefficients[i];
  return sum;
}

double power_of_two(int exponent) { return std::bit_cast<double>(static_cast<std::uint64_t>(exponent + 1023) << 52); }

/// x = fraction × 2^exponent with √½ <= fraction < √2; x is positive and finite.
struct Split {
  double fraction;
  int exponent;
};
Split split(double x) {
  int exponent = 0;
  if (x < 0x1p-1022) {
    x *= 0x1p54;
    exponent = -54;
  }
  const auto bits = std::bit_cast<std::uint64_t>(x);
  exponent += static_cast<int>(bits >> 52) - 1022;
  auto fraction = std::bit_cast<double>((bits & 0x000f'ffff'ffff'ffff) | 0x3fe0'0000'0000'0000);
  if (fraction < kSqrtHalf) {
    fraction *= 2;
    --exponent;
  }
  return {fraction, exponent};
}

/// 2/3 z + 2/5 z² + …: what the series of log((1+s)/(1-s)) / s holds beyond 2, z = s².
double log_series(double z) {
  static constexpr std::array<double, 11> kTerms{2.0 / 3,  2.0 / 5,  2.0 / 7,  2.0 / 9,  2.0 / 11, 2.0 / 13,
                                                 2.0 / 15, 2.0 / 17, 2.0 / 19, 2.0 / 21, 2.0 / 23};
  return z * polynomial(kTerms, z);
}

}  // namespace

double log_of(double x) {
  if (!(x > 0)) return x == 0 ? -kInfinity : kNoNumber;
  if (x == kInfinity) return x;
  const auto [fraction, exponent] = split(x);
  const double f = fraction - 1;
  const double s = f / (2 + f);
  const double half_square = 0.5 * f * f;
  const double tail = s * (half_square + log_series(s * s));
  return exponent * kLn2High - ((half_square - (tail + exponent * kLn2Low)) - f);
}

double log_one_plus(double x) {
  const double sum = 1 + x;
  if (sum == 1) return x;
  // What rounding took from the sum is given back in proportion.
  return sum == kInfinity ? sum : log_of(sum) * (x / (sum - 1));
}

double exp_of(double x) {
  if (x != x) return x;
  if (x > 709.79) return kInfinity;
  if (x < -745.2) return 0;
  static constexpr std::array<double, 14> kTerms{
      1.0 / 2,         1.0 / 6,          1.0 / 24,          1.0 / 120,          1.0 / 720,
      1.0 / 5040,      1.0 / 40320,      1.0 / 362880,      1.0 / 3628800,      1.0 / 39916800,
      1.0 / 479001600, 1.0 / 6227020800, 1.0 / 87178291200, 1.0 / 1307674368000};
  const double scaled = x * 0x1.71547652b82fep+0;  // 1 / ln 2
  const int exponent = static_cast<int>(scaled + (scaled < 0 ? -0.5 : 0.5));
  const double high = x - exponent * kLn2High;
  const double low = exponent * kLn2Low;
  const double r = high - low;
  const double error = (high - r) - low;
  const double value = 1 + (r + (error + r * r * polynomial(kTerms, r)));
  // In two steps: 2^1024 and 2^-1075 are no numbers of their own.
  const int half = exponent / 2;
  return value * power_of_two(half) * power_of_two(exponent - half);
}

double exp_minus_one(double x) {
  const double whole = exp_of(x);
  if (whole == 1) return x;
  const double rest = whole - 1;
  if (rest == -1 || whole == kInfinity) return rest;
  return rest * (x / log_of(whole));
}

double power(double base, double exponent) { return base == 0 ? 0 : exp_of(exponent * log_of(base)); }

double square_root(double x) { return std::sqrt(x); }

double floor_of(double x) {
  if (!(x > -0x1p52 && x < 0x1p52)) return x;
  const auto whole = static_cast<double>(static_cast<std::int64_t>(x));
  return whole > x ? whole - 1 : whole;
}

double normal_quantile(double p) {
  // Wichura's rational approximations (AS 241), good to 16 digits: the middle, the flanks, the tails.
  static constexpr std::array<double, 8> kMiddleOver{
      3.3871328727963666080e0, 1.3314166789178437745e2, 1.9715909503065514427e3, 1.3731693765509461125e4,
      4.5921953931549871457e4, 6.7265770927008700853e4, 3.3430575583588128105e4, 2.5090809287301226727e3};
  static constexpr std::array<double, 8> kMiddleUnder{1,
                                                      4.2313330701600911252e1,
                                                      6.8718700749205790830e2,
                                                      5.3941960214247511077e3,
                                                      2.1213794301586595867e4,
                                                      3.9307895800092710610e4,
                                                      2.8729085735721942674e4,
                                                      5.2264952788528545610e3};
  static constexpr std::array<double, 8> kFlankOver{
      1.42343711074968357734e0, 4.63033784615654529590e0,  5.76949722146069140550e0,  3.64784832476320460504e0,
      1.27045825245236838258e0, 2.41780725177450611770e-1, 2.27238449892691845833e-2, 7.74545014278341407640e-4};
  static constexpr std::array<double, 8> kFlankUnder{1,
                                                     2.05319162663775882187e0,
                                                     1.67638483018380384940e0,
                                                     6.89767334985100004550e-1,
                                                     1.48103976427480074590e-1,
                                                     1.51986665636164571966e-2,
                                                     5.47593808499534494600e-4,
                                                     1.05075007164441684324e-9};
  static constexpr std::array<double, 8> kTailOver{
      6.65790464350110377720e0,  5.46378491116411436990e0,  1.78482653991729133580e0,  2.96560571828504891230e-1,
      2.65321895265761230930e-2, 1.24266094738807843860e-3, 2.71155556874348757815e-5, 2.01033439929228813265e-7};
  static constexpr std::array<double, 8> kTailUnder{1,
                                                    5.99832206555887937690e-1,
                                                    1.36929880922735805310e-1,
                                                    1.48753612908506148525e-2,
                                                    7.86869131145613259100e-4,
                                                    1.84631831751005468180e-5,
                                                    1.42151175831644588870e-7,
                                                    2.04426310338993978564e-15};
  const double q = p - 0.5;
  if (q > -0.425 && q < 0.425) {
    const double r = 0.180625 - q * q;
    return q * polynomial(kMiddleOver, r) / polynomial(kMiddleUnder, r);
  }
  const double r = square_root(-log_of(q < 0 ? p : 1 - p));
  const double size = r <= 5 ? polynomial(kFlankOver, r - 1.6) / polynomial(kFlankUnder, r - 1.6)
                             : polynomial(kTailOver, r - 5) / polynomial(kTailUnder, r - 5);
  return q < 0 ? -size : size;
}

}  // namespace sdg::eval
