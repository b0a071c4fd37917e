#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/environment.h"
#include "cli/program.h"
#include "compiler/source/result.h"
#include "runtime/exec/run.h"

namespace sdg::cli {

/// A pipeline whose parameters and environment are in place.
struct Pipeline {
  std::unique_ptr<Program> program;
  Environment environment;
  std::string folder;  // it stands there
  const plan::Plan& plan() const { return program->plan; }
};

/// What of a run is chosen with the pipeline.
exec::RunOptions chosen_run(const PipelineChoice& choice, std::optional<std::int64_t> seed);

/// The plan as a run would have it. What is wrong is told; the failure is the exit code.
Result<Pipeline, int> open_pipeline(const PipelineChoice& choice);
/// Likewise, and what this version cannot run is told too.
Result<Pipeline, int> open_runnable(const PipelineChoice& choice, const exec::RunOptions& options);

/// Where answers are kept: `.sdg` beside the pipeline, unless the command line says another place.
std::string store_folder(const std::string& file, const std::string& written);

}  // namespace sdg::cli
