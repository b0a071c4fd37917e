#pragma once

#include <optional>

#include "compiler/syntax/expr.h"

namespace sdg::sema {

/// The number that is written there, with its sign and in whatever parentheses; nothing for what is computed.
std::optional<double> written_number(const syntax::Expr& expr);

}  // namespace sdg::sema
