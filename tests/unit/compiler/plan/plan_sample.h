#pragma once

#include <cstdint>

#include "compiler/plan/plan.h"

namespace sdg::plan {

// Nodes of sample_plan that tests speak of.
constexpr std::uint32_t kSampleApply = 3, kSampleDraw = 4, kSampleMatch = 5, kSampleLocal = 6, kSampleMap = 8,
                        kSampleConcat = 9, kSampleAsk = 11, kSampleUnused = 12;

/// One dataset with a node of most kinds, a model and a source.
Plan sample_plan();

}  // namespace sdg::plan
