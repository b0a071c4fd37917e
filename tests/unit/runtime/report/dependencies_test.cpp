#include "runtime/report/dependencies.h"

#include <doctest/doctest.h>

using namespace sdg::report;
using Kind = Dependency::Kind;

TEST_CASE("what make would take for its own is escaped in file names") {
  const Dependencies found{{}, {{{"my table.csv", "a$b"}, {"50%.jsonl", "c#d"}}}};
  CHECK(to_make(found) == "my\\ table.csv a$$b: \\\n  50\\%.jsonl \\\n  c\\#d\n");
}

TEST_CASE("what a run does not touch is said as well") {
  const Dependencies found{{{Kind::Reads, "a.jsonl", "source `a`", true}}, {}};
  CHECK(to_text(found) ==
        "reads\n  a.jsonl  source `a`; outside of the pipeline's folder\nwrites nothing\nconnects to nothing\n"
        "starts nothing\n");
}

TEST_CASE("a path cannot speak to the terminal") {
  const Dependencies found{{{Kind::Writes, "a\x1b[2Jb", "dataset `d`", false}}, {}};
  CHECK(to_text(found).find('\x1b') == std::string::npos);
}
