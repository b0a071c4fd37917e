#pragma once

#include "compiler/plan/plan.h"

namespace sdg::lower {

/// Takes away the nodes that no output, filter or key needs, keeps the order of the rest, and gives each its place in
/// a frame of its block.
void prune(plan::Dataset& dataset);

}  // namespace sdg::lower
