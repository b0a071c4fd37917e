#include "grammar/resync.hpp"

#include <doctest/doctest.h>

#include <string_view>

using namespace sdg::grammar;

namespace {

/// The part of the text that the unit at its begin takes.
std::string_view unit(std::string_view text, Unit unit) {
  const char* end = end_of_unit(text.data(), text.data(), text.data() + text.size(), unit);
  return text.substr(0, static_cast<std::size_t>(end - text.data()));
}

}  // namespace

TEST_CASE("a broken line ends with its line") {
  CHECK(unit("a = 1 2  \nb = 3", Unit::Line) == "a = 1 2");
  CHECK(unit("a = 1 2 # why\nb = 3", Unit::Line) == "a = 1 2");
}

TEST_CASE("lines that are indented further belong to the broken one") {
  CHECK(unit("a = f(1 2,\n  3)\n  where it\nb = 3", Unit::Line) == "a = f(1 2,\n  3)\n  where it");
}

TEST_CASE("a bracket that was forgotten takes no line that begins anew") {
  CHECK(unit("a = f(1,\nb = 3", Unit::Line) == "a = f(1,");
  CHECK(unit("a = f(1,\noutput x", Unit::Line) == "a = f(1,");
  CHECK(unit("a = f(1,\n)\nb = 3", Unit::Line) == "a = f(1,\n)");
}

TEST_CASE("a broken line leaves the brace of its block alone") {
  CHECK(unit("a = 1 2 }", Unit::Line) == "a = 1 2");
  CHECK(unit("a = {b: 1 2} 3 }", Unit::Line) == "a = {b: 1 2} 3");
}

TEST_CASE("a broken declaration takes its block with it") {
  CHECK(unit("dataset d fro x {\n  a = 1\n}\nparam b = 1", Unit::Declaration) == "dataset d fro x {\n  a = 1\n}");
  CHECK(unit("dataset d\n  a = 1\n}\nparam b = 1", Unit::Declaration) == "dataset d\n  a = 1\n}");
}

TEST_CASE("brackets in strings and comments do not count") {
  CHECK(unit("a = \"(\" 1 # (\nb = 2", Unit::Line) == "a = \"(\" 1");
  CHECK(unit("a = \"\"\"\n(\n\"\"\" 1\nb = 2", Unit::Line) == "a = \"\"\"\n(\n\"\"\" 1");
}

TEST_CASE("a declaration is known by its word and what must follow it") {
  const auto begins = [](std::string_view text) { return declaration_begins(text.data(), text.data() + text.size()); };
  CHECK(begins("dataset d {"));
  CHECK(begins("test \"x\" {"));
  CHECK(begins("model m = openai()"));
  CHECK_FALSE(begins("model writer"));  // a line of a generator
  CHECK_FALSE(begins("source = 1"));
  CHECK_FALSE(begins("tests d"));
}
