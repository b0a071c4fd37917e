#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/lookout.h"
#include "cli/pipeline.h"
#include "cli/terminal.h"
#include "compiler/diag/display_line.h"
#include "runtime/exec/finish.h"
#include "runtime/report/numbers.h"

namespace sdg::cli {

namespace {

void tell(const exec::FinishedPart& part) {
  const auto open = part.uncounted == 0 ? std::string()
                                        : fmt::format("; how many rows {} will make is not known yet",
                                                      report::counted(part.uncounted, "candidate"));
  note(fmt::format("{}: {} of {} decided{}", part.dataset, report::grouped(part.rows - part.missing),
                   report::counted(part.rows, "row"), open));
  for (const auto& path : part.paths) {
    note(fmt::format("  wrote {} to {}", report::counted(part.written, "row"),
                     path == "-" ? "stdout" : diag::printable(path)));
  }
}

}  // namespace

int finish(const FinishOptions& options) {
  const auto run = chosen_run(options.pipeline, options.seed);
  const auto pipeline = open_runnable(options.pipeline, run);
  if (!pipeline) return pipeline.failure();
  const auto lookout = Lookout::open(*pipeline, store_folder(options.pipeline.file, options.store));
  if (!lookout) return lookout.failure();
  const auto parts = exec::write_finished(pipeline->plan(), run, (*lookout)->outlook());
  if (!parts) {
    say_error(parts.failure().message);
    return static_cast<int>(parts.failure().exit);
  }
  for (const auto& part : *parts) tell(part);
  return kDone;
}

}  // namespace sdg::cli
