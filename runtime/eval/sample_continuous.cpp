#include <fmt/format.h>

#include <limits>

#include "runtime/eval/distribution.h"
#include "runtime/eval/numeric.h"
#include "runtime/eval/sampler.h"

namespace sdg::eval {
namespace {

bool is_finite(double x) {
  constexpr double kLargest = std::numeric_limits<double>::max();
  return x >= -kLargest && x <= kLargest;
}

CellFailure must_be(std::string_view sampler, std::string_view param, std::string_view what, double x) {
  return no_draw(fmt::format("the {} of `{}` is {}: it must be {}", param, sampler, plan::float_text(x), what));
}

bool is_positive(double x) { return x > 0 && is_finite(x); }

Drawn finite(std::string_view sampler, double x) {
  if (is_finite(x)) return Value(x);
  return CellFailure{Cause::Arithmetic, fmt::format("`{}` drew a number that is too large", sampler)};
}

}  // namespace

Drawn draw_normal(const SamplerArgs& args, DrawSite& site) {
  const double mean = args.get(0, "mean").as_float(), sd = args.get(1, "sd").as_float();
  if (!(sd >= 0)) return must_be("normal", "sd", "0 or more", sd);
  return finite("normal", mean + sd * site.own.normal());
}

Drawn draw_lognormal(const SamplerArgs& args, DrawSite& site) {
  const double mean = args.get(0, "mean").as_float(), sd = args.get(1, "sd").as_float();
  if (!(sd >= 0)) return must_be("lognormal", "sd", "0 or more", sd);
  return finite("lognormal", exp_of(mean + sd * site.own.normal()));
}

Drawn draw_exponential(const SamplerArgs& args, DrawSite& site) {
  const double mean = args.get(0, "mean").as_float();
  if (!(mean >= 0)) return must_be("exponential", "mean", "0 or more", mean);
  return finite("exponential", -mean * log_of(site.own.open_unit()));
}

Drawn draw_gamma(const SamplerArgs& args, DrawSite& site) {
  const double shape = args.get(0, "shape").as_float();
  const double scale = args.has(1, "scale") ? args.get(1, "scale").as_float() : 1.0;
  if (!is_positive(shape)) return must_be("gamma", "shape", "more than 0", shape);
  if (!is_positive(scale)) return must_be("gamma", "scale", "more than 0", scale);
  return finite("gamma", scale * gamma_number(shape, site.own));
}

Drawn draw_beta(const SamplerArgs& args, DrawSite& site) {
  const double a = args.get(0, "a").as_float(), b = args.get(1, "b").as_float();
  if (!is_positive(a)) return must_be("beta", "a", "more than 0", a);
  if (!is_positive(b)) return must_be("beta", "b", "more than 0", b);
  return finite("beta", beta_number(a, b, site.own));
}

Drawn draw_triangular(const SamplerArgs& args, DrawSite& site) {
  const double low = args.get(0, "low").as_float(), high = args.get(1, "high").as_float();
  const double mode = args.get(2, "mode").as_float();
  if (!(low <= high && is_finite(high - low))) return must_be("triangular", "high", "at least `low`", high);
  if (!(low <= mode && mode <= high)) return must_be("triangular", "mode", "between `low` and `high`", mode);
  if (low == high) return Value(low);
  const double u = site.own.unit(), width = high - low;
  if (u * width < mode - low) return Value(low + square_root(u * width * (mode - low)));
  return Value(high - square_root((1 - u) * width * (high - mode)));
}

}  // namespace sdg::eval
