#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/plan/plan.h"
#include "compiler/source/result.h"
#include "runtime/exec/exit_code.h"
#include "runtime/exec/prompt_log.h"
#include "runtime/exec/stop.h"
#include "runtime/model/provider.h"
#include "runtime/report/tally.h"
#include "runtime/report/watcher.h"
#include "runtime/sink/sink.h"
#include "runtime/store/store.h"

namespace sdg::model {
class Recorder;
}  // namespace sdg::model

namespace sdg::net {
class Loop;
class Pool;
}  // namespace sdg::net

namespace sdg::exec {

/// What the command line says about a run.
struct RunOptions {
  std::optional<std::uint32_t> concurrency{};       // instead of every model's own
  std::optional<std::int64_t> seed{};               // instead of every dataset's own
  std::optional<std::string> only{};                // this dataset and those it reads
  std::optional<std::uint64_t> rows{};              // the first candidates only, written to NAME.partial.EXT
  std::optional<std::uint32_t> datasets_at_once{};  // default: all
  bool retry_failed = false;                        // ask used-up cells as often again
  bool locked = false;                              // a call that would be needed ends the run
  std::chrono::milliseconds drain_timeout = std::chrono::seconds(60);
  std::optional<std::chrono::milliseconds> time_limit{};  // then it drains
  std::chrono::milliseconds wait_for_model{0};            // for one where nobody listens yet
  std::string command{};                                  // as it was typed, for the store's list of runs
  std::string version{};                                  // of sdgc, for the manifests
};

/// The world around a run. All of it lives longer.
struct Surroundings {
  net::Loop& loop;
  net::Pool& pool;
  report::Watcher& watcher;
  Stop& stop;
  /// Opens the store once it is needed: a run that has nothing to do never opens it.
  std::function<store::StoreResult<store::Store*>()> open_store;
  /// Who answers for a model; model::make_provider with its network and secrets, or a test's own.
  std::function<Result<std::unique_ptr<model::Provider>>(const plan::ModelSpec&)> make_provider;
  std::function<std::chrono::system_clock::time_point()> now = std::chrono::system_clock::now;
  std::string folder{};  // the pipeline's: files of a glob are named from there
  /// Where the rows of an output go; a test keeps them to itself.
  sink::OpenSink open_sink = sink::open_sink;
  model::Recorder* recorder = nullptr;  // notes what is answered, where the user wants that
  PromptLog* prompts = nullptr;         // notes what is sent, where somebody wants to know
};

struct RunResult {
  ExitCode exit = ExitCode::Done;
  bool nothing_to_do = false;
  std::vector<report::DatasetTally> datasets;  // those that were run, in the order of the plan
  /// What the user must know beyond the counts, each a whole sentence; the first says why the exit code is not 0.
  std::vector<std::string> messages;
};

/// Does what a plan says. Called on the loop's thread; returns when all that was begun has ended.
RunResult run(const plan::Plan& plan, const RunOptions& options, const Surroundings& surroundings);

}  // namespace sdg::exec
