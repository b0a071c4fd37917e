#pragma once

namespace sdg::eval {

// Functions of the C library differ from one machine to the next in the last bit. These are made of the basic
// operations of IEEE 754 only, which do not, and their results are part of what a draw means: they never change.

/// Up to here every whole number is a double.
inline constexpr double kExactIntegers = 0x1p53;

/// Natural logarithm, within 2 units in the last place; of 0 minus infinity, below that no number.
double log_of(double x);
/// log(1 + x), also where x is tiny.
double log_one_plus(double x);
/// e to the x, within 2 units in the last place.
double exp_of(double x);
/// exp(x) - 1, also where x is tiny.
double exp_minus_one(double x);
double power(double base, double exponent);  // base > 0, or 0 with a positive exponent
double square_root(double x);                // rounded correctly
double floor_of(double x);

/// Where the standard normal distribution reaches `p`, 0 < p < 1.
double normal_quantile(double p);

}  // namespace sdg::eval
