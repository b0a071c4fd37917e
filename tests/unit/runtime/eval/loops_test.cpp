#include <doctest/doctest.h>

#include "tests/unit/runtime/eval/row_fixture.h"

using namespace sdg;
using plan::BlockKind;
using plan::Builtin;
using plan::Value;
using test::PlanBuilder;
using test::Row;

using Sample = std::vector<std::int64_t>;

TEST_CASE("a mapping keeps order, filters, and knows positions") {
  PlanBuilder b;
  const auto block = b.block(BlockKind::Map);
  const auto x = b.local(block, 0), position = b.local(block, 1), length = b.local(block, 2);
  const auto body = b.list({x, position, length});
  const auto odd = b.apply(Builtin::Equal, {b.apply(Builtin::Modulo, {x, b.integer(2)}), b.integer(1)});
  const auto mapped = b.map(b.constant(test::list_of({3, 4, 5})), {block, body, odd});
  Row row(b);
  CHECK(row[mapped] == "[[3,0,3],[5,2,3]]");
}

TEST_CASE("all elements of a mapping ask at once, those filtered out never") {
  PlanBuilder b;
  const auto block = b.block(BlockKind::Map);
  const auto x = b.local(block, 0);
  const auto body = b.ask(b.concat({b.text("about "), x}), block);
  const auto mapped =
      b.map(b.constant(test::list_of({1, 2, 3})), {block, body, b.apply(Builtin::NotEqual, {x, b.integer(2)})});
  Row row(b);
  CHECK(row[mapped] == "pending");
  CHECK(row.questions.texts() == std::vector<std::string>{"about 1", "about 3"});
  CHECK(row.questions.all[1].sample.empty());  // an element is no sample: equal requests share a reply
  row.answer(1, "three");
  row.answer(0, "one");
  CHECK(row[mapped] == R"(["one","three"])");
}

TEST_CASE("copies of a repeat are samples 0, 1, 2 of one question") {
  PlanBuilder b;
  const auto block = b.block(BlockKind::Repeat);
  const auto repeated = b.repeat(b.integer(3), block, b.ask(b.text("a joke"), block));
  Row row(b);
  CHECK(row[repeated] == "pending");
  REQUIRE(row.questions.all.size() == 3);
  CHECK(row.questions.all[0].sample == Sample{});
  CHECK(row.questions.all[1].sample == Sample{1});
  CHECK(row.questions.all[2].sample == Sample{2});
  for (std::size_t i = 0; i < 3; ++i) row.answer(i, std::to_string(i));
  CHECK(row[repeated] == R"(["0","1","2"])");
}

TEST_CASE("positions of nested loops form a list, zeros at the end dropped; `sample` replaces the last") {
  PlanBuilder b;
  const auto outer = b.block(BlockKind::Repeat), inner = b.block(BlockKind::Repeat, outer);
  plan::Ask fixed;
  fixed.turns.push_back({plan::Role::User, b.text("fixed"), false});
  fixed.sample = 9;
  const auto body = b.list({b.ask(b.text("free"), inner), b.ask(fixed, inner)});
  const auto repeated = b.repeat(b.integer(2), outer, b.repeat(b.integer(2), inner, body));
  Row row(b);
  row.state(repeated);
  std::vector<Sample> free, replaced;
  for (const auto& question : row.questions.all) (question.ask->sample ? replaced : free).push_back(question.sample);
  CHECK(free == std::vector<Sample>{{}, {0, 1}, {1}, {1, 1}});
  CHECK(replaced == std::vector<Sample>{{0, 9}, {0, 9}, {1, 9}, {1, 9}});
}

TEST_CASE("a question outside of loops has the sample number that it names") {
  PlanBuilder b;
  plan::Ask asked;
  asked.turns.push_back({plan::Role::User, b.text("?"), false});
  asked.sample = 4;
  const auto reply = b.ask(asked);
  Row row(b);
  row.state(reply);
  CHECK(row.questions.all.at(0).sample == Sample{4});
}

