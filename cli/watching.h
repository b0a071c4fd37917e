#pragma once

#include <memory>

#include "cli/commands.h"
#include "runtime/exec/run.h"
#include "runtime/report/watcher.h"

namespace sdg::report {
class LiveReporter;
}

namespace sdg::cli {

/// What a run ended with, on stderr.
void tell_messages(const exec::RunResult& result);

/// Shows a run on stderr while it lasts, and what it came to at the end.
class RunView {
 public:
  explicit RunView(Progress progress);
  ~RunView();

  report::Watcher& watcher() { return *watcher_; }
  void finish(const exec::RunResult& result);

 private:
  Progress progress_;
  std::unique_ptr<report::Watcher> watcher_;
  report::LiveReporter* live_ = nullptr;  // the watcher, where it draws on a terminal
};

}  // namespace sdg::cli
