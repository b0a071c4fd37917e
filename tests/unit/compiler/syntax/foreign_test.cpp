#include <doctest/doctest.h>

#include "compiler/syntax/code_text.h"
#include "compiler/syntax/foreign_type.h"
#include "compiler/syntax/meant_conditional.h"

using namespace sdg::syntax;

TEST_CASE("types of other languages have a form of their own here") {
  CHECK(meant_type("List[int]") == "[int]");
  CHECK(meant_type("typing.List[str]") == "[string]");
  CHECK(meant_type("Optional[List[str]]") == "[string]?");
  CHECK(meant_type("string[][]") == "[[string]]");
  CHECK(meant_type("Array<Array<number>>") == "[[float]]");
  CHECK(meant_type("Dict[str, List[int]]") == "json");
  CHECK(meant_type("Literal['a', \"b\"]") == "\"a\" | \"b\"");
  CHECK(meant_type("Union[str, None]") == "string?");
  CHECK(meant_type("str | None") == "string?");
  CHECK(meant_type("people.Person") == "people.Person");
}

TEST_CASE("what no type can be has no form") {
  CHECK(meant_type("") == std::nullopt);
  CHECK(meant_type("Callable[[int], str]") == std::nullopt);
  CHECK(meant_type("str | int") == std::nullopt);
  CHECK(meant_type("List[") == std::nullopt);
}

TEST_CASE("a parameter that is reckoned with is a number") {
  CHECK(likely_type("x", "x * 2") == "float");
  CHECK(likely_type("x", "2 - x") == "float");
  CHECK(likely_type("name", "\"about {name}\"") == "string");
}

TEST_CASE("conditionals of other languages are turned around") {
  CHECK(meant_conditional("if n > 3 then a else b") == "a when n > 3 else b");
  CHECK(meant_conditional("if (n > 3) { a } else { b }") == "a when n > 3 else b");
  CHECK(meant_conditional("if (n > 3) { return a; } else if (n > 1) { b } else { c }") ==
        "a when n > 3 else b when n > 1 else c");
  CHECK(meant_conditional("if n > 3: a elif n > 1: b else: c") == "a when n > 3 else b when n > 1 else c");
  CHECK(meant_conditional("case when n > 3 then a else b end") == "a when n > 3 else b");
  CHECK(meant_conditional("CASE x WHEN 1 THEN 'a' WHEN 2 THEN 'b' END") == "'a' when x == 1 else 'b' when x == 2");
}

TEST_CASE("what begins like a conditional and is none has no form") {
  CHECK(meant_conditional("iffy + 1") == std::nullopt);
  CHECK(meant_conditional("if") == std::nullopt);
  CHECK(meant_conditional("case") == std::nullopt);
  CHECK(meant_conditional("if then else") == std::nullopt);
}

TEST_CASE("code is looked at without its strings and brackets") {
  CHECK(find_outside("f(a, b), c", ",") == 7);
  CHECK(find_outside("\"a, b\", c", ",") == 6);
  CHECK(find_outside("android and b", "and") == 8);
  CHECK(split_at_commas("a, [b, c], \"d, e\"").size() == 3);
  CHECK(split_at_commas(" ").empty());
  CHECK(behind_closer("(a(b)c) d", 0) == 7);
  CHECK(behind_closer("(a", 0) == std::string_view::npos);
  CHECK(std::string_view("x = f(a)[0].b").substr(begin_of_operand("x = f(a)[0].b")) == "f(a)[0].b");
  CHECK(first_line("a = 1;  # note\nb") == "a = 1");
}
