#pragma once

#include "runtime/exec/outlook.h"
#include "runtime/report/forecast.h"

namespace sdg::exec {

/// What a run would find in the store and what it would ask. Reads sources, asks nobody, writes nothing, keeps nothing
/// of a row but 16 bytes of its key. The failure says what of the program or its sources is wrong.
Result<report::Forecast> forecast(const plan::Plan& plan, const RunOptions& options, const Outlook& outlook);

}  // namespace sdg::exec
