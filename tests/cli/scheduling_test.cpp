#include <doctest/doctest.h>

#include <algorithm>

#include "tests/cli/pipeline_fixture.h"

using namespace sdg::test;

TEST_CASE("datasets that read each other never wait for each other in a circle, however little may be in flight") {
  for (const char* in_flight : {"1", "2"}) {
    CAPTURE(std::string(in_flight));
    Bench bench;
    bench.write("pipeline.sdg", R"(
model writer = openai("m", base_url = env("MODEL_URL"), api_key = "none")
dataset first {
  rows 9
  number = index()
  text = writer("Say {number}.")
}
dataset second from first as f {
  text = writer("Answer {f.text}")
  other = writer("Doubt {f.text}")
}
dataset third from second as s {
  text = writer("Compare {s.text} and {s.other}")
  output "out.jsonl"
}
)");
    const Outcome outcome = bench.sdgc({"run", "pipeline.sdg", "--concurrency", in_flight});
    CHECK_MESSAGE(outcome.exit_code == 0, outcome.err);
    CHECK(bench.server.stats().asked == 9 * 4);
    CHECK(std::ranges::count(bench.output(), '\n') == 9);
  }
}

TEST_CASE("a model that takes its time does not hold another one") {
  Bench bench;
  bench.write("pipeline.sdg", R"(
model slow = sim("latency=1500ms")
model quick = openai("m", base_url = env("MODEL_URL"), api_key = "none", concurrency = 4)
dataset late {
  rows 2
  text = slow("Say {index()}.")
  output "late.jsonl"
}
dataset early {
  rows 200
  text = quick("Say {index()}.")
  output "out.jsonl"
}
)");
  REQUIRE(bench.run_pipeline().exit_code == 0);
  const auto late = std::filesystem::last_write_time(bench.folder / "late.jsonl");
  const auto early = std::filesystem::last_write_time(bench.folder / "out.jsonl");
  CHECK(early < late);
}
