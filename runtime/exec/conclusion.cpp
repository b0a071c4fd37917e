#include "runtime/exec/conclusion.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>

namespace sdg::exec {
namespace {

std::string causes(const report::DatasetTally& tally) {
  std::string text;
  for (const auto& [cause, cells] : tally.failures)
    text += fmt::format("{}{} {}", text.empty() ? "" : ", ", cells, cause);
  return text;
}

/// Requests were sent, and not one of any column was answered.
bool nobody_answered(const report::DatasetTally& tally) {
  return tally.failures.contains("transport") &&
         std::ranges::all_of(tally.columns,
                             [](const report::ColumnTally& column) { return column.latencies.count() == 0; });
}

/// Behind what failed: whether that is why there is no output, or what else is.
std::string consequence(const report::DatasetTally& tally, bool draining) {
  if (tally.barren || (!tally.complete && !draining)) return ", so nothing was written";
  if (tally.complete) return {};
  if (tally.unfinished == 0) return "; the rest is unfinished, so nothing was written";
  return fmt::format("; {} {} unfinished, so nothing was written", tally.unfinished,
                     tally.unfinished == 1 ? "row is" : "rows are");
}

std::string failures(const report::DatasetTally& tally, bool draining) {
  return fmt::format("{} {} of dataset `{}` failed ({}){}", tally.failed, tally.failed == 1 ? "row" : "rows",
                     tally.dataset, causes(tally), consequence(tally, draining));
}

std::string barren_of_others(const report::DatasetTally& tally) {
  return fmt::format("no row that dataset `{}` reads came through, so nothing was written", tally.dataset);
}

}  // namespace

RunResult conclude(const Stop& stop, std::vector<report::DatasetTally> tallies) {
  RunResult result;
  std::vector<ExitCode> exits{exit_code_of(stop.reason())};
  if (stop.draining()) result.messages.push_back(stop.message());
  for (const auto& tally : tallies) {
    if (tally.failed == 0 && tally.barren) result.messages.push_back(barren_of_others(tally));
    if (tally.failed == 0) continue;
    exits.push_back(nobody_answered(tally) ? ExitCode::TryAgain : ExitCode::RowsFailed);
    result.messages.push_back(failures(tally, stop.draining()));
  }
  result.exit = worst(exits);
  result.datasets = std::move(tallies);
  return result;
}

store::RunRecord run_record(const RunOptions& options, std::chrono::system_clock::time_point now,
                            const std::vector<report::DatasetTally>& tallies) {
  const auto started = std::chrono::duration_cast<std::chrono::milliseconds>(now.time_since_epoch()).count();
  store::RunRecord record;
  record.id = fmt::format("{:015}", started);  // ids are in the order of time
  record.started_at_ms = started;
  record.command = options.command;
  for (const auto& tally : tallies) {
    const auto sum = report::total(tally);
    record.counts[tally.dataset + ".calls"] = sum.calls;
    record.counts[tally.dataset + ".hits"] = sum.hits;
    record.counts[tally.dataset + ".rows"] = tally.candidates();
    record.counts[tally.dataset + ".failed"] = tally.failed;
  }
  return record;
}

}  // namespace sdg::exec
