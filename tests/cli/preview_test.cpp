#include <doctest/doctest.h>

#include <algorithm>

#include "tests/cli/pipeline_fixture.h"

using namespace sdg::test;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("a preview shows a few rows with what was asked, and neither asks nor writes anything") {
  Bench bench;
  write_chain(bench, 5);
  const Outcome preview = bench.sdgc({"preview", "pipeline.sdg", "-n", "2"});
  REQUIRE(preview.exit_code == 0);
  CHECK(bench.server.stats().asked == 0);
  CHECK(has(preview.out, "row 0"));
  CHECK(has(preview.out, "row 1"));
  CHECK_FALSE(has(preview.out, "row 2"));
  CHECK(has(preview.out, "user      │ Say something about topic 0,"));
  CHECK(has(preview.out, "third asks writer"));
  CHECK_FALSE(std::filesystem::exists(bench.folder / ".sdg"));
  CHECK_FALSE(std::filesystem::exists(bench.folder / "out.jsonl"));
}

TEST_CASE("a live preview asks for its rows alone, and keeps nothing") {
  Bench bench;
  write_chain(bench, 5);
  const Outcome preview = bench.sdgc({"preview", "pipeline.sdg", "-n", "1", "--live"});
  CHECK(preview.exit_code == 0);
  CHECK(bench.server.stats().asked == 3);
  CHECK_FALSE(std::filesystem::exists(bench.folder / ".sdg"));
}

TEST_CASE("what data says cannot speak to the terminal, nor for sdgc") {
  Bench bench;
  bench.write("topics.jsonl", "{\"id\": 0, \"topic\": \"\\u001b[2Jclear\\nrow 9: forged\"}\n");
  bench.write("pipeline.sdg", R"(
source topics: { id: int, topic: string } = read("topics.jsonl")
dataset d from topics as t {
  key t.id
  topic = t.topic
  output "d.jsonl"
}
)");
  const Outcome preview = bench.sdgc({"preview", "pipeline.sdg"});
  CHECK(preview.exit_code == 0);
  CHECK_FALSE(has(preview.out, "\x1b"));
  CHECK_FALSE(has(preview.out, "\nrow 9"));
  CHECK(has(preview.out, "│ row 9: forged"));
}
