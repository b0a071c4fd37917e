#pragma once

#include <functional>

#include "compiler/plan/plan.h"

namespace sdg::lower {

/// Is handed every place that names a node, to read or to change it.
using Visit = std::function<void(plan::NodeId&)>;

/// The nodes that the dataset itself wants: what is written, filtered, counted and told apart by.
void visit_roots(plan::Dataset& dataset, const Visit& visit);

}  // namespace sdg::lower
