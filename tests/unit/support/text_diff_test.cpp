#include "tests/support/text_diff.h"

#include <doctest/doctest.h>

using namespace sdg::test;

namespace {

std::string diff(std::string_view expected, std::string_view actual) {
  return unified(diff_lines(expected, actual, "$ANY"));
}

}  // namespace

TEST_CASE("equal texts have no difference") {
  CHECK(is_same(diff_lines("a\nb\n", "a\nb\n", "$ANY")));
  CHECK(diff("", "").empty());
}

TEST_CASE("a change is shown with three lines around it") {
  CHECK(diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n") ==
        "@@ -2 +2 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST_CASE("changes far from each other are hunks of their own") {
  CHECK(diff("a\n1\n2\n3\n4\n5\n6\n7\nz\n", "A\n1\n2\n3\n4\n5\n6\n7\n") ==
        "@@ -1 +1 @@\n-a\n+A\n 1\n 2\n 3\n@@ -6 +6 @@\n 5\n 6\n 7\n-z\n");
}

TEST_CASE("a wildcard stands for any run of characters of its line") {
  CHECK(line_matches("took $ANY s", "took 0.25 s", "$ANY"));
  CHECK(line_matches("$ANY", "", "$ANY"));
  CHECK(line_matches("a$ANYb$ANYc", "a-b-b-c", "$ANY"));
  CHECK_FALSE(line_matches("a$ANYb", "b-a", "$ANY"));
  CHECK_FALSE(line_matches("aa$ANYaa", "aaa", "$ANY"));  // the ends may not overlap
}

TEST_CASE("an update keeps the wildcards of lines that still agree") {
  CHECK(merged(diff_lines("took $ANY s\nold\n", "took 3 s\nnew\n", "$ANY")) == "took $ANY s\nnew\n");
}
