#include <doctest/doctest.h>

#include <chrono>
#include <optional>
#include <thread>

#include "tests/cli/kills.h"
#include "tests/cli/pipeline_fixture.h"

using namespace sdg::test;

namespace {

constexpr int kRows = 5;

/// A port that nobody listens at.
std::uint16_t free_port() { return LoopbackServer().port(); }

Command asking_at(const Bench& bench, std::uint16_t port, const char* patience) {
  auto command = bench.command({"run", "pipeline.sdg", "--wait-for-model", patience});
  command.env["MODEL_URL"] = "http://127.0.0.1:" + std::to_string(port) + "/v1";
  return command;
}

}  // namespace

TEST_CASE("a model that is still being started is waited for, and no call is counted before it listens") {
  Bench bench;
  write_chain(bench, kRows);
  const auto port = free_port();
  Process process(asking_at(bench, port, "30s"));
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  const LoopbackServer late({}, port);
  const auto outcome = process.wait(std::chrono::seconds(30));
  REQUIRE(outcome);
  CHECK(outcome->exit_code == 0);
  CHECK(outcome->err.find("warning: nobody listens yet where model `writer` is asked") != std::string::npos);
  CHECK(outcome->err.find("\n  first       5 ") != std::string::npos);
  CHECK(late.stats().asked == 3 * kRows);
}

TEST_CASE("a model is waited for as long as was said, and then nothing is written") {
  Bench bench;
  write_chain(bench, kRows);
  const auto begin = std::chrono::steady_clock::now();
  const auto outcome = run(asking_at(bench, free_port(), "1s"));
  CHECK(outcome.exit_code == 75);
  CHECK(std::chrono::steady_clock::now() - begin >= std::chrono::seconds(1));
}

TEST_CASE("a run whose time is over drains, and the next one goes on from there") {
  Bench bench(slow_enough_to_be_killed());
  write_chain(bench, 400);
  const auto outcome = bench.sdgc({"run", "pipeline.sdg", "--time-limit", "200ms"});
  CHECK(outcome.exit_code == 75);
  CHECK(outcome.err.find("the time limit is over; the same command goes on from here") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(bench.folder / "out.jsonl"));
  CHECK(bench.run_pipeline().exit_code == 0);
  CHECK(bench.server.stats().asked == 3 * 400);
  const auto wrong = bench.sdgc({"run", "pipeline.sdg", "--time-limit", "soon"});
  CHECK(wrong.exit_code == 2);
  CHECK(wrong.err.find("`--time-limit soon`: `soon` is no stretch of time; write `30s`, `5m` or `2h`") !=
        std::string::npos);
}
