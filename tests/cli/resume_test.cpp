#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>
#include <thread>

#include "tests/cli/kills.h"
#include "tests/cli/pipeline_fixture.h"

using namespace sdg::test;

namespace {

constexpr int kRows = 40;

}  // namespace

TEST_CASE(
    "a run that is killed at any moment and started again writes the same bytes and pays again only what was in "
    "flight") {
  check_kills(100);
}

TEST_CASE("a finished run asks nothing, and touches no file") {
  Bench bench;
  write_chain(bench, 5);
  CHECK(bench.cost_of_a_run() == 15);
  const auto written = std::filesystem::last_write_time(bench.folder / "out.jsonl");
  const Outcome again = bench.run_pipeline();
  CHECK(again.exit_code == 0);
  CHECK(again.err == "nothing to do: every output is up to date\n");
  CHECK(bench.server.stats().asked == 15);
  CHECK(std::filesystem::last_write_time(bench.folder / "out.jsonl") == written);
}

TEST_CASE("a signal drains: what was asked is kept, and the next run goes on") {
  Bench bench(slow_enough_to_be_killed());
  write_chain(bench, kRows);
  Process process(bench.command({"run", "pipeline.sdg"}));
  std::this_thread::sleep_for(std::chrono::milliseconds(80));
  process.signal(SIGINT);
  const auto outcome = process.wait(std::chrono::seconds(20));
  REQUIRE(outcome);
  CHECK(outcome->exit_code == 130);
  CHECK_FALSE(std::filesystem::exists(bench.folder / "out.jsonl"));
  const auto asked = bench.server.stats().asked;
  CHECK(bench.run_pipeline().exit_code == 0);
  // Nothing that was answered before the signal is asked again.
  CHECK(bench.server.stats().asked == 3 * kRows);
  CHECK(asked < 3 * kRows);
}

TEST_CASE("the bytes do not depend on how much is in flight") {
  Bench bench(slow_enough_to_be_killed());
  write_chain(bench, kRows);
  REQUIRE(bench.run_pipeline().exit_code == 0);
  const std::string expected = bench.output();
  for (const char* concurrency : {"1", "7", "256", "2000"}) {
    CAPTURE(concurrency);
    std::filesystem::remove_all(bench.folder / ".sdg");
    std::filesystem::remove(bench.folder / "out.jsonl");
    Behaviour quick;
    if (concurrency != std::string("1")) quick.latency_max = std::chrono::milliseconds(15);
    bench.server.set(quick);
    REQUIRE(bench.sdgc({"run", "pipeline.sdg", "--concurrency", concurrency}).exit_code == 0);
    CHECK(bench.output() == expected);
  }
}

TEST_CASE("two runs do not share a store: the second is told who has it") {
  Behaviour slow;
  slow.latency_min = slow.latency_max = std::chrono::seconds(1);
  Bench bench(slow);
  write_chain(bench, 20);
  Process first(bench.command({"run", "pipeline.sdg"}));
  while (!std::filesystem::exists(bench.folder / ".sdg/OWNER"))
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  const Outcome second = bench.run_pipeline();
  bench.server.set({});
  CHECK(second.exit_code == 75);
  CHECK(second.err.find(std::to_string(first.pid())) != std::string::npos);
  CHECK(first.wait(std::chrono::seconds(30))->exit_code == 0);
}
