#include "runtime/exec/run.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <exception>
#include <memory>
#include <utility>

#include "runtime/exec/conclusion.h"
#include "runtime/exec/dataset_run.h"
#include "runtime/exec/dataset_work.h"
#include "runtime/exec/finished_rows.h"
#include "runtime/exec/forecast.h"
#include "runtime/exec/keyless_rows.h"
#include "runtime/exec/plan_identity.h"
#include "runtime/exec/run_context.h"
#include "runtime/exec/selection.h"
#include "runtime/exec/wait_list.h"
#include "runtime/net/pool.h"
#include "runtime/sink/sink.h"

namespace sdg::exec {
namespace {

constexpr std::chrono::milliseconds kTick{100};

/// A run that ends before it asks anything.
struct Refusal {
  ExitCode exit;
  std::string message;
};

class Run {
 public:
  Run(const plan::Plan& plan, const RunOptions& options, const Surroundings& surroundings)
      : plan_(plan), options_(options), surroundings_(surroundings) {}

  RunResult run();

 private:
  Result<void, Refusal> prepare();
  Result<void, Refusal> choose();
  Result<void, Refusal> check_outputs() const;
  Result<void, Refusal> open();
  void make_works();
  Result<void, Refusal> check_sources();
  Result<void, Refusal> check_all_keys();
  void warn_of_keyless_rows();
  void warn_of_moved_tags();

  void run_datasets();
  void run_dataset(std::uint32_t index);
  bool wait_for_upstream(const plan::Dataset& dataset);
  void wait_for_slot(std::uint32_t index);
  void keep_time(net::Event& over);

  RunResult result();
  void keep_run_record(RunResult& result);

  enum class Progress : std::uint8_t { Waiting, Complete, Incomplete };

