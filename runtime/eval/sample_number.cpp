#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <optional>

#include "runtime/eval/numeric.h"
#include "runtime/eval/sampler.h"
#include "runtime/eval/weights.h"

namespace sdg::eval {
namespace {

CellFailure empty_range(std::string_view sampler, const std::string& first, const std::string& last) {
  return no_draw(fmt::format("`{}` has nothing to draw between {} and {}", sampler, first, last));
}

double ceil_of(double x) { return -floor_of(-x); }

/// A multiple of 10^-decimals from a to b, each as likely.
Drawn uniform_decimals(double a, double b, int decimals, Stream& stream) {
  const double unit = power_of_ten(decimals);
  const double first = ceil_of(a * unit), last = floor_of(b * unit);
  if (first > last) return empty_range("uniform", plan::float_text(a), plan::float_text(b));
  if (!(last < kExactIntegers && first > -kExactIntegers)) {
    return no_draw(
        fmt::format("`uniform` cannot keep {} decimals of numbers as large as {}", decimals, plan::float_text(b)));
  }
  const auto digits = stream.between(static_cast<std::int64_t>(first), static_cast<std::int64_t>(last));
  return Value(static_cast<double>(digits) / unit);
}

/// `a + count * step`, computed in decimals where both are such, so that 0.1 three times is 0.3.
double stepped(double a, double step, std::uint64_t count) {
  const auto from = as_decimal(a), by = as_decimal(step);
  const auto times = static_cast<double>(count);
  if (!from || !by) return a + times * step;
  const int scale = std::max(from->scale, by->scale);
  const double digits = static_cast<double>(from->digits) * power_of_ten(scale - from->scale) +
                        times * (static_cast<double>(by->digits) * power_of_ten(scale - by->scale));
  return digits < kExactIntegers && digits > -kExactIntegers ? digits / power_of_ten(scale) : a + times * step;
}

double rounded(double x, int decimals) {
  const double unit = power_of_ten(decimals);
  return floor_of(x * unit + 0.5) / unit;
}

Drawn uniform_steps(double a, double b, double step, std::optional<int> decimals, Stream& stream) {
  if (!(step > 0))
    return no_draw(fmt::format("the step of `uniform` is {}: it must be more than 0", plan::float_text(step)));
  // A hair more, for a quotient such as 0.3 / 0.1 that falls just short of the number of steps it means.
  const double steps = floor_of((b - a) / step * (1 + 0x1p-50));
  if (!(steps < kExactIntegers)) return no_draw("the step of `uniform` is too small for its range");
  const double value = std::min(stepped(a, step, stream.below(static_cast<std::uint64_t>(steps) + 1)), b);
  return Value(decimals ? rounded(value, *decimals) : value);
}

}  // namespace

Drawn draw_uniform(const SamplerArgs& args, DrawSite& site) {
  const double a = args.get(0, "a").as_float(), b = args.get(1, "b").as_float();
  if (!(a <= b && b - a <= std::numeric_limits<double>::max()))
    return empty_range("uniform", plan::float_text(a), plan::float_text(b));
  std::optional<int> decimals;
  if (args.has(3, "decimals")) {
    const auto given = args.get(3, "decimals").as_int();
    if (given < 0 || given > kMostDecimals) {
      return no_draw(fmt::format("`uniform` can keep 0 to {} decimals, not {}", kMostDecimals, given));
    }
    decimals = static_cast<int>(given);
  }
  if (args.has(2, "step")) return uniform_steps(a, b, args.get(2, "step").as_float(), decimals, site.own);
  if (decimals) return uniform_decimals(a, b, *decimals, site.own);
  return Value(std::min(a + (b - a) * site.own.unit(), b));
}

Drawn draw_integer(const SamplerArgs& args, DrawSite& site) {
  // `a..b` arrives as a list of which only the ends matter.
  const auto& range = args.get(0, "range");
  if (range.is_list() && range.items().empty()) return no_draw("`integer` has nothing to draw: the range is empty");
  const auto a = (range.is_list() ? range.items().front() : args.get(0, "a")).as_int();
  const auto b = (range.is_list() ? range.items().back() : args.get(1, "b")).as_int();
  if (a > b) return empty_range("integer", std::to_string(a), std::to_string(b));
  return Value(site.own.between(a, b));
}

}  // namespace sdg::eval
