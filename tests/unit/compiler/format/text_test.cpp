#include "tests/unit/compiler/format/snippets.h"

namespace sdg::format {

TEST_CASE("a text without code has none afterwards") {
  check_programs({{"", ""}, {"\n\n  \n", ""}, {"  # one\n\n\n\n# two", "# one\n\n# two\n"}});
}

TEST_CASE("line breaks stay of the kind that the file's first one is") {
  check_programs({
      {"param a\r\n\r\n\r\nparam  b # c\r\n", "param a\r\n\r\nparam b  # c\r\n"},
      {"param  a", "param a\n"},
  });
}

TEST_CASE("a byte order mark goes") { check_programs({{"\xEF\xBB\xBF# c\nparam  a\n", "# c\nparam a\n"}}); }

TEST_CASE("what could not be read is copied byte for byte, and what could is put in order") {
  const Parsed declaration("param  a\nmodel   m  [ 1 ,2\n\nparam  b\n");
  REQUIRE(declaration.has_errors());
  CHECK(declaration.formatted() == "param a\nmodel   m  [ 1 ,2\n\nparam b\n");

  const Parsed line("dataset d {\na=1\n  each   q   2\nb=[1,2\n]\n}\n");
  REQUIRE(line.has_errors());
  CHECK(line.formatted() == "dataset d {\n  a = 1\n  each   q   2\n  b = [1, 2]\n}\n");

  const Parsed value("dataset d {\na=1\nb=  2   +*  3\nc=3\n}\n");
  REQUIRE(value.has_errors());
  CHECK(value.formatted() == "dataset d {\n  a = 1\n  b = 2   +*  3\n  c = 3\n}\n");
}

TEST_CASE("a declaration with a mistake that was mended on the way is copied whole") {
  const Parsed unclosed("param  a\ndataset  d {\n a=1\n");
  REQUIRE(unclosed.has_errors());
  CHECK(unclosed.formatted() == "param a\n\ndataset  d {\n a=1\n");
}

TEST_CASE("a text that was not read to its end is not written at all") {
  CHECK(Parsed("param a\xFF").formatted() == std::nullopt);
}

TEST_CASE("nesting as deep as the language allows is written") {
  std::string deep(150, '(');
  formatted("param p = " + deep + "1" + std::string(150, ')'));
  std::string chain = "1";
  for (int i = 0; i < 900; ++i) chain += "+1";
  formatted("param p = " + chain);
}

}  // namespace sdg::format
