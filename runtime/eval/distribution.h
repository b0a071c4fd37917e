#pragma once

#include <cstdint>

#include "runtime/eval/random.h"

namespace sdg::eval {

// Numbers of the distributions that others are built on. The parameters have been checked by the caller.

double gamma_number(double shape, Stream& stream);                          // scale 1, shape > 0
double beta_number(double a, double b, Stream& stream);                     // a, b > 0
std::int64_t poisson_number(double mean, Stream& stream);                   // 0 <= mean <= kLargestMean
std::int64_t binomial_number(std::int64_t n, double p, Stream& stream);     // n >= 0, 0 <= p <= 1
std::int64_t zipf_number(std::int64_t n, double exponent, Stream& stream);  // n >= 1, exponent >= 0

constexpr double kLargestMean = 1e15;

}  // namespace sdg::eval
