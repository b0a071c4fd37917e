#include "cli/pipeline.h"

#include <utility>

#include "cli/datasets.h"
#include "cli/exit_status.h"
#include "cli/files.h"
#include "cli/prompt_lock.h"
#include "cli/terminal.h"
#include "runtime/exec/not_yet.h"

namespace sdg::cli {

namespace {

Result<Pipeline, int> open(const PipelineChoice& choice, const exec::RunOptions* run) {
  Pipeline pipeline{parse_program(choice.file), Environment(folder_of(choice.file)), folder_of(choice.file)};
  if (!pipeline.program) return kProgramWrong;
  auto& program = *pipeline.program;
  lower::Inputs inputs;
  inputs.env = [&](std::string_view name) { return pipeline.environment(name); };
  const auto planned = plan_program(program, choice.params, inputs);
  if (planned && run && run->locked) refuse_unlocked(program);
  if (planned && run) {
    for (auto& refusal : exec::what_this_version_cannot_run(program.plan, *run)) program.diags.add(std::move(refusal));
  }
  show(program.diags.sorted(), program.sources);
  if (!planned) return planned.failure();
  if (program.diags.has_errors()) return kProgramWrong;
  if (choice.only.empty()) return pipeline;
  if (const auto found = find_dataset(program.plan, choice.only); !found) {
    say_error(found.failure().message);
    return kUsage;
  }
  return pipeline;
}

}  // namespace

exec::RunOptions chosen_run(const PipelineChoice& choice, std::optional<std::int64_t> seed) {
  exec::RunOptions run;
  run.seed = seed;
  if (!choice.only.empty()) run.only = choice.only;
  return run;
}

Result<Pipeline, int> open_pipeline(const PipelineChoice& choice) { return open(choice, nullptr); }

Result<Pipeline, int> open_runnable(const PipelineChoice& choice, const exec::RunOptions& options) {
  return open(choice, &options);
}

std::string store_folder(const std::string& file, const std::string& written) {
  return written.empty() ? folder_of(file) + "/.sdg" : written;
}

}  // namespace sdg::cli
