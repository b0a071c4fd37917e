#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "tests/unit/compiler/syntax/parsed.h"

namespace {

std::string repeated(std::string_view text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

}  // namespace

TEST_CASE("files that are no text are refused at the first wrong byte") {
  CHECK(mistakes("param x = \"a\xFF\"") == std::vector<std::string>{"1:13 SDG0002 this file is not UTF-8"});
  CHECK(mistakes("param x = \"\xC3\"") == std::vector<std::string>{"1:12 SDG0002 this file is not UTF-8"});
  CHECK(mistakes("\xFF\xFEp") == std::vector<std::string>{"1:1 SDG0002 this file is not UTF-8"});
  CHECK(mistakes(std::string("param x = 1\0", 12)) ==
        std::vector<std::string>{"1:12 SDG0004 this file holds a NUL byte"});
}

TEST_CASE("a byte order mark and Windows line ends are read as if they were not there") {
  const Parsed parsed(
      "\xEF\xBB\xBF## doc\r\nsdg 1\r\nparam a = [1,\r\n  2]\r\nparam b = \"\"\"\r\n  x\r\n  y\r\n  \"\"\"\r\n");
  CHECK(parsed.mistakes().empty());
  CHECK(parsed.file.decls.size() == 2);
  CHECK(parsed.file.comments[0].own_line);
}

TEST_CASE("an empty file is a file") {
  CHECK(mistakes("").empty());
  CHECK(mistakes("\n# only this\n").empty());
}

TEST_CASE("files without a last line break are read to their end") { CHECK(mistakes("param x = 1").empty()); }

TEST_CASE("a lone carriage return is told") {
  CHECK(mistakes("param x = 1\rparam y = 2") ==
        std::vector<std::string>{"1:12 SDG0119 the control character U+000D cannot stand here"});
}

TEST_CASE("nesting has a limit and the stack has none to fear") {
  constexpr int kMany = 100'000;
  for (const std::string_view opener :
       {"(", "[", "{a: ", "f(", "- ", "not ", "match ", "1 when c else ", "match a { _ => ", "[x for x in "}) {
    CAPTURE(opener);
    const auto all = mistakes("param x = " + repeated(opener, kMany));
    REQUIRE(all.size() == 1);
    CHECK(all[0].find("SDG0101") != std::string::npos);
  }
  CHECK(mistakes("type T = " + repeated("[", kMany)).front().find("SDG0101") != std::string::npos);
  CHECK(mistakes("type T = " + repeated("{a: ", kMany)).front().find("SDG0101") != std::string::npos);
  CHECK(mistakes("param x = \"" + repeated("{% if a %}", kMany) + "\"").front().find("SDG0101") != std::string::npos);
}

TEST_CASE("nesting up to the limit is fine") {
  CHECK(mistakes("param x = " + repeated("(", 190) + "1" + repeated(")", 190)).empty());
}

TEST_CASE("chains make trees that can be walked") {
  constexpr int kMany = 100'000;
  for (const std::string_view link : {" + a", ".a", "[0]", " | a", " and a", " ?? a", " where a"}) {
    CAPTURE(link);
    const auto all = mistakes("param x = a" + repeated(link, kMany));
    REQUIRE(all.size() == 1);
    CHECK(all[0].find("SDG0101 this expression is built of too many parts") != std::string::npos);
    CHECK(mistakes("param x = a" + repeated(link, 900)).empty());
  }
}

TEST_CASE("long lists are no nesting") { CHECK(mistakes("param x = [" + repeated("1, ", 100'000) + "1]").empty()); }

TEST_CASE("whole programs are read without a word") {
  const std::filesystem::path folder = std::filesystem::path(SDG_TESTS_DIR) / "pipelines";
  int programs = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".sdg") continue;
    std::ifstream stream(entry.path());
    const Parsed parsed(std::string(std::istreambuf_iterator<char>(stream), {}));
    CHECK_MESSAGE(parsed.mistakes().empty(), entry.path().filename());
    CHECK_FALSE(parsed.file.decls.empty());
    ++programs;
  }
  CHECK(programs == 11);
}

TEST_CASE("any beginning of a program is read or refused, never more") {
  std::ifstream stream(std::filesystem::path(SDG_TESTS_DIR) / "pipelines" / "09-conversation.sdg");
  const std::string text(std::istreambuf_iterator<char>(stream), {});
  for (std::size_t length = 0; length < text.size(); length += 3) {
    const Parsed parsed(text.substr(0, length));
    for (std::size_t i = 0; i < parsed.file.exprs.size(); ++i) REQUIRE(parsed.file.exprs[i]->id == i);
    CHECK(parsed.mistakes().size() <= 4);
    CHECK_FALSE(parsed.dump().empty());
  }
}
