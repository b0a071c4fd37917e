#pragma once

#include <optional>

#include "compiler/plan/builtin.h"
#include "compiler/syntax/expr.h"

namespace sdg::sema {

/// The numbers that a sampler can draw, both ends included.
struct DrawnRange {
  double first, last;
};
/// Of `integer(1..6)` and `uniform(0, 1)` with their ends written out; nothing for any other draw.
std::optional<DrawnRange> drawn_range(plan::Builtin sampler, const syntax::CallExpr& call);

/// The part of a condition that fails for every `it` of the range, and the whole with it; null where none shows.
const syntax::Expr* never_met(const DrawnRange& range, const syntax::Expr& condition);

}  // namespace sdg::sema
