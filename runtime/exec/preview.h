#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/exec/outlook.h"
#include "runtime/report/preview.h"

namespace sdg::exec {

/// The plan with nothing to write, so that every written column is computed; `offline`: answered by the simulator,
/// whoever is named.
plan::Plan without_outputs(plan::Plan plan, bool offline);

/// The first `count` candidates of a dataset as the answers in a store make them, every question with what was sent.
Result<std::vector<report::PreviewCandidate>> preview(const plan::Plan& plan, const std::string& dataset,
                                                      std::uint64_t count, const Outlook& outlook);

}  // namespace sdg::exec
