#include "cli/watching.h"

#include <fmt/format.h>

#include "cli/terminal.h"

namespace sdg::cli {

std::unique_ptr<report::Watcher> make_watcher(Progress) { return std::make_unique<report::Watcher>(); }

namespace {

void show_dataset(const report::DatasetTally& dataset) {
  const report::ColumnTally sum = report::total(dataset);
  note(fmt::format("{}: {} rows ({} taken from the store, {} made, {} failed), {} calls, {} from the store", dataset.dataset,
                   dataset.candidates(), dataset.taken, dataset.computed, dataset.failed, sum.calls, sum.hits));
  for (const report::FailureSample& sample : dataset.samples) {
    note(fmt::format("  row {} failed in `{}`: {} ({})", sample.row_key, sample.column, sample.message, sample.cause));
  }
  for (const std::string& path : dataset.written) note(fmt::format("  wrote {}", path));
}

}  // namespace

void show_result(const exec::RunResult& result, Progress progress) {
  if (progress == Progress::Json || progress == Progress::None) return;
  for (const report::DatasetTally& dataset : result.datasets) show_dataset(dataset);
  for (const std::string& message : result.messages) note(message);
  if (result.nothing_to_do) note("nothing to do: every output is up to date");
}

}  // namespace sdg::cli
