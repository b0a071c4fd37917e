#pragma once

#include <optional>
#include <span>

#include "compiler/plan/builtin.h"
#include "compiler/syntax/expr.h"

namespace sdg::sema {

/// The expressions that a draw lies between; null where they do not stand there one by one.
struct DrawnEnds {
  const syntax::Expr* first = nullptr;
  const syntax::Expr* last = nullptr;
};
DrawnEnds ends_of(std::span<const syntax::Arg> args, plan::Builtin sampler);

/// The numbers that a sampler can draw, both ends included.
struct DrawnRange {
  double first, last;
};
/// Of `integer(1..6)` and `uniform(0, 1)` with their ends written out; nothing for any other draw.
std::optional<DrawnRange> drawn_range(plan::Builtin sampler, const syntax::CallExpr& call);

/// The part of a condition that fails for every `it` of the range, and the whole with it; null where none shows.
const syntax::Expr* never_met(const DrawnRange& range, const syntax::Expr& condition);

}  // namespace sdg::sema
