#include <doctest/doctest.h>

#include <csignal>
#include <thread>

#include "tests/cli/pipeline_fixture.h"

using namespace sdg::test;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a live run says who it is and how far it is, and takes that back when it ends") {
  Behaviour behaviour;
  behaviour.latency_min = behaviour.latency_max = std::chrono::milliseconds(150);
  Bench bench(behaviour);
  write_chain(bench, 100);
  CHECK(has(bench.sdgc({"status", "pipeline.sdg"}).out, "there is no store yet"));
  Process process(bench.command({"run", "pipeline.sdg", "--concurrency", "4"}));
  std::string out;
  for (int i = 0; i < 50 && !has(out, "chain"); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    out = bench.sdgc({"status", "pipeline.sdg"}).out;
  }
  CHECK(has(out, "process " + std::to_string(process.pid())));
  CHECK(has(out, "run pipeline.sdg"));
  CHECK(has(out, "/100 rows"));
  CHECK(has(out, "in flight"));
  process.signal(SIGINT);
  REQUIRE(process.wait(std::chrono::seconds(20)));
  out = bench.sdgc({"status", "pipeline.sdg"}).out;
  CHECK(has(out, "no run holds the store\n"));
  CHECK(has(out, "the last run ended at 20"));
  CHECK_FALSE(std::filesystem::exists(bench.folder / ".sdg" / "PROGRESS"));
}

TEST_CASE("of a run that was killed it is said that it died") {
  Behaviour behaviour;
  behaviour.latency_min = behaviour.latency_max = std::chrono::milliseconds(150);
  Bench bench(behaviour);
  write_chain(bench, 100);
  Process process(bench.command({"run", "pipeline.sdg"}));
  for (int i = 0; i < 50 && bench.server.stats().asked == 0; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  process.signal(SIGKILL);
  REQUIRE(process.wait(std::chrono::seconds(20)));
  const Outcome status = bench.sdgc({"status", "pipeline.sdg"});
  CHECK(status.exit_code == 0);
  CHECK(has(status.out, "no run holds the store\n"));
  CHECK(has(status.out, "died; the next run goes on"));
}
