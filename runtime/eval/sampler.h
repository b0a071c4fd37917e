#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/plan/builtin.h"
#include "compiler/plan/value.h"
#include "compiler/source/result.h"
#include "runtime/eval/cell_failure.h"
#include "runtime/eval/draw_key.h"
#include "runtime/eval/random.h"

namespace sdg::eval {

using plan::Value;

/// The arguments of a sampler, by place and by name as its signature has them.
class SamplerArgs {
 public:
  /// `names` stand beside the values; an empty one is positional. A shorter list means positional for the rest.
  SamplerArgs(std::span<const Value> values, std::span<const std::string> names) : values_(values), names_(names) {}

  /// The argument that was given under this name, or else at this place; null where it was left out.
  const Value& get(std::size_t place, std::string_view name) const;
  const Value& named(std::string_view name) const;
  bool has(std::size_t place, std::string_view name) const { return !get(place, name).is_null(); }
  /// Those without a name, one after the other.
  std::span<const Value> positional() const;
  std::span<const Value> all() const { return values_; }

 private:
  std::string_view name_of(std::size_t index) const;

  std::span<const Value> values_;
  std::span<const std::string> names_;
};

/// Where a draw stands: what its numbers come from.
struct DrawSite {
  Stream own;  // of this draw in this row
  const DrawKeys& keys;
  std::string_view path;
  std::span<const std::uint64_t> numbers;
  std::uint64_t index;  // the row's, among the candidates
  bool regex;           // the first argument was written as a regular expression

  DrawSite(const DrawKeys& row_keys, std::string_view draw_path, std::span<const std::uint64_t> loop_numbers,
           std::uint64_t row_index, bool takes_regex = false)
      : own(row_keys.row(), draw_path, loop_numbers),
        keys(row_keys),
        path(draw_path),
        numbers(loop_numbers),
        index(row_index),
        regex(takes_regex) {}

  /// Of this draw in all rows alike: for what is decided over candidates by index.
  Stream shared() const { return Stream(keys.candidates(), path, numbers); }
};

using Drawn = Result<Value, CellFailure>;
using Sampler = Drawn (*)(const SamplerArgs& args, DrawSite& site);

/// The sampler of a built-in; null where it is none.
Sampler find_sampler(plan::Builtin id);

/// A draw that cannot be: its cell fails with the cause `draw`.
CellFailure no_draw(std::string message);

// By topic, each in a file of its own: sample_<topic>.cpp.
Drawn draw_choice(const SamplerArgs& args, DrawSite& site);
Drawn draw_mixture(const SamplerArgs& args, DrawSite& site);
Drawn draw_pick(const SamplerArgs& args, DrawSite& site);

Drawn draw_exact(const SamplerArgs& args, DrawSite& site);

Drawn draw_uniform(const SamplerArgs& args, DrawSite& site);
Drawn draw_integer(const SamplerArgs& args, DrawSite& site);

Drawn draw_normal(const SamplerArgs& args, DrawSite& site);
Drawn draw_lognormal(const SamplerArgs& args, DrawSite& site);
Drawn draw_exponential(const SamplerArgs& args, DrawSite& site);
Drawn draw_gamma(const SamplerArgs& args, DrawSite& site);
Drawn draw_beta(const SamplerArgs& args, DrawSite& site);
Drawn draw_triangular(const SamplerArgs& args, DrawSite& site);

Drawn draw_bernoulli(const SamplerArgs& args, DrawSite& site);
Drawn draw_binomial(const SamplerArgs& args, DrawSite& site);
Drawn draw_poisson(const SamplerArgs& args, DrawSite& site);
Drawn draw_geometric(const SamplerArgs& args, DrawSite& site);
Drawn draw_zipf(const SamplerArgs& args, DrawSite& site);

Drawn draw_date(const SamplerArgs& args, DrawSite& site);
Drawn draw_datetime(const SamplerArgs& args, DrawSite& site);
Drawn draw_after(const SamplerArgs& args, DrawSite& site);

Drawn draw_uuid(const SamplerArgs& args, DrawSite& site);
Drawn draw_pattern(const SamplerArgs& args, DrawSite& site);
Drawn draw_words(const SamplerArgs& args, DrawSite& site);

}  // namespace sdg::eval
