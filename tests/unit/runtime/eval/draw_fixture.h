#pragma once

#include <cmath>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/eval/sampler.h"
#include "tests/unit/runtime/eval/row_fixture.h"

namespace sdg::test {

using plan::Builtin;

/// The arguments of a sampler as they are written: positional ones first, then those with a name.
struct Args {
  std::vector<Value> values;
  std::vector<std::string> names;

  Args(std::vector<Value> positional, std::vector<std::pair<std::string, Value>> named = {})
      : values(std::move(positional)), names(values.size()) {
    for (auto& arg : named) {
      names.push_back(std::move(arg.first));
      values.push_back(std::move(arg.second));
    }
  }
};

inline Value text(std::string s) { return Value::string(std::move(s)); }
inline Value real(double x) { return Value(x); }
inline Value whole(std::int64_t x) { return Value(x); }

/// What row `index` of dataset `d` with seed 0 draws; its key is its number as text.
inline eval::Drawn draw(Builtin id, const Args& args, std::uint64_t index, bool regex = false) {
  const auto key = std::to_string(index);
  const eval::DrawKeys keys(0, "d", key);
  eval::DrawSite site(keys, "column.sampler.0", {}, index, regex);
  return eval::find_sampler(id)(eval::SamplerArgs(args.values, args.names), site);
}

/// The value as JSON, or what was wrong.
inline std::string shown(const eval::Drawn& drawn) {
  return drawn.ok() ? plan::to_json(*drawn) : drawn.failure().message;
}

inline std::map<std::string, int> counts(Builtin id, const Args& args, std::uint64_t rows) {
  std::map<std::string, int> seen;
  for (std::uint64_t row = 0; row < rows; ++row) ++seen[shown(draw(id, args, row))];
  return seen;
}

struct Moments {
  double mean = 0, variance = 0, least = HUGE_VAL, most = -HUGE_VAL;
};
inline Moments moments(Builtin id, const Args& args, std::uint64_t rows) {
  Moments result;
  double squares = 0;
  for (std::uint64_t row = 0; row < rows; ++row) {
    const double x = draw(id, args, row)->as_float();
    result.mean += x / static_cast<double>(rows);
    squares += x * x / static_cast<double>(rows);
    result.least = std::min(result.least, x);
    result.most = std::max(result.most, x);
  }
  result.variance = squares - result.mean * result.mean;
  return result;
}

}  // namespace sdg::test
