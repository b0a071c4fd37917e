#include "runtime/eval/distribution.h"

#include <algorithm>

#include "runtime/eval/numeric.h"

namespace sdg::eval {
namespace {

// Below these a draw counts one by one; above, a gamma or beta number halves what is left to count.
constexpr double kSmallMean = 12;
constexpr std::int64_t kSmallCount = 24;

/// Sequential search: `u` walks down the probabilities of 0, 1, 2, …
std::int64_t small_poisson(double mean, Stream& stream) {
  double probability = exp_of(-mean), rest = stream.unit();
  std::int64_t count = 0;
  while (rest >= probability && probability > 0) {
    rest -= probability;
    probability *= mean / static_cast<double>(++count);
  }
  return count;
}

std::int64_t small_binomial(std::int64_t n, double p, Stream& stream) {
  std::int64_t count = 0;
  for (std::int64_t i = 0; i < n; ++i) count += stream.unit() < p;
  return count;
}

/// log(1 + x) / x, whose limit at 0 is 1.
double log_ratio(double x) { return x == 0 ? 1 : log_one_plus(x) / x; }
/// (exp(x) - 1) / x, whose limit at 0 is 1.
double exp_ratio(double x) { return x == 0 ? 1 : exp_minus_one(x) / x; }

/// The area under 1 / x^exponent from 1 to `x`, and its inverse.
struct PowerLaw {
  double exponent;

  double height(double x) const { return exp_of(-exponent * log_of(x)); }
  double area(double x) const { return log_of(x) * exp_ratio((1 - exponent) * log_of(x)); }
  double inverse(double y) const {
    const double scaled = std::max(y * (1 - exponent), -1.0);
    return exp_of(y * log_ratio(scaled));
  }
};

}  // namespace

double gamma_number(double shape, Stream& stream) {
  if (shape < 1) {
    const double larger = gamma_number(shape + 1, stream);
    return larger * power(stream.open_unit(), 1 / shape);
  }
  // Marsaglia and Tsang: a cube of a normal number, accepted nearly always.
  const double d = shape - 1.0 / 3, c = 1 / square_root(9 * d);
  while (true) {
    const double x = stream.normal();
    const double root = 1 + c * x;
    if (root <= 0) continue;
    const double v = root * root * root;
    if (log_of(stream.open_unit()) < 0.5 * x * x + d - d * v + d * log_of(v)) return d * v;
  }
}

double beta_number(double a, double b, Stream& stream) {
  const double x = gamma_number(a, stream), y = gamma_number(b, stream);
  // Where both vanish, all the weight is at the two ends.
  if (x + y == 0) return stream.unit() < a / (a + b) ? 1 : 0;
  return x / (x + y);
}

std::int64_t poisson_number(double mean, Stream& stream) {
  std::int64_t count = 0;
  while (mean > kSmallMean) {
    // When does event number `step` come? Before the end: the rest is Poisson again. After it: each of the earlier
    // ones lies evenly before that moment.
    const auto step = static_cast<std::int64_t>(floor_of(mean * 0.875));
    const double moment = gamma_number(static_cast<double>(step), stream);
    if (moment > mean) return count + binomial_number(step - 1, mean / moment, stream);
    count += step;
    mean -= moment;
  }
  return count + small_poisson(mean, stream);
}

std::int64_t binomial_number(std::int64_t n, double p, Stream& stream) {
  std::int64_t count = 0;
  while (n > kSmallCount && p > 0 && p < 1) {
    // Sort n even numbers: where is the middle one? Those on its far side from p are decided at once.
    const std::int64_t below = n / 2 + 1, above = n + 1 - below;
    const double middle = beta_number(static_cast<double>(below), static_cast<double>(above), stream);
    if (middle >= p) {
      n = below - 1;
      p = p / middle;
    } else {
      count += below;
      n = above - 1;
      p = (p - middle) / (1 - middle);
    }
  }
  if (p <= 0) return count;
  return count + (p >= 1 ? n : small_binomial(n, p, stream));
}

std::int64_t zipf_number(std::int64_t n, double exponent, Stream& stream) {
  // Rejection from the area under the curve (Hörmann and Derflinger): few tries, whatever n is.
  const PowerLaw law{exponent};
  const double first = law.area(1.5) - 1, last = law.area(static_cast<double>(n) + 0.5);
  const double sure = 2 - law.inverse(law.area(2.5) - law.height(2));
  while (true) {
    const double area = last + stream.open_unit() * (first - last);
    const double x = law.inverse(area);
    const double rank = std::clamp(floor_of(x + 0.5), 1.0, static_cast<double>(n));
    if (rank - x <= sure || area >= law.area(rank + 0.5) - law.height(rank)) return static_cast<std::int64_t>(rank);
  }
}

}  // namespace sdg::eval
