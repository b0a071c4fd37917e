#include <doctest/doctest.h>

#include "tests/unit/compiler/syntax/parsed.h"

using namespace sdg::syntax;

namespace {

/// The one mistake of a text.
std::string mistake(std::string text) {
  const auto all = mistakes(std::move(text));
  REQUIRE(all.size() == 1);
  return all.front();
}

/// The text after the first hint of its first mistake is applied.
std::string mended(const std::string& text) {
  const Parsed parsed(text);
  REQUIRE_FALSE(parsed.sink.all().empty());
  const auto diags = parsed.sink.sorted();
  REQUIRE_FALSE(diags.front().hints.empty());
  std::string result = text;
  const auto& edits = diags.front().hints.front().edits;
  for (auto edit = edits.rbegin(); edit != edits.rend(); ++edit) {
    result.replace(edit->span.begin, edit->span.length(), edit->replacement);
  }
  return result;
}

}  // namespace

TEST_CASE("every mistake of a file is told, each once, and nothing that follows from it") {
  CHECK(mistakes("import std.judge\n"
                 "model writer == openai(\"x\")\n"
                 "param a: int = 5;\n"
                 "param b: list = [1, 2\n"
                 "param c: int = f(1 2)\n"
                 "dataset d from xs as x {\n"
                 "  keyy x.id\n"
                 "  a = 1 +\n"
                 "  b = writer(\"x\",\n"
                 "    temperature = )\n"
                 "  in = 4\n"
                 "  keep a > 3\n"
                 "  d = 5,\n"
                 "  e =\n"
                 "  g = 7\n"
                 "}\n"
                 "}\n"
                 "schema S {\n"
                 "  a: int\n"
                 "  b int\n"
                 "  c: string(1..\n"
                 "  d: int\n"
                 "}\n"
                 "generator g(x, y: int) -> T {\n"
                 "  temperature 0.9\n"
                 "}\n"
                 "datset foo {\n"
                 "  a = 1\n"
                 "}\n"
                 "dataset e {\n"
                 "  a = 1\n"
                 "test \"t\" {\n"
                 "  expect a ==\n"
                 "  given f(_ = 5\n"
                 "}\n") == std::vector<std::string>{
                               "1:1 SDG0131 `import` is written `use` here",
                               "2:14 SDG0120 `==` compares; a value is given with `=`",
                               "3:17 SDG0121 a statement ends with its line, not with `;`",
                               "4:17 SDG0102 this `[` is never closed",
                               "5:20 SDG0102 expected `,` or `)`, found `2`",
                               "7:3 SDG0110 `keyy` begins no line of a dataset",
                               "8:10 SDG0100 expected a value, found the end of the line",
                               "10:19 SDG0100 expected a value, found `)`",
                               "11:3 SDG0104 `in` is a reserved word",
                               "12:8 SDG0100 expected `when` and a condition, found `a`",
                               "13:8 SDG0133 a line of a block ends without a comma",
                               "14:6 SDG0100 expected a value, found the end of the line",
                               "17:1 SDG0118 this `}` closes nothing",
                               "20:5 SDG0100 expected `:` and a type, found `int`",
                               "21:12 SDG0102 this `(` is never closed",
                               "24:13 SDG0113 the parameter `x` has no type",
                               "25:3 SDG0110 `temperature` begins no line of a generator",
                               "27:1 SDG0109 `datset` begins no declaration",
                               "30:11 SDG0102 this `{` is never closed",
                               "33:14 SDG0100 expected a value, found the end of the line",
                               "34:10 SDG0102 this `(` is never closed",
                           });
}

TEST_CASE("what stands around a mistake can still be used") {
  const Parsed parsed("param a = 1 2\ndataset d {\n  x = (1\n  y: int 2\n  z = 3\n}\nfunctoin f() = 1\nparam b = 2\n");
  CHECK(parsed.mistakes().size() == 4);
  CHECK(parsed.decl<ParamDecl>(0).name.text == "a");
  CHECK(parsed.decl<ParamDecl>(0).default_value->kind == ExprKind::Error);
  const auto& lines = parsed.decl<DatasetDecl>(1).lines;
  REQUIRE(lines.size() == 3);
  CHECK(lines[0].kind == DatasetLineKind::Column);
  CHECK(lines[0].value->kind == ExprKind::Error);
  CHECK(lines[1].kind == DatasetLineKind::Error);
  CHECK(lines[1].name.text == "y");
  CHECK(lines[2].kind == DatasetLineKind::Column);
  CHECK(parsed.file.decls[2]->kind == DeclKind::Error);
  CHECK(parsed.sources.text(parsed.file.decls[2]->span) == "functoin f() = 1");
  CHECK(parsed.file.decls[3]->kind == DeclKind::Param);
}

TEST_CASE("what is given up for the rest of its line leaves nothing behind but its name") {
  const Parsed parsed("param a: int == 1\ndataset d {\n  rows 5 per x\n  measure m = mean(x) per y\n}\n");
  CHECK(parsed.mistakes().size() == 3);
  REQUIRE(parsed.file.decls.size() == 2);
  CHECK(parsed.file.decls[0]->kind == DeclKind::Error);
  CHECK(parsed.file.decls[0]->name.text == "a");
  const auto& lines = parsed.decl<DatasetDecl>(1).lines;
  REQUIRE(lines.size() == 2);
  CHECK(lines[0].kind == DatasetLineKind::Error);
  CHECK(lines[1].kind == DatasetLineKind::Error);
  CHECK(lines[1].name.text == "m");
}

