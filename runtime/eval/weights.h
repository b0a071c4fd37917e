#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compiler/plan/value.h"
#include "compiler/source/result.h"
#include "runtime/eval/cell_failure.h"
#include "runtime/eval/random.h"

namespace sdg::eval {

/// A number as `digits` / 10^`scale`, if that many decimals are enough to read it back.
struct Decimal {
  std::int64_t digits;
  int scale;
};
constexpr int kMostDecimals = 15;
std::optional<Decimal> as_decimal(double x);
/// 10^exponent, 0 to kMostDecimals; exact.
double power_of_ten(int exponent);

/// How likely each option is, relative to the others: numbers of 0 and more, not all 0.
Result<std::vector<double>, CellFailure> read_weights(std::span<const plan::Value> weights);

/// The place of one weight, as likely as it is large.
std::size_t weighted_place(const std::vector<double>& weights, Stream& stream);

/// The smallest whole numbers in the proportions of the weights. Fails where their sum would pass `largest_sum`.
Result<std::vector<std::uint64_t>, CellFailure> whole_shares(const std::vector<double>& weights,
                                                             std::uint64_t largest_sum);

}  // namespace sdg::eval
