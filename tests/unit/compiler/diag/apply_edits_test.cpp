#include "compiler/diag/apply_edits.h"

#include <doctest/doctest.h>

#include <vector>

#include "source_fixture.h"

using namespace sdg::diag;

namespace {

Diagnostic fixable(std::vector<Edit> edits) {
  auto diag = mistake(edits.front().span, "wrong");
  diag.hints.push_back({"only words", {}});
  diag.hints.push_back({"mend it", std::move(edits)});
  return diag;
}

}  // namespace

TEST_CASE("edits are made at their places, in whatever order they are given") {
  const std::vector<Edit> edits{{{{0}, 4, 5}, "two"}, {{{0}, 0, 1}, "one"}, {{{0}, 5, 5}, "!"}};
  CHECK(apply_edits("a = b", edits) == "one = two!");
}

TEST_CASE("of two edits that overlap the first is made") {
  const std::vector<Edit> edits{{{{0}, 2, 5}, "X"}, {{{0}, 4, 6}, "Y"}, {{{0}, 5, 6}, "Z"}};
  CHECK(apply_edits("0123456", edits) == "01XZ6");
}

TEST_CASE("an edit outside the text is not made") {
  const std::vector<Edit> edits{{{{0}, 2, 9}, "X"}, {{{0}, 3, 1}, "Y"}, {{{0}, 9, 9}, "Z"}};
  CHECK(apply_edits("abc", edits) == "abc");
  CHECK(apply_edits("", std::vector<Edit>{{{{0}, 0, 0}, "new"}}) == "new");
}

TEST_CASE("a fix is made wholly or not at all") {
  const SourceFixture source("a b c");
  const std::vector<Diagnostic> diags{fixable({{source.at("b"), "B"}}),
                                      fixable({{source.at("a"), "A"}, {source.at("b"), "bb"}}),
                                      fixable({{source.at("c"), "C"}})};
  const auto fixes = apply_fixes(diags, source.map);
  REQUIRE(fixes.files.size() == 1);
  CHECK(fixes.files[0].text == "a B C");
  CHECK(fixes.made == 2);
  CHECK(fixes.left_out == 1);
}

TEST_CASE("the same insertion asked for twice is made once") {
  const SourceFixture source("x");
  const Edit insertion{{{0}, 0, 0}, "use std.judge\n"};
  const auto fixes = apply_fixes(std::vector{fixable({insertion}), fixable({insertion})}, source.map);
  CHECK(fixes.files.at(0).text == "use std.judge\nx");
}

TEST_CASE("a fix may reach into several files") {
  SourceFixture source("a");
  const auto other = source.add("b.sdg", "b");
  const auto fixes =
      apply_fixes(std::vector{fixable({{source.at("a"), "A"}, {source.at("b", other), "B"}})}, source.map);
  REQUIRE(fixes.files.size() == 2);
  CHECK(fixes.files[0].text == "A");
  CHECK(fixes.files[1].text == "B");
}

TEST_CASE("hints without edits, files that are not there and bad spans change nothing") {
  const SourceFixture source("a");
  const std::vector<Diagnostic> diags{mistake(source.at("a"), "only words"), fixable({{{{7}, 0, 1}, "X"}}),
                                      fixable({{{{0}, 5, 9}, "X"}})};
  const auto fixes = apply_fixes(diags, source.map);
  CHECK(fixes.files.empty());
  CHECK(fixes.made == 0);
  CHECK(fixes.left_out == 2);
}
