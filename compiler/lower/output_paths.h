#pragma once

#include "compiler/diag/sink.h"
#include "compiler/plan/plan.h"
#include "compiler/source/source_map.h"

namespace sdg::lower {

/// A run must replace neither what it reads, the program among it, nor what it wrote a moment ago.
void refuse_shared_paths(const plan::Plan& plan, const source::SourceMap& program, diag::DiagSink& diags);

}  // namespace sdg::lower
