#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <string>

#include "tests/support/loopback_server.h"
#include "tests/support/real_world.h"
#include "tests/support/run_plan.h"

using namespace sdg;
using namespace sdg::test;
using exec::ExitCode;

namespace {

/// The whole way: libcurl, a server, RocksDB, and a process that begins anew at each run.
class RealRun {
 public:
  explicit RealRun(Behaviour behaviour = {}) : server(behaviour) {}

  plan::Plan chained(std::uint64_t rows, std::uint32_t concurrency = 64) const {
    RunPlan plan(folder, rows);
    plan.ask_server(server.url(), concurrency);
    plan.chain({"a", "b"});
    return plan.finish();
  }

  exec::RunResult run(const plan::Plan& plan) const {
    RealWorld world(folder / ".sdg", {.command = "test", .ballast_bytes = 0});
    return world.run(plan);
  }

  TempDir folder;
  LoopbackServer server;
};

}  // namespace

TEST_CASE("a run over the network writes the same bytes at any concurrency") {
  std::string first;
  for (const std::uint32_t concurrency : {1U, 7U, 256U}) {
    RealRun real;
    const auto result = real.run(real.chained(60, concurrency));
    CHECK(result.exit == ExitCode::Done);
    const auto written = read_file(real.folder / "d.jsonl");
    if (first.empty()) first = written;
    CHECK(written == first);
    CHECK(std::count(written.begin(), written.end(), '\n') == 60);
  }
}

TEST_CASE("a server that fails, limits and loses connections gives the same bytes, and nothing is asked twice") {
  RealRun calm;
  CHECK(calm.run(calm.chained(60)).exit == ExitCode::Done);
  Behaviour rough;
  rough.retry_after_seconds = 0;
  REQUIRE(set_option(rough, "429", "1/15").ok());
  REQUIRE(set_option(rough, "500", "1/12").ok());
  RealRun real(rough);
  const auto result = real.run(real.chained(60));
  CHECK(result.exit == ExitCode::Done);
  CHECK(report::total(result.datasets.at(0)).retries > 0);
  CHECK(read_file(real.folder / "d.jsonl") == read_file(calm.folder / "d.jsonl"));
}

TEST_CASE("what a process kept, the next one finds") {
  RealRun real;
  const auto plan = real.chained(30);
  CHECK(real.run(plan).exit == ExitCode::Done);
  const auto first = read_file(real.folder / "d.jsonl");
  std::filesystem::remove(real.folder / "d.jsonl");
  const auto again = real.run(plan);
  CHECK(again.datasets.at(0).taken == 30);
  CHECK(report::total(again.datasets.at(0)).calls == 0);
  CHECK(read_file(real.folder / "d.jsonl") == first);
  CHECK(real.run(plan).nothing_to_do);
}
