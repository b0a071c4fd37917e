#include "compiler/diag/text_renderer.h"

#include <doctest/doctest.h>

#include <vector>

#include "source_fixture.h"

using namespace sdg::diag;

namespace {

std::string shown(const SourceFixture& source, const Diagnostic& diag, const TextStyle& style = {}) {
  return "\n" + render_text(diag, source.map, style);  // so that the expected text can begin on a line of its own
}

}  // namespace

TEST_CASE("a mistake is shown with its place, its line, its label and what to do") {
  const SourceFixture source("dataset d {\n  rows 1\n  use_case = \"weather\"\n  prompt   = \"about {usecase}\"\n}\n",
                             "pipeline.sdg");
  auto diag =
      mistake(source.at("usecase"), "there is no column `usecase` here", "not a column, parameter or source of `d`");
  diag.code = Code::UnknownColumn;
  diag.hints.push_back({"there is `use_case`", {{source.at("usecase"), "use_case"}}});
  CHECK(shown(source, diag) == R"(
error[SDG0210]: there is no column `usecase` here
  ╭─ pipeline.sdg:4:22
4 │   prompt   = "about {usecase}"
  │                      ^^^^^^^ not a column, parameter or source of `d`
  ╰─ help: there is `use_case`
)");
}

TEST_CASE("numbers of several digits share one gutter") {
  const SourceFixture source("a\n\n\n\n\n\n\n\nb\nc\n" + std::string(90, '\n') + "d\n");
  auto diag = mistake(source.at("c"), "wrong");
  diag.others.push_back({source.at("b"), "nine"});
  CHECK(shown(source, diag) == R"(
error[SDG0200]: wrong
  ╭─ a.sdg:10:1
9 │ b
  │ - nine
10│ c
  │ ^
)");
  diag.others.push_back({source.at("d"), "one hundred and one"});
  CHECK(shown(source, diag) == R"(
error[SDG0200]: wrong
   ╭─ a.sdg:10:1
9  │ b
   │ - nine
10 │ c
   │ ^
   ┆
101│ d
   │ - one hundred and one
)");
}

TEST_CASE("labels of one line stand one under the other") {
  const SourceFixture source("total = age + \"years\"\n");
  auto diag = mistake(source.at("+"), "an int and a string cannot be added", "adds");
  diag.others.push_back({source.at("\"years\""), "this is a string"});
  diag.others.push_back({source.at("age"), "this is an int"});
  CHECK(shown(source, diag) == R"(
error[SDG0200]: an int and a string cannot be added
  ╭─ a.sdg:1:13
1 │ total = age + "years"
  │         --- this is an int
  │             ^ adds
  │               ------- this is a string
)");
}

TEST_CASE("a label in another file is shown under that file's name") {
  SourceFixture source("use \"./people.sdg\" as people\nx = people.Sex\n");
  const auto other = source.add("people.sdg", "type Sex = \"f\" | \"m\"\n");
  auto diag = mistake(source.at("people.Sex"), "a type is no value", "used as a value");
  diag.others.push_back({source.at("Sex", other), "declared here as a type"});
  CHECK(shown(source, diag) == R"(
error[SDG0200]: a type is no value
  ╭─ a.sdg:2:5
2 │ x = people.Sex
  │     ^^^^^^^^^^ used as a value
  ├─ people.sdg:1:6
1 │ type Sex = "f" | "m"
  │      --- declared here as a type
)");
}

TEST_CASE("lines between are left out, but a single one is shown") {
  const SourceFixture source("one\ntwo\nthree\nfour\nfive\nsix\n");
  auto diag = mistake(source.at("three"), "wrong", "here");
  diag.others.push_back({source.at("one"), "first"});
  diag.others.push_back({source.at("six"), "last"});
  CHECK(shown(source, diag) == R"(
error[SDG0200]: wrong
  ╭─ a.sdg:3:1
1 │ one
  │ --- first
2 │ two
3 │ three
  │ ^^^^^ here
  ┆
6 │ six
  │ --- last
)");
}

