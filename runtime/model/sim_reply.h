#pragma once

#include <string>

#include "runtime/model/provider.h"
#include "runtime/model/sim_options.h"

namespace sdg::model {

/// What the offline model answers: a chat completion like any server's. It follows from the cell, the attempt and the
/// options alone.
std::string sim_reply(const Request& request, const SimOptions& options);

}  // namespace sdg::model
