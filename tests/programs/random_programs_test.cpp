#include <doctest/doctest.h>

#include <fmt/format.h>

#include <cstdint>
#include <string_view>

#include "compiler/plan/plan.h"
#include "tests/support/program_tree.h"
#include "tests/support/random_program.h"
#include "tests/unit/compiler/lower/compile.h"

// Programs that nobody has written: what holds for those of the house holds for them.
namespace {

constexpr std::uint64_t kPrograms = 400;

/// Without the places, and the blanks that depend on their length: they are what formatting changes.
std::string plan_of(const std::string& program) {
  std::string json = sdg::plan::to_json(sdg::test::compile(program)->plan);
  constexpr std::string_view kSpan = "\"span\": [";
  for (auto at = json.find(kSpan); at != json.npos; at = json.find(kSpan, at)) json.erase(at, json.find(']', at) - at);
  std::erase_if(json, [](char c) { return c == ' ' || c == '\n'; });
  return json;
}

/// The plan of each test is made as well: what it gives stands in other places.
std::string told(const std::string& program) {
  const auto compiled = sdg::test::compile(program);
  for (const auto& test : compiled->module.tests) {
    sdg::lower::Inputs inputs;
    inputs.test = &test;
    sdg::lower::lower(compiled->module, compiled->sources, inputs, compiled->diags);
  }
  std::string all;
  for (const auto& diag : compiled->diags.sorted()) all += sdg::diag::code_text(diag.code) + " " + diag.message + "\n";
  return all;
}

}  // namespace

TEST_CASE("a well-typed program of any shape compiles, and is the same program when it is formatted") {
  for (std::uint64_t seed = 0; seed < kPrograms; ++seed) {
    const std::string program = sdg::test::random_program(seed);
    CAPTURE(seed);
    CAPTURE(program);
    REQUIRE(told(program) == "");
    const auto before = sdg::test::read_program(program);
    REQUIRE(before.formatted.has_value());
    const auto after = sdg::test::read_program(*before.formatted);
    CHECK(after.tree == before.tree);
    CHECK(after.formatted == before.formatted);
    CHECK(plan_of(*before.formatted) == plan_of(program));
  }
}

TEST_CASE("a seed has one program, and another seed another") {
  CHECK(sdg::test::random_program(7) == sdg::test::random_program(7));
  CHECK(sdg::test::random_program(7) != sdg::test::random_program(8));
}
