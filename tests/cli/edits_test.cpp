#include <doctest/doctest.h>

#include "tests/cli/pipeline_fixture.h"

using namespace sdg::test;

namespace {

constexpr int kRows = 4;

/// What the next run asks after `change` was made to a finished pipeline of four rows and three asking columns.
template <class Change>
std::uint64_t cost_after(Change change) {
  Bench bench;
  write_chain(bench, kRows);
  bench.cost_of_a_run();
  change(bench);
  return bench.cost_of_a_run();
}

std::uint64_t cost_of_edit(const std::string& from, const std::string& to) {
  return cost_after([&](const Bench& bench) { bench.edit(from, to); });
}

}  // namespace

TEST_CASE("what does not change a question is not asked again") {
  CHECK(cost_of_edit("topic = t.topic", "subject = t.topic\n  topic = subject") == 0);  // a column more
  CHECK(cost_of_edit("  level = choice", "  # a comment\n  level = choice") == 0);
  CHECK(cost_of_edit("third = writer(", "summary = writer(") == 0);  // a renamed column
  CHECK(cost_of_edit("concurrency = 16", "concurrency = 2") == 0);
  CHECK(cost_of_edit("concurrency = 16", "concurrency = 16, max_tokens = 500") == 0);
  CHECK(cost_of_edit("concurrency = 16", "concurrency = 16, timeout = 1m, retries = 2") == 0);
  CHECK(cost_of_edit("output \"out.jsonl\"", "output \"out.jsonl\"\n  output \"out.csv\"") == 0);
}

TEST_CASE("an edited prompt is asked again, and what reads its answer where that differs") {
  CHECK(cost_of_edit("Sum up:", "Summarize:") == 4);
  CHECK(cost_of_edit("Judge this", "Rate this") == 8);
  CHECK(cost_of_edit("Say something", "Say a word") == 12);
}

TEST_CASE("a parameter is asked again where it is read") { CHECK(cost_of_edit("\"calm\"", "\"angry\"") == 8); }

TEST_CASE("a model's settings are part of the question") {
  CHECK(cost_of_edit("temperature = 0.5", "temperature = 0.6") == 12);
  CHECK(cost_of_edit("openai(\"m\"", "openai(\"n\"") == 12);
}

TEST_CASE("a schema that is sent differently is another question") {
  CHECK(cost_of_edit("why: string", "why: string, more: string") == 8);
}

TEST_CASE("rows have keys: where they stand does not matter, and one more is one more") {
  const auto with_topics = [](const std::string& topics) {
    return cost_after([&](const Bench& bench) { bench.write("topics.jsonl", topics); });
  };
  const std::string t0 = "{\"id\": 0, \"topic\": \"topic 0\"}\n", t1 = "{\"id\": 1, \"topic\": \"topic 1\"}\n",
                    t2 = "{\"id\": 2, \"topic\": \"topic 2\"}\n", t3 = "{\"id\": 3, \"topic\": \"topic 3\"}\n";
  CHECK(with_topics(t3 + t2 + t1 + t0) == 0);
  CHECK(with_topics("{\"id\": 9, \"topic\": \"new\"}\n" + t0 + t1 + t2 + t3) == 3);
  CHECK(with_topics(t0 + t2) == 0);
  CHECK(with_topics(t0 + t1 + t2 + "{\"id\": 3, \"topic\": \"another\"}\n") == 3);
}
