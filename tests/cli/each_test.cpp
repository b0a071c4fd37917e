#include <doctest/doctest.h>

#include <csignal>
#include <random>
#include <thread>

#include "tests/cli/pipeline_fixture.h"

using namespace sdg::test;

namespace {

/// A list of three questions about each topic, and an answer and a grade to each of them.
void write_quiz(const Bench& bench, int topics) {
  std::string rows;
  for (int i = 0; i < topics; ++i) rows += R"({"topic": "topic )" + std::to_string(i) + "\"}\n";
  bench.write("topics.jsonl", rows);
  bench.write("pipeline.sdg", R"(
source topics: { topic: string } = read("topics.jsonl")
model writer = openai("m", base_url = env("MODEL_URL"), api_key = "none", concurrency = 8)
schema Item { question: string, hint: string }
schema Grade { points: int(1..5), why: string }
generator items(topic: string) -> [Item](3..3) {
  model writer
  user "Three questions about {topic}."
}
dataset quiz from topics as t {
  key t.topic
  made = items(t.topic)
  each item in made
  topic = t.topic
  question = item.question
  answer = writer("Answer {question}")
  grade: Grade = writer("Grade {answer}")
  luck = integer(1..1_000_000)
  output "out.jsonl"
}
)");
}

std::uint64_t cost_of_edit(const std::string& from, const std::string& to) {
  Bench bench;
  write_quiz(bench, 4);
  bench.cost_of_a_run();
  bench.edit(from, to);
  return bench.cost_of_a_run();
}

}  // namespace

TEST_CASE("the list is asked for once a parent, what stands below once a row, and nothing twice") {
  Bench bench;
  write_quiz(bench, 4);
  CHECK(bench.cost_of_a_run() == 4 + 12 + 12);
  const std::string first = bench.output();
  std::filesystem::remove(bench.folder / "out.jsonl");
  CHECK(bench.cost_of_a_run() == 0);
  CHECK(bench.output() == first);
}

TEST_CASE("an edit below an `each` leaves what stands above as it is") {
  CHECK(cost_of_edit("Grade {answer}", "Mark {answer}") == 12);
  CHECK(cost_of_edit("Answer {question}", "Reply to {question}") == 12 + 12);
  CHECK(cost_of_edit("Three questions about", "Ask three questions about") > 4);
  CHECK(cost_of_edit("luck = integer(1..1_000_000)", "luck = integer(1..9)") == 0);
}

TEST_CASE("parents that change places and one that is put between them cost what is new") {
  Bench bench;
  write_quiz(bench, 2);
  CHECK(bench.cost_of_a_run() == 14);
  bench.write("topics.jsonl", "{\"topic\": \"topic 1\"}\n{\"topic\": \"new\"}\n{\"topic\": \"topic 0\"}\n");
  CHECK(bench.cost_of_a_run() == 7);
}

TEST_CASE("`rows` counts the rows below: no list is asked for that is not needed, and no answer") {
  Bench bench;
  write_quiz(bench, 40);
  bench.edit("concurrency = 8", "concurrency = 1");
  bench.edit("made = items", "rows 4\n  made = items");
  // Two lists are begun before it is known that each brings three rows.
  CHECK(bench.cost_of_a_run() == 2 + 4 + 4);
  bench.edit("rows 4", "rows 9");
  const auto more = bench.cost_of_a_run();
  CHECK(more >= 1 + 5 + 5);
  CHECK(more <= 2 + 5 + 5);
  const std::string nine = bench.output();
  bench.edit("rows 9", "rows 2");
  CHECK(bench.cost_of_a_run() == 0);
  CHECK(nine.starts_with(bench.output()));
}

TEST_CASE("rows below an `each` have the same bytes after any kill") {
  Bench whole;
  write_quiz(whole, 20);
  REQUIRE(whole.run_pipeline().exit_code == 0);
  const std::string expected = whole.output();

  Behaviour slow;
  slow.latency_min = std::chrono::milliseconds(5);
  slow.latency_max = std::chrono::milliseconds(15);
  Bench bench(slow);
  write_quiz(bench, 20);
  std::mt19937 random(11);
  int kills = 0;
  for (; kills < 6; ++kills) {
    Process process(bench.command({"run", "pipeline.sdg"}));
    std::this_thread::sleep_for(std::chrono::milliseconds(30 + random() % 90));
    if (process.wait(std::chrono::milliseconds(0))) break;
    process.signal(SIGKILL);
    process.wait(std::chrono::seconds(10));
  }
  REQUIRE(bench.run_pipeline().exit_code == 0);
  CHECK(bench.output() == expected);
  // At a kill 8 questions are in flight, answers that are not in the store yet among them.
  CHECK(bench.server.stats().asked <= static_cast<std::uint64_t>(20 * 7 + kills * 8));
}
