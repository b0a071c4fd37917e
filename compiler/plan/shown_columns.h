#pragma once

#include <string_view>
#include <vector>

#include "compiler/plan/plan.h"

namespace sdg::plan {

/// The column of an output that tells what failed in a row that is kept nevertheless.
inline constexpr std::string_view kErrorsColumn = "_errors";

/// What a row has to show: the dataset's columns, or where every output computes its own, those.
std::vector<Column> shown_columns(const Dataset& dataset);

}  // namespace sdg::plan
