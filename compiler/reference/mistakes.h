#pragma once

#include <vector>

#include "compiler/diag/code.h"

namespace sdg::reference {

/// Every kind of mistake, by its number: their table has them by topic, in the order in which they were thought of.
std::vector<diag::Code> mistakes_by_number();

}  // namespace sdg::reference
