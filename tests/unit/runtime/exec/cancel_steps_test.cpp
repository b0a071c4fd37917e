#include <doctest/doctest.h>

#include <csignal>
#include <filesystem>
#include <limits>

#include "tests/support/loopback_server.h"
#include "tests/support/real_world.h"
#include "tests/support/run_plan.h"

// The signal arrives at each step of a small run once. What such a run leaves behind, the sanitizers look at too.

using namespace sdg;
using namespace sdg::test;
using exec::ExitCode;

namespace {

constexpr int kRows = 5, kAtOnce = 3, kQuestions = 2 * kRows;
constexpr int kNever = std::numeric_limits<int>::max();

/// At which steps of a run the first and the second signal come.
struct Signals {
  int first = kNever, second = kNever;
};

/// Counts what happens, and sends the signals in between.
class Stepper final : public report::Watcher {
 public:
  Stepper(exec::Stop& stop, Signals signals) : stop_(stop), signals_(signals) {}

  void dataset_begins(std::string_view, std::optional<std::uint64_t>) override { step(); }
  void call_begins(const report::CallSite&) override { step(); }
  void call_ends(const report::Call&) override { step(); }
  void row_ends(std::string_view, report::RowEnd) override { step(); }
  void output_begins(std::string_view) override { step(); }
  void dataset_ends(const report::DatasetTally&) override { step(); }

  int steps() const { return steps_; }

 private:
  void step() {
    if (steps_ == signals_.first) stop_.signal(SIGINT);
    if (steps_ == signals_.second) stop_.signal(SIGINT);
    ++steps_;
  }

  exec::Stop& stop_;
  Signals signals_;
  int steps_ = 0;
};

Behaviour answers_in_any_order() {
  Behaviour behaviour;
  behaviour.latency_min = std::chrono::microseconds(200);
  behaviour.latency_max = std::chrono::microseconds(2000);
  return behaviour;
}

/// The whole way, with a process that begins anew at each run: libcurl, a server, RocksDB.
class Interrupted {
 public:
  plan::Plan chain() const {
    RunPlan plan(folder, kRows);
    plan.ask_server(server.url(), kAtOnce);
    plan.chain({"a", "b"});
    return plan.finish();
  }

  /// Sets how many steps it took.
  ExitCode run(Signals signals = {}) {
    RealWorld world(folder / ".sdg", {.command = "test", .ballast_bytes = 0});
    exec::Stop stop;
    Stepper stepper(stop, signals);
    const auto result = world.run(chain(), stop, stepper);
    steps = stepper.steps();
    if (world.store()) unreadable += world.store()->statistics().unreadable;
    return result.exit;
  }
  bool wrote() const { return std::filesystem::exists(folder / "d.jsonl"); }
  std::string output() const { return read_file(folder / "d.jsonl"); }

  TempDir folder;
  LoopbackServer server{answers_in_any_order()};
  int steps = 0;
  std::uint64_t unreadable = 0;
};

std::string undisturbed_output() {
  Interrupted calm;
  REQUIRE(calm.run() == ExitCode::Done);
  return calm.output();
}

/// Interrupts a run as told, and lets the next one finish it. `may_pay_again`: how many answers at most.
void check_interrupted(Signals signals, const std::string& expected, std::uint64_t may_pay_again) {
  CAPTURE(signals.first);
  CAPTURE(signals.second);
  Interrupted run;
  const auto exit = run.run(signals);
  CHECK(exit == ExitCode::Interrupted);
  if (run.wrote()) CHECK(run.output() == expected);
  CHECK(run.run() == ExitCode::Done);
  CHECK(run.output() == expected);
  CHECK(run.unreadable == 0);
  CHECK(run.server.stats().asked <= kQuestions + may_pay_again);
  CHECK(run.server.stats().distinct_asked == kQuestions);
}

int steps_of_a_run() {
  Interrupted calm;
  REQUIRE(calm.run() == ExitCode::Done);
  REQUIRE(calm.steps == 1 + 2 * kQuestions + kRows + 1 + 1);
  return calm.steps;
}

}  // namespace

TEST_CASE("a run that is interrupted at any step drains, and the next one goes on without paying again") {
  const auto expected = undisturbed_output();
  const int steps = steps_of_a_run();
  for (int step = 0; step < steps; ++step) check_interrupted({step}, expected, 0);
}

TEST_CASE("a run that is interrupted twice at any step pays again what was in flight at most") {
  const auto expected = undisturbed_output();
  const int steps = steps_of_a_run();
  for (int step = 0; step < steps; ++step) check_interrupted({step, step}, expected, kAtOnce);
}

TEST_CASE("a second signal at any step of the drain gives up what is in flight and nothing that is kept") {
  const auto expected = undisturbed_output();
  for (const int first : {1, 6}) {
    for (int later = 1; later <= kAtOnce + 1; ++later) check_interrupted({first, first + later}, expected, kAtOnce);
  }
}
