#include "runtime/eval/sampler.h"

#include <algorithm>
#include <array>
#include <utility>

namespace sdg::eval {
namespace {

using plan::Builtin;

constexpr std::array<std::pair<Builtin, Sampler>, 23> kSamplers{{
    {Builtin::Choice, draw_choice},
    {Builtin::Exact, draw_exact},
    {Builtin::Uniform, draw_uniform},
    {Builtin::Integer, draw_integer},
    {Builtin::Normal, draw_normal},
    {Builtin::Bernoulli, draw_bernoulli},
    {Builtin::Binomial, draw_binomial},
    {Builtin::Poisson, draw_poisson},
    {Builtin::Exponential, draw_exponential},
    {Builtin::Gamma, draw_gamma},
    {Builtin::Beta, draw_beta},
    {Builtin::Lognormal, draw_lognormal},
    {Builtin::Triangular, draw_triangular},
    {Builtin::Zipf, draw_zipf},
    {Builtin::Geometric, draw_geometric},
    {Builtin::Mixture, draw_mixture},
    {Builtin::Date, draw_date},
    {Builtin::DateTime, draw_datetime},
    {Builtin::After, draw_after},
    {Builtin::Uuid, draw_uuid},
    {Builtin::Pattern, draw_pattern},
    {Builtin::Pick, draw_pick},
    {Builtin::Words, draw_words},
}};

const Value& null_value() {
  static const Value null;
  return null;
}

}  // namespace

std::string_view SamplerArgs::name_of(std::size_t index) const {
  return index < names_.size() ? std::string_view(names_[index]) : std::string_view();
}

const Value& SamplerArgs::named(std::string_view name) const {
  for (std::size_t i = 0; i < values_.size(); ++i) {
    if (name_of(i) == name) return values_[i];
  }
  return null_value();
}

const Value& SamplerArgs::get(std::size_t place, std::string_view name) const {
  const auto unnamed = positional();
  return place < unnamed.size() ? unnamed[place] : named(name);
}

std::span<const Value> SamplerArgs::positional() const {
  std::size_t count = 0;
  while (count < values_.size() && name_of(count).empty()) ++count;
  return values_.first(count);
}

Sampler find_sampler(Builtin id) {
  const auto found = std::ranges::find(kSamplers, id, &std::pair<Builtin, Sampler>::first);
  return found == kSamplers.end() ? nullptr : found->second;
}

CellFailure no_draw(std::string message) { return {Cause::Draw, std::move(message)}; }

}  // namespace sdg::eval
