#include <doctest/doctest.h>

#include <algorithm>

#include "tests/cli/pipeline_fixture.h"

using namespace sdg::test;

namespace {

Behaviour with(Fault fault, Rate rate) {
  Behaviour behaviour;
  behaviour.rate(fault) = rate;
  behaviour.retry_after_seconds = 0;
  return behaviour;
}

}  // namespace

TEST_CASE("a server that stumbles now and then costs time, and no row") {
  for (const Fault fault : {Fault::TooMany, Fault::ServerError, Fault::Reset, Fault::Truncated}) {
    CAPTURE(option_of(fault));
    Bench bench(with(fault, {1, 12}));
    write_chain(bench, 10);
    const Outcome outcome = bench.run_pipeline();
    CHECK(outcome.exit_code == 0);
    CHECK(bench.server.stats().distinct_answered == 30);
  }
}

TEST_CASE("a reply without the asked form is asked again, with what was wrong") {
  Behaviour behaviour;
  behaviour.scripts = {
      {"Judge this",
       {"I would rather not say.", R"({"points": 11, "why": "good"})", R"({"points": 7, "why": "good"})"}}};
  behaviour.keeps_requests = true;
  Bench bench(behaviour);
  write_chain(bench, 1);
  REQUIRE(bench.run_pipeline().exit_code == 0);
  CHECK(bench.output().find(R"("second":{"points":7,"why":"good"})") != std::string::npos);
  CHECK(bench.server.stats().asked == 5);
  // The second try tells the model what it said and that it did not fit; the third is the bare question again.
  CHECK(bench.server.requests()[2].body.find("I would rather not say.") != std::string::npos);
  CHECK(bench.server.requests()[3].body.find("I would rather not say.") == std::string::npos);
}

TEST_CASE("one row that never gets its answer fails alone, is told, and is asked again only when that is wished") {
  Bench bench;
  write_chain(bench, 3);
  Behaviour bad;
  bad.scripts = {{"topic 1", {"broken one"}}, {"broken one", {"no json at all"}}};
  bench.server.set(bad);
  const Outcome outcome = bench.run_pipeline();
  CHECK(outcome.exit_code == 4);
  CHECK(outcome.err.find("format") != std::string::npos);
  CHECK(std::ranges::count(bench.output(), '\n') == 2);

  const auto asked = bench.server.stats().asked;
  CHECK(bench.run_pipeline().exit_code == 4);
  CHECK(bench.server.stats().asked == asked);

  bench.server.set({});
  CHECK(bench.sdgc({"run", "pipeline.sdg", "--retry", "failed"}).exit_code == 0);
  CHECK(std::ranges::count(bench.output(), '\n') == 3);
}

TEST_CASE("a server that is not there is told once, with its address") {
  Bench bench;
  write_chain(bench, 5);
  bench.edit("env(\"MODEL_URL\")", "\"http://127.0.0.1:1/v1\"");
  bench.edit("concurrency = 16", "concurrency = 16, retries = 1");
  const Outcome outcome = bench.run_pipeline();
  CHECK(outcome.exit_code == 75);
  CHECK(outcome.err.find("127.0.0.1:1") != std::string::npos);
}

TEST_CASE("what needs a call is an error of a locked run") {
  Bench bench;
  write_chain(bench, 2);
  CHECK(bench.sdgc({"run", "pipeline.sdg", "--locked"}).exit_code == 7);
  CHECK(bench.server.stats().asked == 0);
  CHECK(bench.run_pipeline().exit_code == 0);
  CHECK(bench.sdgc({"run", "pipeline.sdg", "--locked"}).exit_code == 0);
}

TEST_CASE("an output that cannot be written is known before the first question") {
  Bench bench;
  write_chain(bench, 2);
  bench.write("file", "");
  bench.edit("output \"out.jsonl\"", "output \"file/out.jsonl\"");
  const Outcome outcome = bench.run_pipeline();
  CHECK(outcome.exit_code == 5);
  CHECK(outcome.err.find("file/out.jsonl") != std::string::npos);
  CHECK(bench.server.stats().asked == 0);
}
