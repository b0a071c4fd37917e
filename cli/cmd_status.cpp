#include <fmt/chrono.h>
#include <fmt/format.h>

#include <chrono>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/pipeline.h"
#include "cli/terminal.h"
#include "compiler/diag/display_line.h"
#include "runtime/report/live_status.h"
#include "runtime/report/numbers.h"
#include "runtime/store/holder.h"
#include "runtime/store/rocksdb_store.h"

namespace sdg::cli {

namespace {

void tell_progress(const std::string& folder) {
  const auto said = store::read_progress(folder);
  const auto lines = said ? report::status_lines(*said) : std::nullopt;
  if (!lines) return say("  it has not said how far it is");
  for (const std::string& line : *lines) say("  " + line);
}

std::string time_text(std::int64_t milliseconds) {
  const std::chrono::system_clock::time_point time{std::chrono::milliseconds(milliseconds)};
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(std::chrono::system_clock::to_time_t(time)));
}

/// What the store remembers of the run before.
void tell_last_run(const std::string& folder) {
  if (!store::store_exists(folder)) return say("there is no store yet: nothing was run");
  const auto opened = store::open_read_only(folder);
  const auto runs = opened ? (*opened)->runs() : store::StoreResult<std::vector<store::RunRecord>>(opened.failure());
  if (!runs) return say_error(runs.failure().message);
  if (runs->empty()) return;
  const auto& last = runs->back();
  say(fmt::format("the last run ended at {} ({})", time_text(last.started_at_ms), diag::printable(last.command)));
  for (const auto& [name, count] : last.counts) {
    if (!name.ends_with(".rows")) continue;
    const auto dataset = name.substr(0, name.size() - 5);
    const auto of = [&](const char* what) {
      const auto found = last.counts.find(dataset + what);
      return found == last.counts.end() ? 0 : found->second;
    };
    say(fmt::format("  {}  {}, {}, {} failed", diag::printable(dataset), report::counted(count, "row"),
                    report::counted(of(".calls"), "call"), report::grouped(of(".failed"))));
  }
}

}  // namespace

int status(const StatusOptions& options) {
  const auto folder = store_folder(options.file, options.store);
  const auto holder = store::find_holder(folder);
  if (!holder || holder->alive == store::Liveness::Dead) {
    say("no run holds the store");
    if (holder) say(fmt::format("  {} died; the next run goes on", diag::printable(holder->description)));
    tell_last_run(folder);
    return kDone;
  }
  const bool is_certain = holder->alive == store::Liveness::Alive;
  say(fmt::format("{} holds the store{}", diag::printable(holder->description),
                  is_certain ? "" : "; whether it still runs cannot be seen from here"));
  tell_progress(folder);
  return kDone;
}

}  // namespace sdg::cli
