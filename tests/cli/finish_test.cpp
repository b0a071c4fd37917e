#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>
#include <thread>

#include "tests/cli/pipeline_fixture.h"

using namespace sdg::test;

namespace {

Behaviour slow() {
  Behaviour behaviour;
  behaviour.latency_min = behaviour.latency_max = std::chrono::milliseconds(60);
  return behaviour;
}

}  // namespace

TEST_CASE("what is finished is written beside the output while the run goes on") {
  Bench bench(slow());
  write_chain(bench, 200);
  Process process(bench.command({"run", "pipeline.sdg", "--concurrency", "4"}));
  std::this_thread::sleep_for(std::chrono::milliseconds(2500));
  const Outcome finish = bench.sdgc({"finish", "pipeline.sdg"});
  CHECK_FALSE(process.wait(std::chrono::milliseconds(0)));
  process.signal(SIGINT);
  REQUIRE(process.wait(std::chrono::seconds(20)));
  CHECK(finish.exit_code == 0);
  const std::string partial = read_file(bench.folder / "out.partial.jsonl");
  const auto lines = std::ranges::count(partial, '\n');
  CHECK(lines > 0);
  CHECK(lines < 200);
  CHECK(finish.err.find("rows decided") != std::string::npos);
  CHECK_FALSE(std::filesystem::exists(bench.folder / "out.jsonl"));
}

TEST_CASE("the finished rows of a run that was stopped are its first lines in the whole output, and cost nothing") {
  Bench bench(slow());
  write_chain(bench, 30);
  Process process(bench.command({"run", "pipeline.sdg", "--concurrency", "4"}));
  std::this_thread::sleep_for(std::chrono::milliseconds(800));
  process.signal(SIGINT);
  REQUIRE(process.wait(std::chrono::seconds(20)));
  const auto asked = bench.server.stats().asked;
  REQUIRE(bench.sdgc({"finish", "pipeline.sdg"}).exit_code == 0);
  CHECK(bench.server.stats().asked == asked);
  REQUIRE(bench.run_pipeline().exit_code == 0);
  const std::string whole = bench.output();
  const std::string partial = read_file(bench.folder / "out.partial.jsonl");
  for (std::size_t begin = 0; begin < partial.size();) {
    const auto end = partial.find('\n', begin) + 1;
    CHECK(whole.find(partial.substr(begin, end - begin)) != std::string::npos);
    begin = end;
  }
}

TEST_CASE("rows of another program are not finished, and an output that is whole stays as it is") {
  Bench bench;
  write_chain(bench, 5);
  REQUIRE(bench.run_pipeline().exit_code == 0);
  const std::string whole = bench.output();
  REQUIRE(bench.sdgc({"finish", "pipeline.sdg"}).exit_code == 0);
  CHECK(read_file(bench.folder / "out.partial.jsonl") == whole);
  bench.edit("Sum up", "Sum it up");
  const Outcome finish = bench.sdgc({"finish", "pipeline.sdg"});
  CHECK(finish.err.find("chain: 0 of 5 rows decided") != std::string::npos);
  CHECK(read_file(bench.folder / "out.partial.jsonl").empty());
  CHECK(bench.output() == whole);
}
