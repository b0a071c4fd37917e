#pragma once

#include "compiler/plan/plan.h"

namespace sdg::plan {

/// A dataset as PLAN.md describes it; the models, sources and other datasets it names are those of `plan`.
Value dataset_as_value(const Plan& plan, const Dataset& dataset);

/// `[begin, end]`, with the file before them where it is not the first one.
Value span_as_value(const source::Span& span);
/// `{name: value}` in the order given.
Value options_as_value(const std::vector<std::pair<std::string, Value>>& options);

}  // namespace sdg::plan
