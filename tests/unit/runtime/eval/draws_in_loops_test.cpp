#include <doctest/doctest.h>

#include "tests/unit/runtime/eval/draw_fixture.h"

using namespace sdg;
using namespace sdg::test;
using plan::BlockKind;

namespace {

plan::NodeId number(PlanBuilder& b, plan::BlockId block) {
  return b.draw({Builtin::Integer, "n", {}}, {b.constant(list_of({1, 1'000'000'000}))}, block);
}

std::vector<Value> drawn_for(std::vector<std::int64_t> elements) {
  PlanBuilder b;
  const auto block = b.block(BlockKind::Map);
  const auto mapped = b.map(b.constant(list_of(std::move(elements))), {block, number(b, block), {}});
  Row row(b);
  const auto items = row.evaluator->evaluate(mapped).value->items();
  return {items.begin(), items.end()};
}

std::vector<Value> copies(std::int64_t count) {
  PlanBuilder b;
  const auto block = b.block(BlockKind::Repeat);
  const auto repeated = b.repeat(b.integer(count), block, number(b, block));
  Row row(b);
  const auto items = row.evaluator->evaluate(repeated).value->items();
  return {items.begin(), items.end()};
}

}  // namespace

TEST_CASE("a draw in a mapping goes with its element: insertion and order move no other") {
  const auto before = drawn_for({5, 6}), after = drawn_for({4, 6, 5});
  CHECK(after[2] == before[0]);
  CHECK(after[1] == before[1]);
  CHECK(before[0] != before[1]);
}

TEST_CASE("equal elements are told apart by their number") {
  const auto drawn = drawn_for({5, 5, 5});
  CHECK(drawn[0] != drawn[1]);
  CHECK(drawn[1] != drawn[2]);
  CHECK(drawn_for({5})[0] == drawn[0]);
}

TEST_CASE("more copies keep the first ones") {
  const auto two = copies(2), five = copies(5);
  CHECK(two[0] == five[0]);
  CHECK(two[1] == five[1]);
  CHECK(five[0] != five[1]);
}

TEST_CASE("a draw that is accepted at once is the draw without a condition") {
  PlanBuilder b;
  const auto block = b.block(BlockKind::Redraw);
  const auto redrawn = b.redraw({block, number(b, block), b.constant(Value(true)), 1000});
  const auto plain = number(b, {});
  Row row(b);
  CHECK(row[redrawn] == row[plain]);
}

TEST_CASE("a redraw waits for what its condition asks, and goes on where it stopped") {
  PlanBuilder b;
  const auto block = b.block(BlockKind::Redraw);
  const auto limit = b.apply(Builtin::Int, {b.ask(b.text("how large?"))});
  const auto small = b.apply(Builtin::Less, {b.local(block, 0), limit});
  const auto redrawn = b.redraw({block, number(b, block), small, 1000});
  Row row(b);
  CHECK(row[redrawn] == "pending");
  row.answer(0, "500000000");
  CHECK(row.evaluator->evaluate(redrawn).value->as_int() < 500'000'000);
}

TEST_CASE("an arm that is not taken is not drawn, and what is drawn once stays") {
  PlanBuilder b;
  const auto empty = b.draw({Builtin::Choice, "c", {}}, {b.constant(list_of({}))});
  const auto chosen = b.choose(b.constant(Value(false)), empty, number(b, {}));
  Row row(b);
  const auto first = row[chosen];
  CHECK(first != "draw");
  CHECK(row[chosen] == first);
  CHECK(row[empty] == "draw");
}

TEST_CASE("arguments of a draw may be asked for, and their names are heeded") {
  PlanBuilder b;
  const auto options = b.list({b.ask(b.text("?"))});
  const auto chosen = b.draw({Builtin::Choice, "c", {}}, {options});
  const auto normal = b.draw({Builtin::Normal, "n", {"sd", "mean"}}, {b.integer(0), b.integer(7)});
  Row row(b);
  CHECK(row[chosen] == "pending");
  row.answer(0, "only");
  CHECK(row[chosen] == "\"only\"");
  CHECK(row[normal] == "7.0");
}

TEST_CASE("a pattern is a regular expression where its type says so") {
  PlanBuilder b;
  const auto regex = b.typed(b.text("a{3}"), b.types().of(plan::TypeKind::Regex));
  const auto drawn = b.draw({Builtin::Pattern, "p", {}}, {regex});
  const auto plain = b.draw({Builtin::Pattern, "p", {}}, {b.text("a{3}")});
  Row row(b);
  CHECK(row[drawn] == "\"aaa\"");
  CHECK(row[plain] == "\"a{3}\"");
}
