#pragma once

#include "compiler/plan/plan.h"

namespace sdg::plan {

/// A node with what its payload stands for.
Value node_as_value(const Plan& plan, const Dataset& dataset, NodeId id);

}  // namespace sdg::plan
