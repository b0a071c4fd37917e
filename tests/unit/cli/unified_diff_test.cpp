#include "cli/unified_diff.h"

#include <doctest/doctest.h>

using sdg::cli::unified_diff;

TEST_CASE("equal texts have no diff") { CHECK(unified_diff("a\nb\n", "a\nb\n", "x.sdg", false).empty()); }

TEST_CASE("a change stands between three lines of what is around it") {
  CHECK(unified_diff("1\n2\n3\n4\n5\n6\n7\n8\n9\n", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n", "x.sdg", false) ==
        "--- a/x.sdg\n+++ b/x.sdg\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n");
}

TEST_CASE("changes that are far apart are hunks of their own") {
  const std::string before = "a\n1\n2\n3\n4\n5\n6\n7\n8\nb\n", after = "A\n1\n2\n3\n4\n5\n6\n7\n8\nb\nc\n";
  CHECK(unified_diff(before, after, "x", false) ==
        "--- a/x\n+++ b/x\n@@ -1,4 +1,4 @@\n-a\n+A\n 1\n 2\n 3\n@@ -8,3 +8,4 @@\n 7\n 8\n b\n+c\n");
}

TEST_CASE("a missing last line break is a difference, and told") {
  CHECK(unified_diff("a", "a\n", "x", false) ==
        "--- a/x\n+++ b/x\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n");
}

TEST_CASE("a text that comes from nothing, or goes") {
  CHECK(unified_diff("", "a\n", "x", false) == "--- a/x\n+++ b/x\n@@ -0,0 +1 @@\n+a\n");
  CHECK(unified_diff("a\n", "", "x", false) == "--- a/x\n+++ b/x\n@@ -1 +0,0 @@\n-a\n");
}

TEST_CASE("texts too large to compare line by line are taken away and put there whole") {
  std::string before, after;
  for (int i = 0; i < 5000; ++i) {
    before += "a" + std::to_string(i) + "\n";
    after += "b" + std::to_string(i) + "\n";
  }
  CHECK(unified_diff(before, after, "x", false).starts_with("--- a/x\n+++ b/x\n@@ -1,5000 +1,5000 @@\n-a0\n-a1\n"));
}

TEST_CASE("colours repeat the marks") {
  CHECK(unified_diff("a\n", "b\n", "x", true) ==
        "\x1b[1m--- a/x\x1b[0m\n\x1b[1m+++ b/x\x1b[0m\n\x1b[36m@@ -1 +1 "
        "@@\x1b[0m\n\x1b[31m-a\x1b[0m\n\x1b[32m+b\x1b[0m\n");
}