TEST_CASE("of a span of many lines the first and the last are shown") {
  const SourceFixture source("x = \"\"\"\n  a\n  b\n  \"\"\" + 1\n");
  const auto diag = mistake(source.at("\"\"\"\n  a\n  b\n  \"\"\""), "a string here", "this string");
  CHECK(shown(source, diag) == R"(
error[SDG0200]: a string here
  ╭─ a.sdg:1:5
1 │ x = """
  │     ^^^…
  ┆
4 │   """ + 1
  │   ^^^ this string
)");
}

TEST_CASE("the line break at the end of a span does not make it one of two lines") {
  const SourceFixture source("abc\r\ndef\r\n");
  CHECK(shown(source, mistake(source.at("c\r\n"), "wrong")) == R"(
error[SDG0200]: wrong
  ╭─ a.sdg:1:3
1 │ abc
  │   ^
)");
}

TEST_CASE("notes and several hints hang on one frame") {
  const SourceFixture source("x = ask(q).score\n");
  auto diag = mistake(source.at("q"), "`q` may be null", "a `string?`");
  diag.notes.push_back("a model is asked with text\nand null is none");
  diag.hints.push_back({"give it a default", {{source.at("q"), "q ?? \"none\""}}});
  diag.hints.push_back({"ask only where there is one", {}});
  CHECK(shown(source, diag) == R"(
error[SDG0200]: `q` may be null
  ╭─ a.sdg:1:9
1 │ x = ask(q).score
  │         ^ a `string?`
  ├─ note: a model is asked with text
  │        and null is none
  ├─ help: give it a default
  │          x = ask(q ?? "none").score
  ╰─ help: ask only where there is one
)");
}

TEST_CASE("a fix of several lines is shown as it would read, less its indentation") {
  const SourceFixture source("dataset d {\n  text = ask(a) + ask(b) where ok\n}\n");
  auto diag = mistake(source.at("ask(a) + ask(b)"), "`where` stands on one call");
  const auto line = source.at("  text");
  diag.hints.push_back({"name the call with `let`",
                        {{{{0}, line.begin, line.begin}, "  let draft = ask(a) where ok\n"},
                         {source.at("ask(a)"), "draft"},
                         {source.at(" where ok"), ""}}});
  CHECK(shown(source, diag) == R"(
error[SDG0200]: `where` stands on one call
  ╭─ a.sdg:2:10
2 │   text = ask(a) + ask(b) where ok
  │          ^^^^^^^^^^^^^^^
  ╰─ help: name the call with `let`
             let draft = ask(a) where ok
             text = draft + ask(b)
)");
}

TEST_CASE("tabs are expanded, and the caret goes with them") {
  const SourceFixture source("\tx\t= nope\n");
  CHECK(shown(source, mistake(source.at("nope"), "wrong", "here")) == R"(
error[SDG0200]: wrong
  ╭─ a.sdg:1:6
1 │     x   = nope
  │           ^^^^ here
)");
}

TEST_CASE("wide and combining characters are measured as a terminal shows them") {
  const SourceFixture source("名 = \"😀\" + nope\ncafe\u0301 = nada\n");
  CHECK(shown(source, mistake(source.at("nope"), "wrong", "here")) == R"(
error[SDG0200]: wrong
  ╭─ a.sdg:1:11
1 │ 名 = "😀" + nope
  │             ^^^^ here
)");
  CHECK(shown(source, mistake(source.at("nada"), "wrong", "here")) ==
        "\nerror[SDG0200]: wrong\n  ╭─ a.sdg:2:9\n2 │ cafe\u0301 = nada\n  │        ^^^^ here\n");
  CHECK(shown(source, mistake(source.at("😀"), "wrong")) == R"(
error[SDG0200]: wrong
  ╭─ a.sdg:1:6
1 │ 名 = "😀" + nope
  │       ^^
)");
}

TEST_CASE("half a character is marked whole") {
  const SourceFixture source("x = 日本");
  CHECK(shown(source, mistake({{0}, 5, 6}, "wrong")) == R"(
error[SDG0200]: wrong
  ╭─ a.sdg:1:6
1 │ x = 日本
  │     ^^
)");
}

