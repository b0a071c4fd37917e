#include <doctest/doctest.h>

#include "tests/unit/compiler/syntax/parsed.h"

TEST_CASE("types are written as the small print says") {
  CHECK(type_shape("string") == "string");
  CHECK(type_shape("people.Person") == "people.Person");
  CHECK(type_shape("[T](2..40)?") == "[T](2..40)?");
  CHECK(type_shape("{a: T, b: U?}") == "{a: T, b: U?}");
  CHECK(type_shape("{\n a: int = 1\n b: string\n}") == "{a: int = 1, b: string}");
  CHECK(type_shape("null") == "null");
}

TEST_CASE("constraints have one or two ends or a pattern") {
  CHECK(type_shape("int(1..5)") == "int(1..5)");
  CHECK(type_shape("int(-5..-1)") == "int(-5..-1)");
  CHECK(type_shape("float(0..1.5)") == "float(0..1.5f)");
  CHECK(type_shape("string(20..)") == "string(20..-)");
  CHECK(type_shape("string(..20)") == "string(-..20)");
  CHECK(type_shape("[T](3)") == "[T](3..3)");
  CHECK(type_shape("string(/^[A-Z]{3}$/)") == "string(/^[A-Z]{3}$/)");
}

TEST_CASE("a question mark on the last member makes the whole union optional") {
  CHECK(type_shape("\"a\" | \"b\"?") == "<\"'a'\" | \"'b'\">?");
  CHECK(type_shape("(\"a\" | \"b\")?") == "<\"'a'\" | \"'b'\">?");
  CHECK(type_shape("[\"a\" | \"b\"]") == "[<\"'a'\" | \"'b'\">]");
}

TEST_CASE("a union may stand on several lines and begin with its sign") {
  CHECK(type_shape("\n  | \"a\"\n  | \"b\"") == "<\"'a'\" | \"'b'\">");
}

TEST_CASE("a literal type has neither escapes nor braces") {
  CHECK(mistakes("type T = \"a{b}\"") ==
        std::vector<std::string>{"1:10 SDG0116 a literal type has neither escapes nor braces"});
}

TEST_CASE("docs above and beside a field are one") {
  const Parsed parsed(
      "## the whole\nschema S {\n  ## first\n  # not this\n  ## second\n  a: int ## third\n  b: int, ## own\n  c: "
      "int\n}\n");
  const auto& schema = parsed.decl<sdg::syntax::SchemaDecl>();
  CHECK(schema.doc == "the whole");
  CHECK(schema.fields[0].doc == "first\nsecond\nthird");
  CHECK(schema.fields[1].doc == "own");
  CHECK(schema.fields[2].doc.empty());
}
