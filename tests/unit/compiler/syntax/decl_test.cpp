#include <doctest/doctest.h>

#include "tests/unit/compiler/syntax/parsed.h"

using namespace sdg::syntax;

TEST_CASE("the edition stands on the first line or nowhere") {
  CHECK(mistakes("sdg 1\nparam a = 1\n").empty());
  CHECK(mistakes("# why\n\nsdg 1 # edition\n").empty());
  CHECK(mistakes("sdg 2\n") == std::vector<std::string>{"1:5 SDG0108 there is no edition 2 of the language"});
}

TEST_CASE("modules are used by path or by file") {
  const Parsed parsed("use std.judge\nuse \"./lib/people.sdg\"\nuse \"./people.sdg\" as folk\n");
  CHECK(parsed.mistakes().empty());
  CHECK(parsed.decl<UseDecl>(0).name.text == "judge");
  CHECK(parsed.decl<UseDecl>(0).path.size() == 2);
  CHECK(parsed.decl<UseDecl>(1).name.text == "people");
  CHECK(parsed.decl<UseDecl>(1).file->plain_text() == "./lib/people.sdg");
  CHECK(parsed.decl<UseDecl>(2).name.text == "folk");
  CHECK(parsed.decl<UseDecl>(2).has_alias);
}

TEST_CASE("params have a type, a default, both or none") {
  const Parsed parsed("param a\nparam b: int\nparam c = 1\nparam d: [string] =\n  [\"x\"] ## what it is for\n");
  CHECK(parsed.mistakes().empty());
  CHECK(parsed.decl<ParamDecl>(0).type == nullptr);
  CHECK(parsed.decl<ParamDecl>(1).default_value == nullptr);
  CHECK(parsed.decl<ParamDecl>(2).default_value != nullptr);
  CHECK(parsed.decl<ParamDecl>(3).doc == "what it is for");
}

TEST_CASE("functions, samplers and generators have parameters and a result") {
  const Parsed parsed(
      "function f(a: int, b: string = \"x\",) -> bool = a > 1\nsampler s() = choice(1)\ngenerator g(a: int) -> T =\n  "
      "h(a)\n");
  CHECK(parsed.mistakes().empty());
  CHECK(parsed.decl<FunctionDecl>(0).params.size() == 2);
  CHECK(parsed.decl<FunctionDecl>(0).params[1].default_value != nullptr);
  CHECK(parsed.decl<FunctionDecl>(0).result != nullptr);
  CHECK(parsed.decl<SamplerDecl>(1).result == nullptr);
  CHECK(parsed.decl<GeneratorDecl>(2).body != nullptr);
}

TEST_CASE("a generator's lines are turns and settings in their order") {
  const Parsed parsed(
      "generator g() -> T {\n  model m\n  system \"a\"\n  user \"b\"\n  assistant \"c\"\n  messages h\n"
      "  temperature = 0.9\n  model = 1\n  reply json\n  attempts 3\n}\n");
  CHECK(parsed.mistakes().empty());
  std::vector<GeneratorLineKind> kinds;
  for (const auto& line : parsed.decl<GeneratorDecl>().lines) kinds.push_back(line.kind);
  using Kind = GeneratorLineKind;
  CHECK(kinds == std::vector<Kind>{Kind::Model, Kind::System, Kind::User, Kind::Assistant, Kind::Messages,
                                   Kind::Setting, Kind::Setting, Kind::Reply, Kind::Attempts});
}

