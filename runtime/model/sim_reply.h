#pragma once

#include <string>

#include "compiler/plan/sim_options.h"
#include "runtime/model/provider.h"

namespace sdg::model {

/// What the offline model answers: a chat completion like any server's. It follows from the cell, the attempt and the
/// options alone.
std::string sim_reply(const Request& request, const plan::SimOptions& options);

}  // namespace sdg::model
