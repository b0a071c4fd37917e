#include <fmt/format.h>

#include "runtime/eval/distribution.h"
#include "runtime/eval/numeric.h"
#include "runtime/eval/sampler.h"

namespace sdg::eval {
namespace {

constexpr double kBeyondInt = 0x1p63;

CellFailure must_be(std::string_view sampler, std::string_view param, std::string_view what, const Value& given) {
  return no_draw(fmt::format("the {} of `{}` is {}: it must be {}", param, sampler, plan::to_text(given), what));
}

bool is_probability(double p) { return p >= 0 && p <= 1; }

}  // namespace

Drawn draw_bernoulli(const SamplerArgs& args, DrawSite& site) {
  const auto& p = args.get(0, "p");
  if (!is_probability(p.as_float())) return must_be("bernoulli", "p", "between 0 and 1", p);
  return Value(site.own.unit() < p.as_float());
}

Drawn draw_binomial(const SamplerArgs& args, DrawSite& site) {
  const auto &n = args.get(0, "n"), &p = args.get(1, "p");
  if (n.as_int() < 0 || static_cast<double>(n.as_int()) > kLargestMean) {
    return must_be("binomial", "n", "between 0 and 1e15", n);
  }
  if (!is_probability(p.as_float())) return must_be("binomial", "p", "between 0 and 1", p);
  return Value(binomial_number(n.as_int(), p.as_float(), site.own));
}

Drawn draw_poisson(const SamplerArgs& args, DrawSite& site) {
  const auto& mean = args.get(0, "mean");
  if (!(mean.as_float() >= 0 && mean.as_float() <= kLargestMean)) {
    return must_be("poisson", "mean", "between 0 and 1e15", mean);
  }
  return Value(poisson_number(mean.as_float(), site.own));
}

Drawn draw_geometric(const SamplerArgs& args, DrawSite& site) {
  const auto& p = args.get(0, "p");
  if (!(is_probability(p.as_float()) && p.as_float() > 0)) return must_be("geometric", "p", "more than 0, up to 1", p);
  if (p.as_float() == 1) return Value(std::int64_t{1});
  const double failures = floor_of(log_of(site.own.open_unit()) / log_one_plus(-p.as_float()));
  if (!(failures < kBeyondInt - 1024)) {
    return CellFailure{Cause::Arithmetic, "`geometric` drew a number that is too large for an int"};
  }
  return Value(static_cast<std::int64_t>(failures) + 1);
}

Drawn draw_zipf(const SamplerArgs& args, DrawSite& site) {
  const auto &n = args.get(0, "n"), &exponent = args.get(1, "exponent");
  const double power_of_rank = exponent.is_null() ? 1 : exponent.as_float();
  if (n.as_int() < 1 || static_cast<double>(n.as_int()) > kLargestMean) {
    return must_be("zipf", "n", "between 1 and 1e15", n);
  }
  if (!(power_of_rank >= 0 && power_of_rank <= 100)) return must_be("zipf", "exponent", "between 0 and 100", exponent);
  return Value(zipf_number(n.as_int(), power_of_rank, site.own));
}

}  // namespace sdg::eval
