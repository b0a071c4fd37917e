#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/report/dependencies.h"

namespace sdg::exec {

/// What of a run the plan does not say.
struct RunPlace {
  std::string working_folder;         // absolute
  std::string folder;                 // the pipeline's
  std::string store;                  // the store's folder
  std::vector<std::string> programs;  // the pipeline and all files that it is compiled from; without stdin
};

/// What a run of the datasets with outputs, or of `only` that one, reads, writes, connects to and starts. Looks into
/// folders where a path has a `*`, at nothing else. Symbolic links are taken for what they are called.
report::Dependencies dependencies(const plan::Plan& plan, const std::optional<std::string>& only,
                                  const RunPlace& place);

}  // namespace sdg::exec
