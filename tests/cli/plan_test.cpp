#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>
#include <thread>

#include "tests/cli/pipeline_fixture.h"

using namespace sdg::test;

namespace {

constexpr int kRows = 5;

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

/// A line that begins with these words, without what stands between them.
std::string line_with(const std::string& text, const std::string& words) {
  for (std::size_t begin = 0; begin < text.size();) {
    const auto end = std::min(text.find('\n', begin), text.size());
    const auto line = text.substr(begin, end - begin);
    if (has(line, words)) return line;
    begin = end + 1;
  }
  return {};
}

}  // namespace

TEST_CASE("a plan without a store counts all as new, asks nobody and makes nothing") {
  Bench bench;
  write_chain(bench, kRows);
  const Outcome plan = bench.sdgc({"plan", "pipeline.sdg"});
  REQUIRE(plan.exit_code == 0);
  CHECK(bench.server.stats().asked == 0);
  CHECK_FALSE(std::filesystem::exists(bench.folder / ".sdg"));
  CHECK(has(plan.out, "chain: 5 rows\n"));
  CHECK(has(plan.out, "first: 5: no answer of the row is stored"));
  CHECK(has(plan.out, "second: up to 5: depends on `first`"));
  CHECK(has(plan.out, "third: up to 5: depends on `first`, `second`"));
  CHECK(has(plan.out, "at most 15 requests"));
}

TEST_CASE("a plan needs no key of the provider") {
  Bench bench;
  write_chain(bench, kRows);
  bench.edit(R"(openai("m", base_url = env("MODEL_URL"), api_key = "none", )", R"(openai("m", )");
  CHECK(bench.run_pipeline().exit_code == 3);
  CHECK(bench.sdgc({"plan", "pipeline.sdg"}).exit_code == 0);
}

TEST_CASE("after a run nothing is left to ask, and an edit is told with what it changed") {
  Bench bench;
  write_chain(bench, kRows);
  REQUIRE(bench.cost_of_a_run() == 15);
  Outcome plan = bench.sdgc({"plan", "pipeline.sdg"});
  CHECK(has(plan.out, "chain: 5 rows, 5 finished\n"));
  CHECK(has(plan.out, "a run would ask nothing"));

  bench.edit("Judge this in a {tone} tone", "Judge this {tone}ly");
  plan = bench.sdgc({"plan", "pipeline.sdg"});
  CHECK(has(plan.out, "second: 5: message 1 (user) is another"));
  CHECK(has(plan.out, "third: up to 5: depends on"));
  CHECK(has(plan.out, "at most 10 requests"));
  CHECK(bench.server.stats().asked == 15);
  CHECK(bench.cost_of_a_run() <= 10);
}

TEST_CASE("a column that is only renamed costs nothing, one that is new is told so") {
  Bench bench;
  write_chain(bench, kRows);
  REQUIRE(bench.cost_of_a_run() == 15);
  bench.edit("third = writer(\"Sum up: {second.why}\")",
             "summary = writer(\"Sum up: {second.why}\")\n  fourth = writer(\"Name {topic}.\")");
  const Outcome plan = bench.sdgc({"plan", "pipeline.sdg"});
  CHECK(has(plan.out, "fourth: 5: the row was never asked this"));
  CHECK(line_with(plan.out, "requests,") == "5 requests, about " + line_with(plan.out, "requests,").substr(18));
  CHECK(bench.cost_of_a_run() == 5);
}

TEST_CASE("answers that only a moved server would be paid for again are told first, with the line that avoids it") {
  Bench bench;
  write_chain(bench, kRows);
  REQUIRE(bench.cost_of_a_run() == 15);
  const LoopbackServer moved;
  Command command = bench.command({"plan", "pipeline.sdg"});
  command.env["MODEL_URL"] = moved.url();
  const Outcome plan = run(command);
  REQUIRE(plan.exit_code == 0);
  CHECK(plan.out.starts_with("`writer`: 5 answers would be paid for again only because the model's tag was"));
  const std::string line = "tag = \"" + bench.server.url() + "\"";
  CHECK(has(plan.out, line));
  command.argv[1] = "run";
  command.argv.emplace_back("--locked");
  CHECK(has(run(command).err, "stored answers would be paid for again only because the model's tag was"));
  bench.edit("temperature = 0.5", "temperature = 0.5, " + line);
  const Outcome again = run(command);
  CHECK(again.exit_code == 0);
  CHECK_FALSE(has(again.err, "the model's tag"));
}

