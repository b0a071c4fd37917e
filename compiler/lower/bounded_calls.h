#pragma once

#include "compiler/lower/lower.h"

namespace sdg::lower {

/// Under a budget every call has a worst case that is known before it is made: a price, and a limit of what is
/// answered.
void refuse_unbounded_calls(const plan::Plan& plan, const plan::Dataset& dataset, diag::DiagSink& diags);

}  // namespace sdg::lower