TEST_CASE("every line of a dataset is known by its word") {
  const Parsed parsed(
      "dataset d from A as a, [1, 2] as b, c -> Row {\n  ...a\n  x: int = 1\n  let y = 2\n  each q in a.qs\n  key "
      "a.id, b\n  seed 7\n"
      "  shuffle\n  rows 10 within 30 by x, y\n  keep when x > 1 and y < 2\n  distinct x, y similar 0.9\n"
      "  measure m = mean(x) by y\n  split train = 0.9, test = 0.1 by a.id\n  budget $5\n  on failure stop after 50\n  "
      "output \"x\"\n}\n");
  CHECK(parsed.mistakes().empty());
  const auto& dataset = parsed.decl<DatasetDecl>();
  CHECK(dataset.inputs.size() == 3);
  CHECK(dataset.inputs[2].alias.text.empty());
  CHECK(dataset.row_type != nullptr);
  std::vector<DatasetLineKind> kinds;
  for (const auto& line : dataset.lines) kinds.push_back(line.kind);
  using Kind = DatasetLineKind;
  CHECK(kinds == std::vector<Kind>{Kind::Spread, Kind::Column, Kind::Let, Kind::Each, Kind::Key, Kind::Seed,
                                   Kind::Shuffle, Kind::Rows, Kind::Keep, Kind::Distinct, Kind::Measure, Kind::Split,
                                   Kind::Budget, Kind::OnFailure, Kind::Output});
  CHECK(dataset.lines[4].list.size() == 2);
  CHECK(dataset.lines[7].by.size() == 2);
  CHECK(dataset.lines[7].second != nullptr);
  CHECK(dataset.lines[9].list.size() == 2);
  CHECK(dataset.lines[11].shares.size() == 2);
  CHECK(dataset.lines[13].policy == FailurePolicy::Stop);
}

TEST_CASE("a first word with a sign behind it is a column, whatever the word") {
  const Parsed parsed("dataset d {\n  rows = 5\n  seed: int = 7\n  output = \"x\"\n  let = 1\n  `first name` = 2\n}\n");
  CHECK(parsed.mistakes().empty());
  for (const auto& line : parsed.decl<DatasetDecl>().lines) CHECK(line.kind == DatasetLineKind::Column);
  CHECK(parsed.decl<DatasetDecl>().lines[4].name.quoted);
}

TEST_CASE("tests give, bind and expect") {
  const Parsed parsed(
      "test \"a sentence\" {\n  given d.x = 1\n  given f(_, a) = \"y\"\n  given g() = 1\n  row = d[0]\n  expect row.x "
      "== 1\n}\n");
  CHECK(parsed.mistakes().empty());
  const auto& test = parsed.decl<TestDecl>();
  CHECK(test.name.text == "a sentence");
  CHECK(test.lines[0].path.size() == 2);
  CHECK_FALSE(test.lines[0].has_params);
  CHECK(test.lines[1].params.size() == 2);
  CHECK(test.lines[2].has_params);
  CHECK(test.lines[3].kind == TestLineKind::Binding);
  CHECK(test.lines[4].kind == TestLineKind::Expect);
}

TEST_CASE("blanks at the end of a doc, which nobody sees, leave it where it is") {
  const Parsed parsed("## about p \t\nparam p = 1\n");
  CHECK(parsed.decl<ParamDecl>(0).doc == "about p");
}

TEST_CASE("comments are kept in their order, and documents find their place") {
  const Parsed parsed(
      "##! about the file\n##! more\n# plain\n## about p\nparam p = 1 # behind\n  # before a sign\n  + 2\ndataset d { "
      "## about d\n  x = 1 ## about x\n}\n");
  CHECK(parsed.mistakes().empty());
  CHECK(parsed.file.doc == "about the file\nmore");
  CHECK(parsed.file.comments.size() == 8);
  CHECK(parsed.file.comments[2].own_line);
  CHECK_FALSE(parsed.file.comments[4].own_line);
  CHECK(parsed.decl<ParamDecl>(0).doc == "about p");
  CHECK(parsed.decl<DatasetDecl>(1).doc == "about d");
  CHECK(parsed.decl<DatasetDecl>(1).lines[0].doc == "about x");
}

TEST_CASE("spans end with the last token of what they cover") {
  const Parsed parsed("param a = f(1)   # why\nparam b = 2\n");
  CHECK(parsed.sources.text(parsed.file.decls[0]->span) == "param a = f(1)");
}