TEST_CASE("a plan looks at a store that a live run holds") {
  Behaviour behaviour;
  behaviour.latency_min = behaviour.latency_max = std::chrono::milliseconds(150);
  Bench bench(behaviour);
  write_chain(bench, 60);
  Process process(bench.command({"run", "pipeline.sdg", "--concurrency", "4"}));
  std::this_thread::sleep_for(std::chrono::milliseconds(1500));
  const Outcome plan = bench.sdgc({"plan", "pipeline.sdg"});
  CHECK(plan.exit_code == 0);
  CHECK(has(plan.out, "chain: 60 rows"));
  CHECK_FALSE(process.wait(std::chrono::milliseconds(0)));
  process.signal(SIGINT);
  CHECK(process.wait(std::chrono::seconds(20)));
}

TEST_CASE("rows of another dataset that are not there yet are counted as candidates to come") {
  Bench bench;
  bench.write("pipeline.sdg", R"(
model writer = openai("m", base_url = env("MODEL_URL"), api_key = "none", price = {input: $1, output: $2, cached: $0})
dataset drafts {
  rows 4
  text = writer("Draft {index()}")
  output "drafts.jsonl"
}
dataset scores from drafts as d {
  score = writer("Score {d.text}")
  output "scores.jsonl"
}
)");
  const Outcome plan = bench.sdgc({"plan", "pipeline.sdg"});
  CHECK(has(plan.out, "scores: 0 rows, about 4 more to come"));
  CHECK(has(plan.out, "at most 8 requests"));
  REQUIRE(bench.cost_of_a_run() == 8);
  CHECK(has(bench.sdgc({"plan", "pipeline.sdg"}).out, "a run would ask nothing"));
}

TEST_CASE("lists that are not there yet count as one row each, which is told in words and numbers") {
  Bench bench;
  bench.write("pipeline.sdg", R"(
model writer = sim()
generator items(topic: string) -> [string](3..3) {
  model writer
  user "Three words about {topic}."
}
dataset words {
  rows 2
  made = items("row {index()}")
  each word in made
  meaning = writer("What is {word}?")
  output "words.jsonl"
}
dataset doubts from words as w {
  doubt = writer("Doubt {w.meaning}")
  longer = [writer("Longer: {word}") for word in items(doubt)]
  output "doubts.jsonl"
}
)");
  const Outcome plan = bench.sdgc({"plan", "pipeline.sdg"});
  CHECK(has(plan.out, "meaning: at least 2: depends on `made`; a list that is not there yet counts as one row"));
  CHECK(has(plan.out, "doubts: 0 rows, at least 2 more to come"));
  CHECK(has(plan.out, "at least 10 requests"));
  const Outcome json = bench.sdgc({"plan", "pipeline.sdg", "--format", "json"});
  CHECK(has(json.out, "\"waiting\": 2,\n      \"at_least\": true"));
  CHECK(has(json.out, "{\"model\": \"writer\", \"requests\": 10, \"at_least\": true"));
  REQUIRE(bench.run_pipeline().exit_code == 0);
  CHECK(has(bench.sdgc({"plan", "pipeline.sdg"}).out, "a run would ask nothing"));
}

TEST_CASE("lines of a file without a key are priced as what a shift would pay again") {
  Bench bench;
  write_chain(bench, kRows);
  bench.edit("  key t.id\n", "");
  const Outcome plan = bench.sdgc({"plan", "pipeline.sdg"});
  CHECK(has(plan.out, "`chain` has no `key`"));
  CHECK(has(plan.out, "`key t.id` would know them by what they are"));
  CHECK(has(plan.out, "up to 15 answers"));
}

TEST_CASE("what a filter has not decided yet counts in full, and what it has thrown out does not") {
  Bench bench;
  write_chain(bench, 6);
  bench.edit("  level = choice(\"easy\", \"hard\")\n", "  level = choice(\"easy\", \"hard\")\n  keep when t.id < 2\n");
  CHECK(has(bench.sdgc({"plan", "pipeline.sdg"}).out, "at most 6 requests"));
}
