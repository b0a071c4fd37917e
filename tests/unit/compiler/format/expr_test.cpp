#include "tests/unit/compiler/format/snippets.h"

namespace sdg::format {

TEST_CASE("operators have a blank on both sides, ranges and signs none") {
  check_values({
      {"a+b*c-d/e//f%g", "a + b * c - d / e // f % g"},
      {"a or b and not  c", "a or b and not c"},
      {"a==b", "a == b"},
      {"a  not   in b", "a not in b"},
      {"a ?? b??c", "a ?? b ?? c"},
      {"1 .. n+1", "1..n + 1"},
      {"- a - - 5", "-a - -5"},
      {"a|f|g( 1 )|h()", "a | f | g(1) | h()"},
      {"( a+b )*c", "(a + b) * c"},
      {"a [ 0 ].b [-1]", "a[0].b[-1]"},
      {"f (x)", "f(x)"},
  });
}

TEST_CASE("literals and names are copied") {
  check_values({
      {"1_000", "1_000"},
      {"1e-3", "1e-3"},
      {"$2.50", "$2.50"},
      {"5m", "5m"},
      {"/a  b/", "/a  b/"},
      {"r\"{a  }\"", "r\"{a  }\""},
      {"`first  name`", "`first  name`"},
      {"null", "null"},
      {"true", "true"},
  });
}

TEST_CASE("strings are never touched, whatever stands around them") {
  check_values({
      {"\"a  {b|f( 1 )}\"", "\"a  {b|f( 1 )}\""},
      {"w(\"\"\"\n   a \n\n\n  b{% if c %}\n d{%endif%}\n   \"\"\")",
       "w(\"\"\"\n   a \n\n\n  b{% if c %}\n d{%endif%}\n   \"\"\")"},
  });
}

TEST_CASE("lists and records have no blanks inside their signs") {
  check_values({
      {"[ ]", "[]"},
      {"[ 1,2, ]", "[1, 2]"},
      {"[ ...a,b ]", "[...a, b]"},
      {"{ }", "{}"},
      {"{ a:1,\"b c\":2,`d`:3,... r }", "{a: 1, \"b c\": 2, `d`: 3, ...r}"},
      {"[ f(x)for x in xs if x>1 ]", "[f(x) for x in xs if x > 1]"},
  });
}

TEST_CASE("a list that begins on a line of its own has a line for each entry and a comma at the end") {
  check_values({
      {"f(\na,k=1,\n...b)", "f(\n    a,\n    k = 1,\n    ...b,\n  )"},
      {"[\n1,\n\n\n2]", "[\n    1,\n\n    2,\n  ]"},
      {"(\na\nor b)", "(\n    a\n    or b\n  )"},
      {"[\nx\nfor x in xs]", "[\n    x\n    for x in xs\n  ]"},
      {"f(\n)", "f()"},
  });
}

TEST_CASE("a list that begins on the line of its sign stays broken where the writer broke it") {
  check_values({
      {"f(a,\nb,c,\n)", "f(a,\n    b, c)"},
      {"f(g(a,\nb),\nc)", "f(g(a,\n    b),\n    c)"},
      {"[{a: 1,\nb: [\n1]}]", "[{\n    a: 1,\n    b: [\n      1,\n    ],\n  }]"},
  });
}

TEST_CASE("a record is on one line or has a line for each entry") {
  check_values({
      {"{a: 1\nb: 2\n}", "{\n    a: 1,\n    b: 2,\n  }"},
      {"{a: 1, b: \"\"\"\n x\n \"\"\", c: 3}", "{a: 1, b: \"\"\"\n x\n \"\"\", c: 3}"},
  });
}

TEST_CASE("a match is on one line or has a line for each arm") {
  check_values({
      {"match s{\"x\"=>1,\"y\"|null=>2,_=>3,}", "match s { \"x\" => 1, \"y\" | null => 2, _ => 3 }"},
      {"match n{1 .. 5=>a\n-3=>b\n6 .. =>c}", "match n {\n    1..5 => a\n    -3 => b\n    6.. => c\n  }"},
  });
}

TEST_CASE("an expression may go on in the next line, one level in") {
  check_values({
      {"a+\nb\n+c", "a +\n    b\n    + c"},
      {"a\n.b\n|f", "a\n    .b\n    | f"},
      {"a when b else\nc", "a when b else\n    c"},
      {"ask(q)\nwhere length(it)>3\nsaying \"short\"\nretry 2",
       "ask(q)\n    where length(it) > 3\n    saying \"short\"\n    retry 2"},
      {"ask(\"\"\"\n  q\n  \"\"\")where it", "ask(\"\"\"\n  q\n  \"\"\") where it"},
  });
}

}  // namespace sdg::format
