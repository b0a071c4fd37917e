#include "cli/watching.h"

#include <fmt/format.h>

#include <chrono>

#include "cli/terminal.h"
#include "runtime/report/json_reporter.h"
#include "runtime/report/live_reporter.h"
#include "runtime/report/plain_reporter.h"
#include "runtime/report/summary.h"

namespace sdg::cli {

void tell_messages(const exec::RunResult& result) {
  // Whoever sent a signal made no mistake, and is told that it was heard.
  bool is_heard = result.exit == exec::ExitCode::Interrupted || result.exit == exec::ExitCode::Terminated;
  for (const std::string& message : result.messages) {
    is_heard ? note(message) : say_error(message);
    is_heard = false;
  }
}

RunView::RunView(Progress progress) : progress_(progress) {
  const auto clock = [] { return std::chrono::steady_clock::now(); };
  if (progress_ == Progress::Auto) progress_ = stderr_is_terminal() ? Progress::Live : Progress::Plain;
  switch (progress_) {
    case Progress::Auto:
    case Progress::Live: {
      auto live = std::make_unique<report::LiveReporter>(clock, print_error, terminal_width);
      live_ = live.get();
      watcher_ = std::move(live);
      return;
    }
    case Progress::Plain: watcher_ = std::make_unique<report::PlainReporter>(clock, print_error); return;
    case Progress::Json: watcher_ = std::make_unique<report::JsonReporter>(clock, print_error); return;
    case Progress::None: watcher_ = std::make_unique<report::Watcher>(); return;
  }
}

RunView::~RunView() = default;

void RunView::finish(const exec::RunResult& result) {
  if (live_) live_->finish();
  const bool is_for_people = progress_ == Progress::Live || progress_ == Progress::Plain;
  if (is_for_people && !result.nothing_to_do) print_error(report::summary(result.datasets));
  if (is_for_people && result.nothing_to_do) note("nothing to do: every output is up to date");
  // A script that wants no progress still wants to know why there is an exit code.
  tell_messages(result);
}

}  // namespace sdg::cli