TEST_CASE("iterate gives each step the value so far and stops once `until` holds") {
  PlanBuilder b;
  const auto block = b.block(BlockKind::Iterate);
  const auto it = b.local(block, 0);
  const auto doubled = b.apply(Builtin::Multiply, {it, b.integer(2)});
  const auto large = b.apply(Builtin::Greater, {doubled, b.integer(50)});
  const auto bounded = b.iterate(b.integer(10), b.integer(3), {block, doubled, large});
  const auto free = b.iterate(b.integer(4), b.integer(3), {block, doubled, {}});
  const auto none = b.iterate(b.integer(0), b.integer(3), {block, doubled, {}});
  Row row(b);
  CHECK(row[bounded] == "96");
  CHECK(row[free] == "48");
  CHECK(row[none] == "3");
}

TEST_CASE("until is not asked about the start, only after a step") {
  PlanBuilder b;
  const auto block = b.block(BlockKind::Iterate);
  const auto it = b.local(block, 0);
  const auto next = b.apply(Builtin::Add, {it, b.integer(1)});
  const auto done = b.apply(Builtin::GreaterEqual, {next, b.integer(0)});
  const auto iterated = b.iterate(b.integer(10), b.integer(5), {block, next, done});
  Row row(b);
  CHECK(row[iterated] == "6");
}

TEST_CASE("steps that ask go one after the other, each with its own sample number") {
  PlanBuilder b;
  const auto block = b.block(BlockKind::Iterate);
  const auto next = b.ask(b.concat({b.text("improve "), b.local(block, 0)}), block);
  const auto iterated = b.iterate(b.integer(2), b.text("draft"), {block, next, {}});
  Row row(b);
  CHECK(row[iterated] == "pending");
  CHECK(row.questions.texts() == std::vector<std::string>{"improve draft"});
  row.answer(0, "better");
  CHECK(row[iterated] == "pending");
  CHECK(row.questions.texts().back() == "improve better");
  CHECK(row.questions.all[1].sample == Sample{1});
  row.answer(1, "best");
  CHECK(row[iterated] == "\"best\"");
}

TEST_CASE("a draw is redrawn until it is accepted, and a hopeless one fails as rejected") {
  PlanBuilder b;
  const auto block = b.block(BlockKind::Redraw);
  const auto die = b.draw({Builtin::Integer, "die", {}}, {b.constant(test::list_of({1, 6}))}, block);
  const auto six = b.apply(Builtin::Equal, {b.local(block, 0), b.integer(6)});
  const auto seven = b.apply(Builtin::Equal, {b.local(block, 0), b.integer(7)});
  const auto accepted = b.redraw({block, die, six, 1000});
  const auto hopeless = b.redraw({block, die, seven, 20});
  Row row(b);
  CHECK(row[accepted] == "6");
  CHECK(row[hopeless] == "rejected");
}

TEST_CASE("a loop of absurd length fails its cell instead of filling the memory") {
  PlanBuilder b;
  const auto block = b.block(BlockKind::Repeat);
  const auto repeated = b.repeat(b.integer(std::int64_t{1} << 60), block, b.integer(1));
  const auto none = b.repeat(b.integer(-3), block, b.integer(1));
  Row row(b);
  CHECK(row[repeated] == "check");
  CHECK(row[none] == "[]");
}

TEST_CASE("an acceptance sees the reply as `it` and columns from around") {
  PlanBuilder b;
  const auto where = b.block(BlockKind::Where);
  const auto wanted = b.text("blue");
  plan::Ask asked;
  asked.turns.push_back({plan::Role::User, b.text("a colour"), false});
  asked.acceptance = plan::Acceptance{where, b.apply(Builtin::Equal, {b.local(where, 0), wanted}), {}, 2};
  const auto reply = b.ask(asked);
  Row row(b);
  row.state(reply);
  const auto& question = row.questions.all.at(0);
  auto& rejected = row.evaluator->question_frame(question, question.ask->acceptance->block, Value::string("red"));
  auto& accepted = row.evaluator->question_frame(question, question.ask->acceptance->block, Value::string("blue"));
  const auto condition = question.ask->acceptance->condition;
  CHECK_FALSE(row.evaluator->evaluate(condition, rejected).value->as_bool());
  CHECK(row.evaluator->evaluate(condition, accepted).value->as_bool());
}
