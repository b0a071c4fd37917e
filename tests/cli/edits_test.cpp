#include <doctest/doctest.h>

#include <utility>
#include <vector>

#include "tests/cli/pipeline_fixture.h"

using namespace sdg::test;

namespace {

constexpr int kRows = 4;

/// A change of the finished pipeline of four rows and three asking columns, and what the next run asks for it.
struct Edit {
  std::string what;
  std::vector<std::pair<const char*, const char*>> changes;
  std::uint64_t asked;
};

const std::vector<Edit>& edits() {
  static const std::vector<Edit> list = {
      // What is no part of a question.
      {"a comment", {{"  level = choice", "  # easy or hard\n  level = choice"}}, 0},
      {"the layout", {{"choice(\"easy\", \"hard\")", "choice(\n    \"easy\",\n    \"hard\",\n  )"}}, 0},
      {"a column more", {{"  topic = t.topic", "  subject = t.topic\n  topic = subject"}}, 0},
      {"a column's name, the last one's", {{"third = writer(", "summary = writer("}}, 0},
      {"a column's name, and where it is read", {{"first = ", "draft = "}, {"{first}", "{draft}"}}, 0},
      {"the order of columns", {{"  topic = t.topic\n", ""}, {"  output", "  topic = t.topic\n  output"}}, 0},
      {"a column that is written no more", {{"  third = writer", "  let third = writer"}}, 0},
      {"a prompt's words in a function",
       {{"\"Sum up: {second.why}\"", "sum_up(second.why)"},
        {"dataset chain", "function sum_up(text: string) = \"Sum up: {text}\"\ndataset chain"}},
       0},
      {"a prompt in a generator",
       {{"third = writer(\"Sum up: {second.why}\")", "third = summary(second.why)"},
        {"dataset chain",
         "generator summary(text: string) {\n  model writer\n  user \"Sum up: {text}\"\n}\ndataset chain"}},
       0},
      {"the model's name in the program",
       {{"model writer", "model author"}, {"writer(", "author("}, {"writer(", "author("}, {"writer(", "author("}},
       0},
      {"requests in flight", {{"concurrency = 16", "concurrency = 2"}}, 0},
      {"an output limit", {{"concurrency = 16", "concurrency = 16, max_tokens = 500"}}, 0},
      {"timeouts and retries", {{"concurrency = 16", "concurrency = 16, timeout = 1m, retries = 2"}}, 0},
      {"metadata for a proxy", {{"concurrency = 16", "concurrency = 16, tags = {team: \"data\"}"}}, 0},
      {"a price", {{"concurrency = 16", "concurrency = 16, price = 0"}}, 0},
      {"another output beside", {{"output \"out.jsonl\"", "output \"out.jsonl\"\n  output \"out.csv\""}}, 0},
      {"a format", {{"output \"out.jsonl\"", "output \"out.json\""}}, 0},
      {"what becomes of failures", {{"output \"out", "on failure keep\n  output \"out"}}, 0},
      {"the order of rows", {{"output \"out", "shuffle\n  output \"out"}}, 0},
      {"fewer rows", {{"output \"out", "rows 2\n  output \"out"}}, 0},
      {"a filter on the input", {{"key t.id", "key t.id\n  keep when t.id < 3"}}, 0},
      {"a filter on an answer", {{"key t.id", "key t.id\n  keep when second.points > 0"}}, 0},
      {"a parameter that nothing reads", {{"param tone", "param unused: int = 1\nparam tone"}}, 0},
      {"a sampler's column, with its old name",
       {{"level = choice(\"easy\", \"hard\")", "grade = choice(\"easy\", \"hard\", as = \"level\")"},
        {"{level}", "{grade}"}},
       0},
      // What is.
      {"the last prompt", {{"Sum up:", "Summarize:"}}, 4},
      {"the second prompt, and what reads its answer", {{"Judge this", "Rate this"}}, 8},
      {"the first prompt", {{"Say something", "Say a word"}}, 12},
      {"a parameter that one column reads", {{"\"calm\"", "\"angry\""}}, 8},
      {"a temperature", {{"temperature = 0.5", "temperature = 0.6"}}, 12},
      {"a setting more", {{"temperature = 0.5", "temperature = 0.5, top_p = 0.9"}}, 12},
      {"another model", {{"openai(\"m\"", "openai(\"n\""}}, 12},
      {"other weights behind the same address", {{"concurrency = 16", "concurrency = 16, tag = \"v2\""}}, 12},
      {"a field more in a schema", {{"why: string", "why: string, more: string"}}, 8},
      {"a sampler's choices", {{"\"easy\", \"hard\"", "\"plain\", \"odd\""}}, 12},
      {"an equal question with a number of its own",
       {{"  output", "  again = writer(\"Sum up: {second.why}\", sample = 1)\n  output"}},
       4},
      {"a question more", {{"  output", "  fourth = writer(\"Translate: {first}\")\n  output"}}, 4},
  };
  return list;
}

/// What the next run asks after `change` was made to the finished pipeline.
template <class Change>
std::uint64_t cost_after(Change change) {
  Bench bench;
  write_chain(bench, kRows);
  bench.cost_of_a_run();
  change(bench);
  return bench.cost_of_a_run();
}

}  // namespace

TEST_CASE("an edit asks what it changes, and nothing else") {
  for (const Edit& edit : edits()) {
    CAPTURE(edit.what);
    CHECK(cost_after([&](const Bench& bench) {
            for (const auto& [from, to] : edit.changes) bench.edit(from, to);
          }) == edit.asked);
  }
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

TEST_CASE("an included file is part of the prompts that include it") {
  Bench bench;
  write_chain(bench, kRows);
  bench.write("rules.md", "Be brief.");
  bench.edit("Sum up:", "{% include \"rules.md\" %} Sum up:");
  CHECK(bench.cost_of_a_run() == 12);
  bench.write("rules.md", "Be long.");
  CHECK(bench.cost_of_a_run() == 4);
  bench.write("rules.md", "Be brief.");
  CHECK(bench.cost_of_a_run() == 0);
}

TEST_CASE("an edit that is taken back finds what was paid for before it") {
  Bench bench;
  write_chain(bench, kRows);
  bench.cost_of_a_run();
  bench.edit("Judge this", "Rate this");
  CHECK(bench.cost_of_a_run() == 8);
  bench.edit("Rate this", "Judge this");
  CHECK(bench.cost_of_a_run() == 0);
}
