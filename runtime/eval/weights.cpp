#include "runtime/eval/weights.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <numeric>

#include "runtime/eval/numeric.h"
#include "runtime/eval/sampler.h"

namespace sdg::eval {
namespace {

bool is_weight(const plan::Value& value) {
  return value.is_number() && value.as_float() >= 0 && value.as_float() <= std::numeric_limits<double>::max();
}

}  // namespace

double power_of_ten(int exponent) {
  static constexpr std::array<double, kMostDecimals + 1> kPowers{1,   1e1, 1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                                                 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15};
  return kPowers[static_cast<std::size_t>(exponent)];
}

std::optional<Decimal> as_decimal(double x) {
  for (int scale = 0; scale <= kMostDecimals; ++scale) {
    const double digits = floor_of(x * power_of_ten(scale) + 0.5);
    if (!(digits < kExactIntegers && digits > -kExactIntegers)) return std::nullopt;
    // Both operands are exact, so the quotient is the number nearest to the decimal, as its literal is.
    if (digits / power_of_ten(scale) == x) return Decimal{static_cast<std::int64_t>(digits), scale};
  }
  return std::nullopt;
}

Result<std::vector<double>, CellFailure> read_weights(std::span<const plan::Value> weights) {
  std::vector<double> read;
  read.reserve(weights.size());
  for (const auto& weight : weights) {
    if (!is_weight(weight)) return no_draw(fmt::format("a weight is {}: weights are 0 or more", plan::to_text(weight)));
    read.push_back(weight.as_float());
  }
  const double sum = std::accumulate(read.begin(), read.end(), 0.0);
  if (!(sum > 0)) return no_draw("all weights are 0: one of them must be more");
  if (sum > std::numeric_limits<double>::max()) return no_draw("the sum of the weights is too large");
  return read;
}

std::size_t weighted_place(const std::vector<double>& weights, Stream& stream) {
  double rest = stream.unit() * std::accumulate(weights.begin(), weights.end(), 0.0);
  std::size_t last = 0;
  for (std::size_t place = 0; place < weights.size(); ++place) {
    if (weights[place] == 0) continue;
    if (rest < weights[place]) return place;
    rest -= weights[place];
    last = place;  // rounding may leave a crumb behind the last one
  }
  return last;
}

Result<std::vector<std::uint64_t>, CellFailure> whole_shares(const std::vector<double>& weights,
                                                             std::uint64_t largest_sum) {
  const auto too_large = [&] {
    return no_draw(
        fmt::format("these shares come out whole in no block of {} rows or fewer: use rounder ones, or "
                    "`choice` for shares that hold on average",
                    largest_sum));
  };
  std::vector<Decimal> decimals;
  int scale = 0;
  for (const double weight : weights) {
    const auto decimal = as_decimal(weight);
    if (!decimal) return too_large();
    decimals.push_back(*decimal);
    scale = std::max(scale, decimal->scale);
  }
  std::vector<std::uint64_t> shares;
  std::uint64_t divisor = 0;
  for (const auto& decimal : decimals) {
    const double share = static_cast<double>(decimal.digits) * power_of_ten(scale - decimal.scale);
    if (!(share < kExactIntegers)) return too_large();
    shares.push_back(static_cast<std::uint64_t>(share));
    divisor = std::gcd(divisor, shares.back());
  }
  double sum = 0;
  for (auto& share : shares) sum += static_cast<double>(share /= divisor);
  if (sum > static_cast<double>(largest_sum)) return too_large();
  return shares;
}

}  // namespace sdg::eval
