#pragma once

#include <functional>

#include "compiler/syntax/expr.h"

namespace sdg::sema {

/// Visits an expression and all inside it, strings included; stops with false where `visit` does.
bool walk(const syntax::Expr& expr, const std::function<bool(const syntax::Expr&)>& visit);

}  // namespace sdg::sema
