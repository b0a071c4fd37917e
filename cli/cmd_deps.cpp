#include <unistd.h>

#include <filesystem>

#include "cli/commands.h"
#include "cli/pipeline.h"
#include "cli/terminal.h"
#include "runtime/exec/dependencies.h"

namespace sdg::cli {

namespace {

exec::RunPlace place_of(const DepsOptions& options, const Pipeline& pipeline) {
  exec::RunPlace place;
  place.working_folder = std::filesystem::current_path().string();
  place.folder = pipeline.folder;
  place.store = store_folder(options.pipeline.file, options.store);
  if (options.pipeline.file != "-") place.programs.push_back(options.pipeline.file);
  const auto& used = pipeline.program->used_files;
  place.programs.insert(place.programs.end(), used.begin(), used.end());
  return place;
}

std::string rendered(const report::Dependencies& found, DepsFormat format) {
  switch (format) {
    case DepsFormat::Text: return report::to_text(found);
    case DepsFormat::Json: return report::to_json(found);
    case DepsFormat::Make: return report::to_make(found);
  }
  return {};
}

}  // namespace

int deps(const DepsOptions& options) {
  const auto pipeline = open_pipeline(options.pipeline);
  if (!pipeline) return pipeline.failure();
  const auto& only = options.pipeline.only;
  const auto found = exec::dependencies(pipeline->plan(), only.empty() ? std::nullopt : std::optional(only),
                                        place_of(options, *pipeline));
  print(rendered(found, options.format));
  return 0;
}

}  // namespace sdg::cli
