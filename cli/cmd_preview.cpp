#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "cli/commands.h"
#include "cli/engine.h"
#include "cli/exit_status.h"
#include "cli/pipeline.h"
#include "cli/terminal.h"
#include "cli/version.h"
#include "cli/watching.h"
#include "runtime/exec/exit_code.h"
#include "runtime/exec/not_yet.h"
#include "runtime/exec/preview.h"
#include "runtime/exec/selection.h"
#include "runtime/store/memory_store.h"

namespace sdg::cli {

namespace {

constexpr std::uint64_t kUsualRows = 3;

/// Runs a dataset into a store that ends with the process, and shows what stands there.
class Previewer {
 public:
  Previewer(const plan::Plan& plan, const Pipeline& pipeline, const PreviewOptions& options)
      : plan_(plan),
        folder_(pipeline.folder),
        options_(options),
        engine_(2, [&](const std::string& name) { return pipeline.environment(name); }) {}

  exec::ExitCode show(const std::string& dataset) {
    const auto surroundings = engine_.surroundings(
        nobody_, [this]() -> store::StoreResult<store::Store*> { return store_.get(); }, folder_);
    exec::RunOptions run;
    run.only = dataset;
    run.rows = options_.rows.value_or(kUsualRows);
    run.version = kVersion;
    const auto result = exec::run(plan_, run, surroundings);
    const auto rows = exec::preview(plan_, dataset, *run.rows, {*store_, surroundings.make_provider, folder_});
    if (rows) {
      for (const auto& row : *rows) print(report::to_text(row));
    } else {
      say_error(rows.failure().message);
    }
    tell_messages(result);
    return rows ? result.exit : exec::ExitCode::ProgramWrong;
  }

 private:
  const plan::Plan& plan_;
  const std::string& folder_;
  const PreviewOptions& options_;
  Engine engine_;
  report::Watcher nobody_;
  std::unique_ptr<store::Store> store_ = store::make_memory_store();
};

/// Those that write, or the one that is chosen.
std::vector<std::string> datasets_shown(const plan::Plan& plan, const std::string& only) {
  if (!only.empty()) return {only};
  std::vector<std::string> names;
  for (const plan::Dataset& dataset : plan.datasets) {
    if (!dataset.outputs.empty()) names.push_back(dataset.name);
  }
  return names;
}

/// What this version cannot answer for, told like a mistake of the program.
bool can_run(Program& program, const plan::Plan& plan, const std::vector<std::string>& datasets) {
  diag::DiagSink refused;
  for (const std::string& dataset : datasets) {
    exec::RunOptions run;
    run.only = dataset;
    if (refused.has_errors()) break;
    for (auto& refusal : exec::what_this_version_cannot_run(plan, run)) refused.add(std::move(refusal));
  }
  show(refused.sorted(), program.sources);
  return !refused.has_errors();
}

}  // namespace

int preview(const PreviewOptions& options) {
  const auto pipeline = open_pipeline(options.pipeline);
  if (!pipeline) return pipeline.failure();
  const auto datasets = datasets_shown(pipeline->plan(), options.pipeline.only);
  auto plan = exec::without_outputs(pipeline->plan(), !options.live);
  if (options.seed) {
    for (plan::Dataset& dataset : plan.datasets) dataset.seed = *options.seed;
  }
  if (!can_run(*pipeline->program, plan, datasets)) return kProgramWrong;
  Previewer previewer(plan, *pipeline, options);
  std::vector<exec::ExitCode> exits{exec::ExitCode::Done};
  for (const std::string& dataset : datasets) exits.push_back(previewer.show(dataset));
  return static_cast<int>(exec::worst(exits));
}

}  // namespace sdg::cli
