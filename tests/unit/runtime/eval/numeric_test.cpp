#include "runtime/eval/numeric.h"

#include <doctest/doctest.h>

#include <bit>
#include <cmath>
#include <cstdint>
#include <limits>

#include "runtime/eval/random.h"

using namespace sdg::eval;

namespace {

std::int64_t units_apart(double a, double b) {
  if (a == b) return 0;
  const auto place = [](double x) {
    const auto bits = std::bit_cast<std::int64_t>(x);
    return bits < 0 ? std::numeric_limits<std::int64_t>::min() - bits : bits;
  };
  return std::abs(place(a) - place(b));
}

}  // namespace

TEST_CASE("logarithm and exponential are within two units of the true value") {
  Stream stream({1, 2}, "numeric", {});
  std::int64_t log_error = 0, exp_error = 0, plus_error = 0, minus_error = 0;
  for (int i = 0; i < 200'000; ++i) {
    const double x = std::ldexp(1 + stream.unit(), static_cast<int>(stream.between(-1070, 1022)));
    log_error = std::max(log_error, units_apart(log_of(x), static_cast<double>(std::log(static_cast<long double>(x)))));
    const double near_one = 0.5 + stream.unit();
    log_error = std::max(
        log_error, units_apart(log_of(near_one), static_cast<double>(std::log(static_cast<long double>(near_one)))));
    const double y = (stream.unit() - 0.5) * 1400;
    exp_error = std::max(exp_error, units_apart(exp_of(y), static_cast<double>(std::exp(static_cast<long double>(y)))));
    const double tiny = std::ldexp(stream.unit() - 0.5, static_cast<int>(stream.between(-60, 0)));
    plus_error = std::max(plus_error, units_apart(log_one_plus(tiny), std::log1p(tiny)));
    minus_error = std::max(minus_error, units_apart(exp_minus_one(tiny), std::expm1(tiny)));
  }
  CHECK(log_error <= 2);
  CHECK(exp_error <= 2);
  CHECK(plus_error <= 4);
  CHECK(minus_error <= 4);
}

TEST_CASE("the ends of the range are what IEEE 754 says") {
  CHECK(log_of(0) == -HUGE_VAL);
  CHECK(std::isnan(log_of(-1)));
  CHECK(log_of(HUGE_VAL) == HUGE_VAL);
  CHECK(exp_of(1000) == HUGE_VAL);
  CHECK(exp_of(-1000) == 0);
  CHECK(exp_of(0) == 1);
  CHECK(log_of(1) == 0);
  CHECK(units_apart(exp_of(709.78), std::exp(709.78)) <= 2);
  CHECK(units_apart(exp_of(-744), std::exp(-744.0)) <= 2);
  CHECK(floor_of(-0.5) == -1);
  CHECK(floor_of(-3) == -3);
  CHECK(floor_of(2.9) == 2);
  CHECK(floor_of(1e300) == 1e300);
}

TEST_CASE("the normal quantile inverts the normal distribution") {
  for (const double p :
       {1e-300, 1e-100, 1e-20, 1e-10, 1e-5, 0.001, 0.02, 0.07, 0.1, 0.3, 0.4999, 0.5, 0.6, 0.9, 0.999}) {
    CAPTURE(p);
    const double x = normal_quantile(p);
    CHECK(0.5 * std::erfc(-x / std::sqrt(2.0)) == doctest::Approx(p).epsilon(1e-12 * (1 + x * x)));
  }
  CHECK(normal_quantile(0.5) == 0);
  CHECK(normal_quantile(0.975) == doctest::Approx(1.959963984540054).epsilon(1e-15));
  CHECK(normal_quantile(0.25) == -normal_quantile(0.75));
}
