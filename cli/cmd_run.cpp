#include <fmt/format.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <csignal>
#include <optional>

#include "cli/commands.h"
#include "cli/pipeline.h"
#include "cli/terminal.h"
#include "cli/version.h"
#include "cli/watching.h"
#include "runtime/exec/run.h"
#include "runtime/model/recording.h"
#include "runtime/net/curl_http.h"
#include "runtime/net/loop.h"
#include "runtime/net/pool.h"
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

exec::RunOptions run_options(const RunOptions& options) {
  exec::RunOptions result;
  result.concurrency = options.concurrency;
  result.seed = options.seed;
  result.rows = options.rows;
  if (!options.pipeline.only.empty()) result.only = options.pipeline.only;
  result.retry_failed = options.retry_failed;
  result.locked = options.locked;
  if (options.drain_seconds) result.drain_timeout = std::chrono::seconds(*options.drain_seconds);
  result.command = options.command;
  result.version = kVersion;
  return result;
}

/// The store, opened when a run first needs it.
class LazyStore {
 public:
  explicit LazyStore(const RunOptions& options) : options_(options) {}

  store::StoreResult<store::Store*> operator()() {
    if (store_) return store_.get();
    store::StoreOptions options;
    options.sync = options_.sync_always ? store::SyncMode::Always : store::SyncMode::Grouped;
    options.take_over = options_.take_over;
    options.command = options_.command;
    auto opened = store::open_store(store_folder(options_.pipeline.file, options_.store), options);
    if (!opened) return opened.failure();
    if (opened->lost_entries > 0)
      note(fmt::format("warning: {} stored records were lost by the disk; they are asked again", opened->lost_entries));
    store_ = std::move(opened->store);
    return store_.get();
  }

 private:
  const RunOptions& options_;
  std::unique_ptr<store::Store> store_;
};

int run_pipeline(const Pipeline& pipeline, const RunOptions& options) {
  SignalWatch::block();
  net::Loop loop;
  net::Pool pool(loop, 2);
  net::CurlHttp http(loop);
  exec::Stop stop;
  SignalWatch signals(loop, stop);
  LazyStore store(options);
  const model::Surroundings models{http, [&](const std::string& name) { return pipeline.environment(name); }};
  RunView view(options.progress);
  std::unique_ptr<model::Recorder> recorder;
  if (!options.record.empty()) {
    auto opened = model::Recorder::open(options.record);
    if (!opened) {
      say_error(opened.failure().message);
      return static_cast<int>(exec::ExitCode::CannotWrite);
    }
    recorder = std::move(*opened);
  }
  exec::Surroundings surroundings{loop,
                                  pool,
                                  view.watcher(),
                                  stop,
                                  [&] { return store(); },
                                  [&](const plan::ModelSpec& model) { return model::make_provider(model, models); },
                                  std::chrono::system_clock::now,
                                  pipeline.folder};
  surroundings.recorder = recorder.get();
  exec::RunResult result = exec::run(pipeline.plan(), run_options(options), surroundings);
  if (const auto recorded = recorder ? recorder->finish() : Result<void>(); !recorded) {
    result.messages.push_back(recorded.failure().message);
    if (result.exit == exec::ExitCode::Done) result.exit = exec::ExitCode::CannotWrite;
  }
  view.finish(result);
  return static_cast<int>(result.exit);
}

}  // namespace

int run(const RunOptions& options) {
  const auto pipeline = open_runnable(options.pipeline, run_options(options));
  return pipeline ? run_pipeline(*pipeline, options) : pipeline.failure();
}

}  // namespace sdg::cli
