#pragma once

#include "compiler/diag/sink.h"
#include "compiler/plan/plan.h"

namespace sdg::lower {

/// A run must replace neither what it reads nor what it wrote a moment ago.
void refuse_shared_paths(const plan::Plan& plan, diag::DiagSink& diags);

}  // namespace sdg::lower
