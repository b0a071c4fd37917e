#pragma once

#include <optional>

#include "compiler/plan/builtin.h"
#include "compiler/syntax/expr.h"

namespace sdg::sema {

/// The built-in that an operator of the syntax stands for; nothing for `and`, `or` and `??`, which may leave their
/// right side alone, and for `not in`, which is two.
std::optional<plan::Builtin> builtin_of(syntax::BinaryOp op);

}  // namespace sdg::sema
