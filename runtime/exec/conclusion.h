#pragma once

#include <chrono>
#include <vector>

#include "runtime/exec/run.h"
#include "runtime/store/records.h"

namespace sdg::exec {

/// What a run came to: its exit code, and what must be said about it.
RunResult conclude(const Stop& stop, std::vector<report::DatasetTally> tallies);

/// The run as the store's list of runs has it.
store::RunRecord run_record(const RunOptions& options, std::chrono::system_clock::time_point now,
                            const std::vector<report::DatasetTally>& tallies);

}  // namespace sdg::exec
