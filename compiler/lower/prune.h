#pragma once

#include "compiler/plan/plan.h"

namespace sdg::lower {

/// Takes away the nodes that no output, filter or key needs, keeps the order of the rest, and gives each its place in
/// a frame of its block.
void prune(plan::Dataset& dataset);

/// Likewise for all datasets of a plan, and before that the columns that no reader of theirs reads.
void prune(plan::Plan& plan);

}  // namespace sdg::lower