TEST_CASE("nothing of a source or a message is obeyed by the terminal") {
  const SourceFixture source("x = \"\x1b[31m\x01\" # \u202Eevil\n");
  CHECK(shown(source, mistake(source.at("x"), "bad \x1b[2J name", "a\nb")) == R"(
error[SDG0200]: bad ␛[2J name
  ╭─ a.sdg:1:1
1 │ x = "␛[31m␁" # �evil
  │ ^ a␊b
)");
}

TEST_CASE("bytes that are not UTF-8 are shown as such") {
  const SourceFixture source("x = \xFF\xC3(nope\n");
  CHECK(shown(source, mistake(source.at("nope"), "wrong")) == R"(
error[SDG0200]: wrong
  ╭─ a.sdg:1:8
1 │ x = ��(nope
  │        ^^^^
)");
}

TEST_CASE("a place at the end of the file, or in a file that is empty, is a place") {
  const SourceFixture source("x = (1");
  CHECK(shown(source, mistake({{0}, 6, 6}, "a bracket is open", "`)` expected")) == R"(
error[SDG0200]: a bracket is open
  ╭─ a.sdg:1:7
1 │ x = (1
  │       ^ `)` expected
)");
  const SourceFixture empty("");
  CHECK(shown(empty, mistake({{0}, 0, 0}, "there is no dataset")) == R"(
error[SDG0200]: there is no dataset
  ╭─ a.sdg:1:1
1 │
  │ ^
)");
}

TEST_CASE("bad spans are shown at the nearest place there is") {
  const SourceFixture source("x = 1\ny = 2\n");
  const std::string at_the_end = R"(
error[SDG0200]: wrong
  ╭─ a.sdg:3:1
3 │
  │ ^
)";
  CHECK(shown(source, mistake({{0}, 900, 950}, "wrong")) == at_the_end);
  CHECK(shown(source, mistake({{0}, 900, 0}, "wrong")) == at_the_end);
  CHECK(shown(source, mistake({{0}, 4, 1}, "wrong")) == R"(
error[SDG0200]: wrong
  ╭─ a.sdg:1:5
1 │ x = 1
  │     ^
)");
}

TEST_CASE("a mistake in no file has no frame but keeps its advice") {
  const SourceFixture source("x");
  auto diag = mistake({{77}, 0, 1}, "nothing to run");
  diag.severity = Severity::Warning;
  diag.hints.push_back({"declare a dataset", {{{{77}, 0, 0}, "dataset d {}"}}});
  CHECK(shown(source, diag) == R"(
warning[SDG0200]: nothing to run
  ╰─ help: declare a dataset
)");
}

TEST_CASE("a message may go on below its first line") {
  const SourceFixture source("x = 1\n");
  CHECK(shown(source, mistake(source.at("1"), "another type is needed\nexpected: string\nfound:    int")) == R"(
error[SDG0200]: another type is needed
  expected: string
  found:    int
  ╭─ a.sdg:1:5
1 │ x = 1
  │     ^
)");
}

TEST_CASE("long lines are cut around their mark") {
  const std::string filler(60, '.');
  const SourceFixture source("prompt = \"" + filler + "{nope}" + filler + "\"\n");
  TextStyle style;
  style.width = 44;
  CHECK(shown(source, mistake(source.at("nope"), "wrong", "here"), style) == R"(
error[SDG0200]: wrong
  ╭─ a.sdg:1:72
1 │ …................{nope}................…
  │                   ^^^^ here
)");
  CHECK(shown(source, mistake(source.at("prompt"), "wrong", "here"), style) == R"(
error[SDG0200]: wrong
  ╭─ a.sdg:1:1
1 │ prompt = "............................…
  │ ^^^^^^ here
)");
  CHECK(shown(source, mistake({{0}, 137, 138}, "wrong", "here"), style) == R"(
error[SDG0200]: wrong
  ╭─ a.sdg:1:138
1 │ …....................................."
  │                                        ^ here
)");
}

TEST_CASE("a mark that is wider than the terminal is cut too") {
  const SourceFixture source("x = \"" + std::string(200, 'a') + "\"\n");
  TextStyle style;
  style.width = 1;  // however small: some source is always shown
  auto diag = mistake({{0}, 4, 206}, "wrong", "here");
  diag.others.push_back({source.at("x"), "out of sight"});
  CHECK(shown(source, diag, style) == R"(
error[SDG0200]: wrong
  ╭─ a.sdg:1:5
1 │ …"aaaaaaaaaaaaaaaaa…
  │  - out of sight
  │  ^^^^^^^^^^^^^^^^^^ here
)");
}

TEST_CASE("without Unicode the frame is drawn in ASCII and the source stays as it is") {
  SourceFixture source("x = \"é\n\n\n\n\"" + std::string(120, '.') + "\n");
  const auto other = source.add("b.sdg", "y");
  auto diag = mistake({{0}, 4, 12}, "wrong", "here");
  diag.others.push_back({source.at("y", other), "there"});
  diag.notes.push_back("why");
  diag.hints.push_back({"what to do", {}});
  TextStyle style;
  style.charset = Charset::Ascii;
  style.width = 30;
  CHECK(shown(source, diag, style) == R"(
error[SDG0200]: wrong
  ,- a.sdg:1:5
1 | x = "é
  |     ^^...
  :
5 | "......................
  | ^ here
  |- b.sdg:1:1
1 | y
  | - there
  |- note: why
  `- help: what to do
)");
}

TEST_CASE("colour only repeats what the text says") {
  const SourceFixture source("x = nope\n");
  auto diag = mistake(source.at("nope"), "wrong", "here");
  diag.others.push_back({source.at("x"), "there"});
  diag.hints.push_back({"do this", {}});
  TextStyle style;
  style.color = Color::Always;
  auto coloured = render_text(diag, source.map, style);
  CHECK(coloured ==
        "\x1b[1;31merror[SDG0200]\x1b[0m\x1b[1m: wrong\x1b[0m\n"
        "\x1b[34m  ╭─\x1b[0m a.sdg:1:5\n"
        "\x1b[34m1 │\x1b[0m x = nope\n"
        "\x1b[34m  │\x1b[0m \x1b[36m- there\x1b[0m\n"
        "\x1b[34m  │\x1b[0m     \x1b[1;31m^^^^ here\x1b[0m\n"
        "\x1b[34m  ╰─\x1b[0m \x1b[32mhelp:\x1b[0m do this\n");
  for (auto begin = coloured.find('\x1b'); begin != std::string::npos; begin = coloured.find('\x1b')) {
    coloured.erase(begin, coloured.find('m', begin) - begin + 1);
  }
  CHECK(coloured == render_text(diag, source.map));
}

TEST_CASE("several mistakes are parted by blank lines and counted at the end") {
  const SourceFixture source("x\n");
  std::vector<Diagnostic> diags{mistake(source.at("x"), "one"), mistake(source.at("x"), "two")};
  diags[1].severity = Severity::Warning;
  CHECK("\n" + render_text(diags, source.map) == R"(
error[SDG0200]: one
  ╭─ a.sdg:1:1
1 │ x
  │ ^

warning[SDG0200]: two
  ╭─ a.sdg:1:1
1 │ x
  │ ^
)");
  CHECK(summary(diags) == "1 error, 1 warning");
  diags.push_back(diags[0]);
  CHECK(summary(diags) == "2 errors, 1 warning");
  CHECK(summary(std::vector{diags[1], diags[1]}) == "2 warnings");
  CHECK(summary({}) == "");
}

TEST_CASE("whatever bytes and spans come, something is drawn") {
  std::uint32_t state = 1;
  const auto next = [&](std::uint32_t below) {
    state = state * 1664525 + 1013904223;
    return (state >> 8) % below;
  };
  constexpr std::string_view pieces[] = {"a", "\t", "\n", "\r\n", "\xFF", "é", "日", "😀", "\u0301", "\x1b", "\r", " "};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (auto left = next(60); left > 0; --left) text += pieces[next(std::size(pieces))];
    const SourceFixture source(text);
    const auto any_span = [&] { return sdg::source::Span{{next(8) == 0}, next(120), next(120)}; };
    auto diag = mistake(any_span(), text, text);
    for (auto left = next(4); left > 0; --left) diag.others.push_back({any_span(), "other"});
    diag.hints.push_back({text, {{any_span(), text}, {any_span(), ""}}});
    TextStyle style;
    style.width = next(60);
    style.tab_width = next(30);
    CHECK(render_text(diag, source.map, style).starts_with("error["));
  }
}
