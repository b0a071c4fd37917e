#include <doctest/doctest.h>

#include <fmt/format.h>

#include "tests/unit/compiler/lower/compile.h"

using namespace sdg;

// What no person writes, and a program that writes programs may: each has an answer, in bounded time and on a bounded
// stack.
namespace {

std::string repeated(int count, auto&& line) {
  std::string text;
  for (int i = 0; i < count; ++i) text += line(i);
  return text;
}

/// The codes of what is told of a program.
std::string told(const std::string& program) {
  std::string codes;
  for (const diag::Diagnostic& diagnostic : test::compile(program)->diags.sorted())
    codes += (codes.empty() ? "" : " ") + diag::code_text(diagnostic.code);
  return codes;
}

std::string dataset(const std::string& lines) {
  return "dataset d {\n  rows 1\n" + lines + "  output \"d.jsonl\"\n}\n";
}

}  // namespace

TEST_CASE("columns that lead from one to the next without an end are told once") {
  const auto next = [](int i) { return fmt::format("  x{} = x{}\n", i, i + 1); };
  CHECK(told(dataset(repeated(20'000, next) + "  x20000 = 1\n")) == "SDG0101");
  CHECK(told(dataset(repeated(900, next) + "  x900 = 1\n")).empty());
  CHECK(told(dataset(repeated(20'000, [](int i) { return fmt::format("  x{} = x{}\n", i, (i + 1) % 20'000); }))) ==
        "SDG0101");
}

TEST_CASE("types and functions that lead too far are told once") {
  CHECK(told(repeated(20'000, [](int i) { return fmt::format("type T{} = [T{}]\n", i, i + 1); }) +
             "type T20000 = int\n") == "SDG0101");
  CHECK(told(repeated(20'000, [](int i) { return fmt::format("function f{}(x: int) -> int = f{}(x)\n", i, i + 1); }) +
             "function f20000(x: int) -> int = x\n") == "SDG0101");
}

TEST_CASE("functions that double what they call are counted, not put in their places") {
  const auto twice = [](int i) { return fmt::format("function f{0}(x: int) -> int = f{1}(x) + f{1}(x)\n", i, i + 1); };
  const std::string program = repeated(40, twice) + "function f40(x: int) -> int = x\n" + dataset("  x = f0(1)\n");
  CHECK(told(program).starts_with("SDG0101"));
}

TEST_CASE("after a hundred mistakes the rest is not told") {
  const auto unknown = [](int i) { return fmt::format("  x{} = nope{}\n", i, i); };
  const auto compiled = test::compile(dataset(repeated(50'000, unknown)));
  CHECK(compiled->diags.all().size() == 101);
  CHECK(compiled->diags.all().back().code == diag::Code::TooManyMistakes);
  CHECK(test::compile(dataset(repeated(50'000, [](int) { return "  x = 1\n"; })))->diags.all().size() == 101);
}

TEST_CASE("a word as long as a file is not told as a whole") {
  const auto diags = test::compile(std::string(1'000'000, 'a') + "\n")->diags.sorted();
  REQUIRE(diags.size() == 1);
  CHECK(diags[0].message.size() < 1000);
}
