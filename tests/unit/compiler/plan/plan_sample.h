#pragma once

#include <cstdint>

#include "compiler/plan/plan.h"

namespace sdg::plan {

// Nodes of sample_plan that tests speak of.
constexpr std::uint32_t kSampleApply = 3, kSampleDraw = 4, kSampleMatch = 5, kSampleLocal = 6, kSampleMap = 8,
                        kSampleConcat = 9, kSampleAsk = 11, kSampleUnused = 12, kSampleTrue = 13, kSampleIndex = 14,
                        kSampleTable = 15, kSampleChoose = 16, kSampleCoalesce = 17, kSampleCheck = 18,
                        kSampleRedraw = 19, kSampleRepeat = 20, kSampleIterate = 21, kSampleSplit = 22,
                        kSampleImage = 23, kSampleEmbed = 24, kSampleRender = 26, kSampleRecord = 27;

/// One dataset with a node of every kind and all that is decided over its rows, a model, a source and a worker.
Plan sample_plan();

}  // namespace sdg::plan
