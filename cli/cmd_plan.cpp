#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/lookout.h"
#include "cli/pipeline.h"
#include "cli/terminal.h"
#include "runtime/exec/forecast.h"

namespace sdg::cli {

namespace {

exec::RunOptions run_options(const PlanOptions& options) {
  auto result = chosen_run(options.pipeline, options.seed);
  result.concurrency = options.concurrency;
  result.rows = options.rows;
  return result;
}

}  // namespace

int plan(const PlanOptions& options) {
  const auto run = run_options(options);
  const auto pipeline = open_runnable(options.pipeline, run);
  if (!pipeline) return pipeline.failure();
  const auto lookout = Lookout::open(*pipeline, store_folder(options.pipeline.file, options.store));
  if (!lookout) return lookout.failure();
  const auto forecast = exec::forecast(pipeline->plan(), run, (*lookout)->outlook());
  if (!forecast) {
    say_error(forecast.failure().message);
    return kProgramWrong;
  }
  print(options.json ? report::to_json(*forecast) : report::to_text(*forecast));
  return kDone;
}

}  // namespace sdg::cli
