#include <fmt/format.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <optional>

#include "cli/commands.h"
#include "cli/engine.h"
#include "cli/exit_status.h"
#include "cli/line_file.h"
#include "cli/pipeline.h"
#include "cli/prompt_lock.h"
#include "cli/terminal.h"
#include "cli/version.h"
#include "cli/watching.h"
#include "runtime/eval/row_key.h"
#include "runtime/exec/run.h"
#include "runtime/model/recording.h"
#include "runtime/report/live_status.h"
#include "runtime/report/metrics.h"
#include "runtime/report/watchers.h"
#include "runtime/store/holder.h"
#include "runtime/store/rocksdb_store.h"

namespace sdg::cli {

namespace {

/// Signals as something the loop reads: a handler could do nothing but set a flag that nobody looks at in time.
class SignalWatch {
 public:
  SignalWatch(net::Loop& loop, exec::Stop& stop) : loop_(loop), stop_(stop) {
    sigset_t signals = watched();
    fd_ = ::signalfd(-1, &signals, SFD_NONBLOCK | SFD_CLOEXEC);
    if (fd_ >= 0) loop_.watch(fd_, [this] { read(); });
  }
  ~SignalWatch() {
    if (fd_ < 0) return;
    loop_.unwatch(fd_);
    ::close(fd_);
  }
  SignalWatch(const SignalWatch&) = delete;
  SignalWatch& operator=(const SignalWatch&) = delete;

  /// To be called before the first thread starts: threads inherit what is blocked.
  static void block() {
    sigset_t signals = watched();
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  }

 private:
  static sigset_t watched() {
    sigset_t signals;
    ::sigemptyset(&signals);
    for (const int signal : {SIGINT, SIGTERM, SIGHUP}) ::sigaddset(&signals, signal);
    return signals;
  }

  void read() {
    signalfd_siginfo info{};
    while (::read(fd_, &info, sizeof info) == sizeof info) {
      // The third time a person means it.
      if (++count_ == 3) ::_exit(128 + static_cast<int>(info.ssi_signo));
      stop_.signal(static_cast<int>(info.ssi_signo));
    }
  }

  net::Loop& loop_;
  exec::Stop& stop_;
  int fd_ = -1;
  int count_ = 0;
};

/// Engines of jobs kill what has not ended 30 seconds after they asked for it.
std::chrono::seconds usual_drain_timeout() {
  const bool in_job = std::getenv("SLURM_JOB_ID") != nullptr || std::getenv("KUBERNETES_SERVICE_HOST") != nullptr;
  return std::chrono::seconds(in_job ? 20 : 60);
}

exec::RunOptions run_options(const RunOptions& options) {
  auto result = chosen_run(options.pipeline, options.seed);
  result.concurrency = options.concurrency;
  result.rows = options.rows;
  result.datasets_at_once = options.datasets_at_once;
  result.retry_failed = options.retry_failed;
  result.locked = options.locked;
  result.drain_timeout = options.drain_seconds ? std::chrono::seconds(*options.drain_seconds) : usual_drain_timeout();
  if (options.time_limit_ms) result.time_limit = std::chrono::milliseconds(*options.time_limit_ms);
  result.wait_for_model = std::chrono::milliseconds(options.wait_for_model_ms.value_or(0));
  result.command = options.command;
  result.version = kVersion;
  return result;
}

/// The store, opened when a run first needs it; then the run says in its folder how far it is.
class LazyStore {
 public:
  explicit LazyStore(const RunOptions& options)
      : options_(options),
        folder_(store_folder(options.pipeline.file, options.store)),
        progress_(folder_),
        status_([] { return std::chrono::steady_clock::now(); }, [this](std::string_view text) { publish(text); }) {}

  store::StoreResult<store::Store*> operator()() {
    if (store_) return store_.get();
    store::StoreOptions options;
    options.sync = options_.sync_always ? store::SyncMode::Always : store::SyncMode::Grouped;
    options.take_over = options_.take_over;
    options.command = options_.command;
    auto opened = store::open_store(folder_, options);
    if (!opened) return opened.failure();
    if (opened->lost_entries > 0)
      note(fmt::format("warning: {} stored records were lost by the disk; they are asked again", opened->lost_entries));
    store_ = std::move(opened->store);
    is_open_ = true;
    return store_.get();
  }

  report::Watcher& watcher() { return status_; }

 private:
  /// A kilobyte a second goes to the page cache at once: no work for another thread.
  void publish(std::string_view text) {
    if (is_open_) progress_.say(text);
  }

  const RunOptions& options_;
  std::string folder_;
  std::atomic<bool> is_open_ = false;  // it is opened by another thread than the loop's
  std::unique_ptr<store::Store> store_;
  store::PublishedProgress progress_;  // withdrawn while the store is still ours
  report::LiveStatus status_;
};

/// What a run writes beside its outputs.
struct RunFiles {
  std::unique_ptr<model::Recorder> recorder;
  std::unique_ptr<LineFile> metrics;

  static Result<RunFiles> open(const RunOptions& options) {
    RunFiles files;
    if (!options.record.empty()) {
      auto opened = model::Recorder::open(options.record);
      if (!opened) return opened.take_failure();
      files.recorder = std::move(*opened);
    }
    if (!options.metrics.empty()) {
      auto opened = LineFile::open(options.metrics);
      if (!opened) return opened.take_failure();
      files.metrics = std::move(*opened);
    }
    return files;
  }

  void finish(exec::RunResult& result) const {
    const auto tell = [&](const Result<void>& finished) {
      if (finished) return;
      result.messages.push_back(finished.failure().message);
      if (result.exit == exec::ExitCode::Done) result.exit = exec::ExitCode::CannotWrite;
    };
    if (recorder) tell(recorder->finish());
    if (metrics) tell(metrics->finish());
  }
};

int run_pipeline(const Pipeline& pipeline, const RunOptions& options) {
  SignalWatch::block();
  Engine engine(2, [&](const std::string& name) { return pipeline.environment(name); });
  SignalWatch signals(engine.loop(), engine.stop());
  LazyStore store(options);
  RunView view(options.progress);
  const auto files = RunFiles::open(options);
  if (!files) {
    say_error(files.failure().message);
    return kCannotWrite;
  }
  report::Metrics metrics([&](std::string_view lines) { files->metrics->write(lines); }, eval::row_key_json);
  report::Watchers watchers;
  watchers.add(view.watcher());
  watchers.add(store.watcher());
  if (files->metrics) watchers.add(metrics);
  auto surroundings = engine.surroundings(
      watchers, [&] { return store(); }, pipeline.folder);
  surroundings.recorder = files->recorder.get();
  auto result = exec::run(pipeline.plan(), run_options(options), surroundings);
  files->finish(result);
  view.finish(result);
  return static_cast<int>(result.exit);
}

}  // namespace

int run(const RunOptions& options) {
  const auto pipeline = open_runnable(options.pipeline, run_options(options));
  if (!pipeline) return pipeline.failure();
  if (const auto written = write_lock(*pipeline->program); !written) {
    say_error(written.failure().message);
    return kCannotWrite;
  }
  return run_pipeline(*pipeline, options);
}

}  // namespace sdg::cli
