#include "tests/support/markdown.h"

#include <doctest/doctest.h>

using namespace sdg::test;

TEST_CASE("fenced blocks are found with their language, tags and line") {
  const auto blocks = fenced_blocks("# Title\n```sdg file=a.sdg fragment\nx = 1\n```\nwords\n```\nplain\n```\n");
  REQUIRE(blocks.size() == 2);
  CHECK(blocks[0].language == "sdg");
  CHECK(blocks[0].tag_value("file") == "a.sdg");
  CHECK(blocks[0].has_tag("fragment"));
  CHECK(blocks[0].text == "x = 1\n");
  CHECK(blocks[0].line == 2);
  CHECK(blocks[1].language.empty());
  CHECK(blocks[1].tag_value("file") == std::nullopt);
}

TEST_CASE("a console block is commands, each with what it prints") {
  const auto steps = console_steps("$ sdgc run a.sdg\nline 1\nline 2\n$ cat out\n");
  REQUIRE(steps.size() == 2);
  CHECK(steps[0].command == "sdgc run a.sdg");
  CHECK(steps[0].expected == "line 1\nline 2\n");
  CHECK(steps[1].expected.empty());
}

TEST_CASE("output is compared whole") {
  CHECK(output_matches("a\nb\n", "a\nb\n"));
  CHECK_FALSE(output_matches("a\n", "a\nb\n"));
  CHECK_FALSE(output_matches("", "a\n"));
}

TEST_CASE("an ellipsis alone on a line stands for any lines, also for none") {
  CHECK(output_matches("…\n", ""));
  CHECK(output_matches("a\n…\nd\n", "a\nb\nc\nd\n"));
  CHECK(output_matches("a\n…\nd\n", "a\nd\n"));
  CHECK(output_matches("…\nc\n…\ne\n", "a\nc\nd\ne\n"));
  CHECK_FALSE(output_matches("a\n…\nc\n", "a\nb\n"));
  CHECK_FALSE(output_matches("a\n…\na\n", "a\n"));  // one line cannot be both
}

TEST_CASE("an ellipsis within a line stands for any text") {
  CHECK(output_matches("done in … s\n", "done in 0.25 s\n"));
  CHECK_FALSE(output_matches("done in … s\n", "failed\n"));
}