  const plan::Plan& plan_;
  const RunOptions& options_;
  const Surroundings& surroundings_;
  Selection selection_;
  std::optional<Works> works_;
  store::Store* store_ = nullptr;
  std::unique_ptr<RunContext> context_;
  std::vector<std::unique_ptr<DatasetRun>> runs_;
  std::vector<Progress> progress_;
  std::vector<bool> works_now_;  // dataset → it has one of the places of `-j`
  WaitList progressed_;
};

Result<void, Refusal> Run::choose() {
  auto wanted = wanted_datasets(plan_, options_.only);
  if (!wanted) return Refusal{ExitCode::ProgramWrong, fmt::format("there is no dataset `{}`", *options_.only)};
  const bool may_skip = !options_.rows && !options_.retry_failed;
  for (std::uint32_t i = 0; i < wanted->size(); ++i) {
    if (may_skip && (*wanted)[i]) (*wanted)[i] = !is_up_to_date(plan_, i, options_.seed);
  }
  selection_ = select(plan_, *wanted);
  return {};
}

Result<void, Refusal> Run::check_outputs() const {
  for (std::size_t i = 0; i < plan_.datasets.size(); ++i) {
    if (!selection_.writes[i]) continue;
    for (const auto& output : plan_.datasets[i].outputs) {
      if (output.path == "-") continue;
      if (auto writable = sink::check_writable(output.path); !writable) {
        return Refusal{ExitCode::CannotWrite, writable.failure().message};
      }
    }
  }
  return {};
}

void Run::make_works() {
  const auto upstream = [this](DatasetWork& work, plan::Shape shape) {
    return open_finished(work.source, *store_, std::move(shape), work.is_only_read() ? &work.passed : nullptr);
  };
  works_.emplace(plan_, selection_, options_, surroundings_.folder, upstream, surroundings_.prompts);
  for (std::uint32_t i = 0; i < works_->size(); ++i) {
    if (auto* work = (*works_)[i]) work->identity = dataset_identity(plan_, i, options_.seed);
  }
}

Result<void, Refusal> Run::open() {
  auto store = surroundings_.pool.run([&] { return surroundings_.open_store(); });
  if (!store) {
    const bool held = store.failure().kind == store::StoreError::Held;
    return Refusal{held ? ExitCode::TryAgain : ExitCode::CannotWrite, store.failure().message};
  }
  store_ = *store;
  const auto asked = models_asked(plan_, selection_);
  auto responders = Responders::make(plan_, asked, {options_.concurrency, options_.wait_for_model},
                                     surroundings_.make_provider, surroundings_.stop, surroundings_.watcher);
  if (!responders) return Refusal{ExitCode::Unusable, responders.failure().message};
  std::size_t requests = 0;
  for (std::uint32_t i = 0; i < asked.size(); ++i) {
    if (asked[i]) requests += (*responders)[{i}].concurrency();
  }
  const auto fibers = std::clamp<std::size_t>(requests + requests / 4, 4, 8192);
  context_ = std::make_unique<RunContext>(plan_, options_, surroundings_, *store_, std::move(*responders), fibers);
  return {};
}

Result<void, Refusal> Run::check_sources() {
  const auto checked = surroundings_.pool.run([&] { return works_->check_sources(); });
  if (!checked) return Refusal{ExitCode::ProgramWrong, checked.failure().message};
  return {};
}

/// Before the first request: a duplicate that is found later has been paid for.
Result<void, Refusal> Run::check_all_keys() {
  for (std::uint32_t i = 0; i < works_->size(); ++i) {
    auto* work = (*works_)[i];
    if (!work || work->program.dataset.key.empty() || work->source.checks_keys) continue;
    const auto checked = surroundings_.pool.run([&] { return check_keys(work->source); });
    if (!checked) return Refusal{ExitCode::ProgramWrong, checked.failure().message};
    if (work->program.dataset.each.empty()) work->candidates = *checked;
  }
  return {};
}

void Run::warn_of_keyless_rows() {
  if (options_.locked) return;
  for (std::uint32_t i = 0; i < works_->size(); ++i) {
    const auto* work = (*works_)[i];
    if (!work || !pays_for_places(work->program.dataset)) continue;
    const auto warning =
        surroundings_.pool.run([&] { return keyless_warning(plan_, work->program.dataset, work->source.inputs); });
    surroundings_.watcher.warned(warning);
  }
}

void Run::warn_of_moved_tags() {
  const Outlook outlook{*store_, surroundings_.make_provider, surroundings_.folder};
  const auto warnings = surroundings_.pool.run([&] { return moved_tags(plan_, options_, outlook); });
  for (const auto& warning : warnings) surroundings_.watcher.warned(warning);
}

Result<void, Refusal> Run::prepare() {
  if (auto chosen = choose(); !chosen || selection_.empty()) return chosen;
  if (auto writable = check_outputs(); !writable) return writable;
  if (auto opened = open(); !opened) return opened;
  make_works();
  if (auto readable = check_sources(); !readable) return readable;
  if (auto unique = check_all_keys(); !unique) return unique;
  warn_of_moved_tags();
  warn_of_keyless_rows();
  return {};
}

bool Run::wait_for_upstream(const plan::Dataset& dataset) {
  bool complete = true;
  for (const auto read : datasets_read(dataset)) {
    while (progress_[read] == Progress::Waiting) progressed_.wait();
    complete = complete && progress_[read] == Progress::Complete;
  }
  return complete;
}

/// Only what waits for no other dataset takes one of the places, so somebody can always go on.
void Run::wait_for_slot(std::uint32_t index) {
  const auto at_once = options_.datasets_at_once.value_or(UINT32_MAX);
  while (std::ranges::count(works_now_, true) >= std::int64_t{at_once}) progressed_.wait();
  works_now_[index] = true;
}

void Run::run_dataset(std::uint32_t index) {
  auto& work = *(*works_)[index];
  const bool has_all = wait_for_upstream(work.program.dataset);
  wait_for_slot(index);
  if (has_all && !context_->stop.draining()) {
    if (auto loaded = works_->load_tables(work, &surroundings_.pool); !loaded) {
      context_->stop.drain(StopReason::Program, loaded.failure().message);
    } else {
      runs_[index] = std::make_unique<DatasetRun>(*context_, work);
      runs_[index]->run();
    }
  }
}

void Run::keep_time(net::Event& over) {
  const auto begin = std::chrono::steady_clock::now();
  std::optional<net::TimePoint> give_up_at;
  while (!over.wait_until(std::chrono::steady_clock::now() + kTick)) {
    auto& stop = surroundings_.stop;
    surroundings_.watcher.tick();
    if (options_.time_limit && std::chrono::steady_clock::now() - begin >= *options_.time_limit) {
      stop.drain(StopReason::TimeLimit, "the time limit is over; the same command goes on from here");
    }
    if (!stop.draining()) continue;
    if (!give_up_at) {
      surroundings_.watcher.draining(stop.message());
      give_up_at = std::chrono::steady_clock::now() + options_.drain_timeout;
    }
    if (std::chrono::steady_clock::now() >= *give_up_at) stop.cancel();
  }
}

void Run::run_datasets() {
  runs_.resize(plan_.datasets.size());
  progress_.resize(plan_.datasets.size(), Progress::Waiting);
  works_now_.resize(plan_.datasets.size());
  net::Event over;
  net::Fiber clock([&] { keep_time(over); });
  std::vector<net::Fiber> fibers;
  for (std::uint32_t i = 0; i < works_->size(); ++i) {
    if (!(*works_)[i]) continue;
    fibers.emplace_back([this, i] {
      std::exception_ptr thrown;
      try {
        run_dataset(i);
      } catch (...) {
        thrown = std::current_exception();
      }
      if (thrown) context_->note_bug(thrown);
      works_now_[i] = false;
      progress_[i] = runs_[i] && runs_[i]->tally().complete ? Progress::Complete : Progress::Incomplete;
      progressed_.wake_all();
    });
  }
  for (auto& fiber : fibers) fiber.join();
  context_->questions.finish();
  over.set();
  clock.join();
  if (context_->bug) std::rethrow_exception(context_->bug);
}

void Run::keep_run_record(RunResult& result) {
  const auto record = run_record(options_, surroundings_.now(), result.datasets);
  const auto kept = surroundings_.pool.run([&] { return store_->put_run(record); });
  if (kept) return;
  result.exit = worst(std::array{result.exit, ExitCode::CannotWrite});
  result.messages.push_back(kept.failure().message);
}

RunResult Run::result() {
  std::vector<report::DatasetTally> tallies;
  for (std::uint32_t i = 0; i < runs_.size(); ++i) {
    if (!runs_[i]) continue;
    (*works_)[i]->passed.add_to(tallies.emplace_back(runs_[i]->tally()));
  }
  auto result = conclude(surroundings_.stop, std::move(tallies));
  keep_run_record(result);
  return result;
}

RunResult Run::run() {
  if (auto prepared = prepare(); !prepared) {
    return {prepared.failure().exit, false, {}, {prepared.failure().message}};
  }
  if (selection_.empty()) return {ExitCode::Done, true, {}, {}};
  run_datasets();
  return result();
}

}  // namespace

RunResult run(const plan::Plan& plan, const RunOptions& options, const Surroundings& surroundings) {
  return Run(plan, options, surroundings).run();
}

}  // namespace sdg::exec