TEST_CASE("a broken declaration keeps its name") {
  const Parsed parsed("dataset good fro x {\n  a = 1\n}\n");
  CHECK(parsed.file.decls[0]->kind == DeclKind::Error);
  CHECK(parsed.file.decls[0]->name.text == "good");
}

TEST_CASE("an error at the end of a line is told on that line") {
  CHECK(mistake("param x = f(1,\n\n\nparam y = 2") == "1:12 SDG0102 this `(` is never closed");
  CHECK(mistake("param x =\n# why\n") == "1:10 SDG0100 expected a value, found the end of the file");
  CHECK(mistake("type T\n") == "1:7 SDG0111 expected `=`, found the end of the file");
}

TEST_CASE("the other half of a mistake has its own label") {
  const Parsed parsed("param x = f(1 2)\n");
  REQUIRE(parsed.sink.all().size() == 1);
  REQUIRE(parsed.sink.all()[0].others.size() == 1);
  CHECK(parsed.sources.text(parsed.sink.all()[0].others[0].span) == "(");
}

TEST_CASE("habits of other languages are mended by their hints") {
  CHECK(mended("param x == 1") == "param x = 1");
  CHECK(mended("param x := 1") == "param x = 1");
  CHECK(mended("param x = 1;") == "param x = 1");
  CHECK(mended("param x = 1 // the number") == "param x = 1 # the number");
  CHECK(mended("// the number\nparam x = 1") == "# the number\nparam x = 1");
  CHECK(mended("param x = 1 /* the number */") == "param x = 1 # the number");
  CHECK(mended("param x = a && b") == "param x = a and b");
  CHECK(mended("param x = a || b") == "param x = a or b");
  CHECK(mended("param x = !a") == "param x = not a");
  CHECK(mended("param x = a === b") == "param x = a == b");
  CHECK(mended("param x = a <> b") == "param x = a != b");
  CHECK(mended("param x = a > 1 ? f(b) : \"c\"") == "param x = f(b) when a > 1 else \"c\"");
  CHECK(mended("param x = f(a ? 1 : 2)") == "param x = f(1 when a else 2)");
  CHECK(mended("param x = 'it \"is\"'") == "param x = \"it \\\"is\\\"\"");
  CHECK(mended("param x = f\"a {b}\"") == "param x = \"a {b}\"");
  CHECK(mended("param x = “a”") == "param x = \"a\"");
  CHECK(mended("param x = [None, 1]") == "param x = [null, 1]");
  CHECK(mended("param x = True") == "param x = true");
  CHECK(mended("param x = a if b else c") == "param x = a when b else c");
  CHECK(mended("param x = \"${y}\"") == "param x = \"{y}\"");
  CHECK(mended("dataset d {\n  in = 1\n}") == "dataset d {\n  `in` = 1\n}");
  CHECK(mended("dataset d {\n  keep x > 1\n}") == "dataset d {\n  keep when x > 1\n}");
  CHECK(mended("dataset d {\n  x = 1,\n}") == "dataset d {\n  x = 1\n}");
  CHECK(mended("dataset d\n{\n  x = 1\n}") == "dataset d {\n  x = 1\n}");
  CHECK(mended("schema S = {\n  x: int\n}") == "schema S {\n  x: int\n}");
  CHECK(mended("type T {x: int}") == "schema T {x: int}");
  CHECK(mended("param x = [a b]") == "param x = [a, b]");
  CHECK(mended("param x = f \"a\"") == "param x = f(\"a\")");
  CHECK(mended("param x = {a = 1}") == "param x = {a: 1}");
  CHECK(mended("model m openai(\"x\")") == "model m = openai(\"x\")");
  CHECK(mended("generator g() {\n  temperature 1\n}") == "generator g() {\n  temperature = 1\n}");
  CHECK(mended("x = 5") == "param x = 5");
}

TEST_CASE("habits have codes of their own") {
  CHECK(mistake("def f(x):\n  return x\n") == "1:1 SDG0131 `def` is written `function` here");
  CHECK(mistake("dataset d {\n  if a { b }\n}") == "2:3 SDG0132 there is no `if` statement");
  CHECK(mistake("param x = a when b elif c") == "1:20 SDG0130 `elif` stands in templates only");
  CHECK(mistake("param x = a when b else if c d") == "1:25 SDG0132 there is no `if` here");
  CHECK(mistake("param x = a ** 2") == "1:13 SDG0134 there is no operator `**`");
  CHECK(mistake("function f(x: int) { return x }") == "1:20 SDG0111 expected `=`, found `{`");
  CHECK(mistake("param é = 1") == "1:7 SDG0119 `é` cannot stand outside of a string or comment");
  CHECK(mistake("param x = $y") == "1:11 SDG0100 expected a value, found `$`");
}

TEST_CASE("a warning is no mistake of the tree") {
  const Parsed parsed("param x = \"${y}\"");
  CHECK_FALSE(parsed.sink.has_errors());
  CHECK(parsed.value() == "\"'$' {y}\"");
}

TEST_CASE("strings and bracket that stand right are left alone") {
  CHECK(mistakes("param x = \"costs $5 // no comment, it's && ; fine\"\n").empty());
  CHECK(mistakes("param x = a // b\n").empty());
}

TEST_CASE("after a hundred mistakes the rest is not read") {
  std::string text;
  for (int i = 0; i < 200; ++i) text += "x y\n";
  const auto all = mistakes(text);
  CHECK(all.size() == 101);
  CHECK(all.back() == "101:1 SDG0117 more than 100 mistakes: the rest of the file is not read");
}
