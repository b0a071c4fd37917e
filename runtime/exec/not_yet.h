#pragma once

#include <vector>

#include "compiler/diag/diagnostic.h"
#include "compiler/plan/plan.h"
#include "runtime/exec/run.h"

namespace sdg::exec {

/// What of a plan this version checks and cannot do: one mistake a line of the program, none where a run can begin.
/// Whoever builds a part takes its line away here.
std::vector<diag::Diagnostic> what_this_version_cannot_run(const plan::Plan& plan, const RunOptions& options);

}  // namespace sdg::exec
