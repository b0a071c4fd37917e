#pragma once

#include <memory>

#include "cli/commands.h"
#include "runtime/exec/run.h"
#include "runtime/report/watcher.h"

namespace sdg::cli {

/// Who shows the run on stderr.
std::unique_ptr<report::Watcher> make_watcher(Progress progress);

/// What the user should know when it is over.
void show_result(const exec::RunResult& result, Progress progress);

}  // namespace sdg::cli
