#pragma once

#include "compiler/plan/plan.h"

namespace sdg::plan {

/// A node with what its payload stands for.
Value node_as_value(const Plan& plan, const Dataset& dataset, NodeId id);

Value ids_value(const std::vector<NodeId>& ids);

}  // namespace sdg::plan
