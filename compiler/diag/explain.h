#pragma once

#include <string_view>

#include "compiler/diag/code.h"

namespace sdg::diag {

/// The page about a code: what is wrong, why it is a mistake, how it is written wrong and right. Markdown. Lives as
/// long as the program.
std::string_view explanation(Code code);

}  // namespace sdg::diag
