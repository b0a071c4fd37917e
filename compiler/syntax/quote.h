#pragma once

#include <string>
#include <string_view>

#include "compiler/syntax/expr.h"

namespace sdg::syntax {

/// In double quotes, with line breaks, quotes and backslashes escaped: one line whatever it holds.
std::string quote(std::string_view text);
/// The name as it stands in a program, backticks included.
std::string written(const Name& name);

}  // namespace sdg::syntax
