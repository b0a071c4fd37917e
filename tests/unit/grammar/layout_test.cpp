#include "grammar/layout.hpp"

#include <doctest/doctest.h>

#include <string_view>

using sdg::grammar::Infix;
using sdg::grammar::Layout;
using sdg::grammar::Lines;

namespace {

/// What stands after the operand that the text begins after.
Infix after(std::string_view text, Lines lines = Lines::End) {
  Layout layout;
  layout.lines = lines;
  return find_infix(layout, text.data(), text.data() + text.size());
}

}  // namespace

TEST_CASE("the longest sign is the one that is meant") {
  CHECK(after(" // 2") == Infix::FloorDivide);
  CHECK(after(" / 2") == Infix::Divide);
  CHECK(after(" ?? 2") == Infix::Default);
  CHECK(after(" <= 2") == Infix::LessEqual);
  CHECK(after("..2") == Infix::Range);
  CHECK(after("...x") == Infix::None);
  CHECK(after(".name") == Infix::Dot);
  CHECK(after(".5") == Infix::None);
  CHECK(after(" not in xs") == Infix::NotIn);
  CHECK(after(" not xs") == Infix::None);
}

TEST_CASE("a word is an operator only where it ends") {
  CHECK(after(" or x") == Infix::Or);
  CHECK(after(" order") == Infix::None);
  CHECK(after(" in_x") == Infix::None);
}

TEST_CASE("signs of declarations and tags are no operators") {
  CHECK(after(" -> T") == Infix::None);
  CHECK(after(" => x") == Infix::None);
  CHECK(after(" = x") == Infix::None);
  CHECK(after(" -%}") == Infix::None);
  CHECK(after(" %}") == Infix::None);
  CHECK(after(" || x") == Infix::None);
}

TEST_CASE("a statement goes on where the next line begins with an infix sign other than minus") {
  CHECK(after("\n  + 2") == Infix::Add);
  CHECK(after("\n  - 2") == Infix::None);
  CHECK(after("\n  # why\n\n  else x") == Infix::Else);
  CHECK(after("\r\n  where it") == Infix::Where);
  CHECK(after("\n  .name") == Infix::Dot);
  CHECK(after("\n  ...name") == Infix::None);
  CHECK(after("\n  not in xs") == Infix::None);
  CHECK(after("\n  in xs") == Infix::In);
}

TEST_CASE("inside brackets a line break is a blank") {
  CHECK(after("\n - 2", Lines::Free) == Infix::Subtract);
  CHECK(after("\n not in xs", Lines::Free) == Infix::NotIn);
}

TEST_CASE("inside a string of one line nothing goes on after its line") {
  CHECK(after("\n + 2", Lines::Never) == Infix::None);
  CHECK(after(" + 2", Lines::Never) == Infix::Add);
}

TEST_CASE("inside a string of many lines a hash begins no comment") {
  CHECK(after("\n + 2", Lines::InText) == Infix::Add);
  CHECK(after(" # x\n + 2", Lines::InText) == Infix::None);
}
