#include "tests/unit/compiler/format/snippets.h"

namespace sdg::format {

TEST_CASE("every declaration has its form") {
  check_programs({
      {"sdg   1\n", "sdg 1\n"},
      {"use  std.judge", "use std.judge\n"},
      {"use \"./people.sdg\"   as  people", "use \"./people.sdg\" as people\n"},
      {"param  n:int=100", "param n: int = 100\n"},
      {"param n", "param n\n"},
      {"type  Tone=\"a\"|\"b\"?", "type Tone = \"a\" | \"b\"?\n"},
      {"source s:{id:int}=read( \"x\" )", "source s: { id: int } = read(\"x\")\n"},
      {"model  m=openai(\"id\",temperature=0.3)", "model m = openai(\"id\", temperature = 0.3)\n"},
      {"prompt p=aigw( \"d\" )", "prompt p = aigw(\"d\")\n"},
      {"function f( a:int,b:string=\"x\" )->int=a+1", "function f(a: int, b: string = \"x\") -> int = a + 1\n"},
      {"sampler s( )=integer(1 .. 2)", "sampler s() = integer(1..2)\n"},
      {"generator g(q:string)->string=m( q )", "generator g(q: string) -> string = m(q)\n"},
  });
}

TEST_CASE("every line of a generator has its form") {
  check_programs(
      {{"generator g(q:string)->R{model m\nsystem \"s\"\nuser  \"{ q }\"\nassistant \"a\"\n"
        "messages  h\ntemperature=0.9\nreply code( \"sql\" )\nattempts 3}",
        "generator g(q: string) -> R {\n  model m\n  system \"s\"\n  user \"{ q }\"\n  assistant \"a\"\n"
        "  messages h\n  temperature = 0.9\n  reply code(\"sql\")\n  attempts 3\n}\n"}});
}

TEST_CASE("every line of a test has its form") {
  check_programs({{"test \"it  works\"{given d.x=\"hard\"\ngiven ask( _,q )=1\nrow=d[ 0 ]\nexpect  row.x!=null}",
                   "test \"it  works\" {\n  given d.x = \"hard\"\n  given ask(_, q) = 1\n  row = d[0]\n"
                   "  expect row.x != null\n}\n"}});
}

TEST_CASE("every line of a dataset has its form") {
  check_lines({
      {"...  a", "  ...a"},
      {"x:int ( 1..5 )=1", "  x: int(1..5) = 1"},
      {"`a b`=1", "  `a b` = 1"},
      {"let  y:T? =f( x )", "  let y: T? = f(x)"},
      {"each  q  in  a.qs", "  each q in a.qs"},
      {"key a.id,b", "  key a.id, b"},
      {"key a.id,\nb", "  key a.id,\n    b"},
      {"seed   42", "  seed 42"},
      {"shuffle", "  shuffle"},
      {"rows 10  within 30 by  a,b", "  rows 10 within 30 by a, b"},
      {"keep  when a>1", "  keep when a > 1"},
      {"distinct a,b similar  0.85", "  distinct a, b similar 0.85"},
      {"measure q=mean( a )by b", "  measure q = mean(a) by b"},
      {"split train=0.9,test=0.1 by a.id", "  split train = 0.9, test = 0.1 by a.id"},
      {"budget  $5.00", "  budget $5.00"},
      {"on  failure  keep", "  on failure keep"},
      {"on failure drop", "  on failure drop"},
      {"on failure stop", "  on failure stop"},
      {"on failure stop  after  50", "  on failure stop after 50"},
      {"output   \"x.jsonl\"", "  output \"x.jsonl\""},
      {"output=1", "  output = 1"},
  });
  check_programs(
      {{"dataset d from A as a,[1,2]as b,\nC->Row{}", "dataset d from A as a, [1, 2] as b,\n  C -> Row {}\n"}});
}

TEST_CASE("types keep their parentheses and their first bar") {
  const auto check = [](std::string_view written, const std::string& expected) {
    CHECK(formatted("type T=" + std::string(written)) == "type T = " + expected + "\n");
  };
  check("string( 2 .. 40 )?", "string(2..40)?");
  check("int(1 ..)", "int(1..)");
  check("int(.. -1)", "int(..-1)");
  check("string( /^[A-Z]{3}$/ )", "string(/^[A-Z]{3}$/)");
  check("[ people.Person ]( 3 )", "[people.Person](3)");
  check("( (\"a\"|\"b\" ) )?", "((\"a\" | \"b\"))?");
  check("(\"a\"|\"b\")?|3", "(\"a\" | \"b\")? | 3");
  check("|\"a\"|true", "| \"a\" | true");
  check("{a:int,`b c`:string=\"\"}", "{ a: int, `b c`: string = \"\" }");
  check("{a:int\nb:int}", "{\n  a: int\n  b: int\n}");
  check("\"a\"|\n\"b\"", "\"a\" |\n  \"b\"");
}

TEST_CASE("a value may stand on the line below its declaration or column") {
  check_programs({{"function f()=\n1\ntype T=\n\"a\"\n|\"b\"", "function f() =\n  1\ntype T =\n  \"a\"\n  | \"b\"\n"}});
  check_lines({{"x=\na", "  x =\n    a"}});
}

TEST_CASE("a schema stands on one line or has a line for each field") {
  check_programs({
      {"schema S{}", "schema S {}\n"},
      {"schema S{a:int,b:string?=null}", "schema S { a: int, b: string? = null }\n"},
      {"schema S{a:int,\nb:int,}", "schema S {\n  a: int\n  b: int\n}\n"},
  });
}

TEST_CASE("a comma stays where the next line would go on with its line") {
  check_programs({{"schema S {\n  a: int = 1,\n  in: int\n}\n", "schema S {\n  a: int = 1,\n  in: int\n}\n"}});
  check_values({{"match n {\n1=>2,\n..0=>3\n}", "match n {\n    1 => 2,\n    ..0 => 3\n  }"}});
}

TEST_CASE("declarations with a block have an empty line around them, others where the writer put one") {
  check_programs({
      {"param a\nparam b\n\n\nparam c\n", "param a\nparam b\n\nparam c\n"},
      {"param a\nschema S {}\nparam b\n", "param a\n\nschema S {}\n\nparam b\n"},
      {"param a\n# of S\nschema S {}\n", "param a\n\n# of S\nschema S {}\n"},
      {"schema S {}\n# of the one above\n\nparam b\n", "schema S {}\n# of the one above\n\nparam b\n"},
  });
}

TEST_CASE("a block has at most one empty line between its lines and none at its edges") {
  check_lines({{"\n\na = 1\n\n\n\nb = 2\nc = 3\n\n", "  a = 1\n\n  b = 2\n  c = 3"}});
}

}  // namespace sdg::format
