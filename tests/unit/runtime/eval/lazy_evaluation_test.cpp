#include <doctest/doctest.h>

#include "tests/unit/runtime/eval/row_fixture.h"

using namespace sdg;
using plan::Builtin;
using plan::Value;
using test::PlanBuilder;
using test::Row;
using test::State;

TEST_CASE("an arm that is not taken asks nothing") {
  PlanBuilder b;
  const auto taken = b.ask(b.text("taken"));
  const auto other = b.ask(b.text("not taken"));
  const auto chosen = b.choose(b.constant(Value(true)), taken, other);
  Row row(b);
  CHECK(row[chosen] == "pending");
  CHECK(row.questions.texts() == std::vector<std::string>{"taken"});
  row.answer(0, "yes");
  CHECK(row[chosen] == "\"yes\"");
  CHECK(row.questions.all.size() == 1);
}

TEST_CASE("neither arm is asked before the condition is known") {
  PlanBuilder b;
  const auto judge = b.ask(b.text("which?"));
  const auto condition = b.apply(Builtin::Equal, {judge, b.text("a")});
  const auto chosen = b.choose(condition, b.ask(b.text("a")), b.ask(b.text("b")));
  Row row(b);
  CHECK(row[chosen] == "pending");
  CHECK(row.questions.texts() == std::vector<std::string>{"which?"});
  row.answer(0, "b");
  CHECK(row[chosen] == "pending");
  CHECK(row.questions.texts() == std::vector<std::string>{"which?", "b"});
}

TEST_CASE("a default is asked for only where the first is null") {
  PlanBuilder b;
  const auto present = b.coalesce(b.text("here"), b.ask(b.text("default")));
  const auto absent = b.coalesce(b.constant(Value()), b.ask(b.text("default")));
  Row row(b);
  CHECK(row[present] == "\"here\"");
  CHECK(row.questions.all.empty());
  CHECK(row[absent] == "pending");
  CHECK(row.questions.all.size() == 1);
}

TEST_CASE("a match takes the first arm that fits, and only that") {
  PlanBuilder b;
  using plan::Pattern;
  const auto text = [](std::string s) { return Pattern{Pattern::Kind::Literal, Value::string(std::move(s)), {}}; };
  const auto open_end = Pattern{Pattern::Kind::Range, Value(std::int64_t{3}), {}};
  const auto any = Pattern{Pattern::Kind::Any, {}, {}};
  const auto words = b.match({{{text("x"), text("y")}, {any}}}, {b.input(0), b.text("letter"), b.ask(b.text("other"))});
  const auto sizes = b.match({{{open_end}, {any}}}, {b.input(1), b.text("many"), b.text("few")});
  Row row(b, {{Value::string("y"), Value(std::int64_t{2})}, 0, "", 0});
  CHECK(row[words] == "\"letter\"");
  CHECK(row[sizes] == "\"few\"");
  CHECK(row.questions.all.empty());
}

TEST_CASE("a subject that no arm fits fails the cell") {
  PlanBuilder b;
  const plan::Pattern only{plan::Pattern::Kind::Literal, Value::string("x"), {}};
  const auto matched = b.match({{{only}}}, {b.text("z"), b.text("letter")});
  Row row(b);
  CHECK(row[matched] == "check");
}

TEST_CASE("questions that do not wait for each other go out together") {
  PlanBuilder b;
  const auto first = b.ask(b.text("first")), second = b.ask(b.text("second"));
  const auto both = b.concat({first, b.text(" and "), second});
  Row row(b);
  CHECK(row[both] == "pending");
  CHECK(row.questions.texts() == std::vector<std::string>{"first", "second"});
  row.answer(1, "B");
  CHECK(row[both] == "pending");
  row.answer(0, "A");
  CHECK(row[both] == "\"A and B\"");
  CHECK(row.questions.all.size() == 2);
}

TEST_CASE("a question is put once, with its turns, its settings and the inputs it waited for") {
  PlanBuilder b;
  const auto topic = b.ask(b.text("topic?"));
  plan::Ask asked;
  asked.turns = {{plan::Role::System, b.text("be brief"), false},
                 {plan::Role::User, b.input(0), true},
                 {plan::Role::User, b.concat({b.text("about "), topic}), false}};
  asked.settings = {{"temperature", b.real(0.5)}};
  const auto reply = b.ask(asked);
  const auto history =
      Value::list({test::record_of({{"role", Value::string("assistant")}, {"content", Value::string("hello")}})});
  Row row(b, {{history}, 0, "", 0});
  row.state(reply);
  row.answer(0, "cats");
  CHECK(row[reply] == "pending");
  CHECK(row[reply] == "pending");
  REQUIRE(row.questions.all.size() == 2);
  const auto& question = row.questions.all[1];
  REQUIRE(question.messages.size() == 3);
  CHECK(question.messages[0].role == plan::Role::System);
  CHECK(question.messages[1].role == plan::Role::Assistant);
  CHECK(question.messages[1].content == "hello");
  CHECK(question.messages[2].content == "about cats");
  REQUIRE(question.settings.size() == 1);
  CHECK(question.settings[0].first == "temperature");
  CHECK(question.settings[0].second == Value(0.5));
}

TEST_CASE("a failed cell fails what reads it, with the same failure, and nothing else") {
  PlanBuilder b;
  const auto asked = b.ask(b.text("?"));
  const auto reader = b.concat({b.text("<"), asked, b.text(">")});
  const auto bystander = b.concat({b.text("fine")});
  Row row(b);
  row.state(reader);
  row.fail(0, eval::Cause::Refusal);
  CHECK(row[reader] == "refusal");
  CHECK(row[bystander] == "\"fine\"");
  CHECK(row.evaluator->evaluate(reader).failure == row.evaluator->evaluate(asked).failure);
}

TEST_CASE("of two failures the first of the expression is told, whichever came first") {
  PlanBuilder b;
  const auto both = b.concat({b.ask(b.text("first")), b.ask(b.text("second"))});
  Row row(b);
  row.state(both);
  row.fail(1, eval::Cause::Transport);
  CHECK(row[both] == "pending");
  row.fail(0, eval::Cause::Length);
  CHECK(row[both] == "length");
}

TEST_CASE("an expression is as deep as it likes, and shared parts are looked at once") {
  PlanBuilder b;
  auto sum = b.apply(Builtin::Add, {b.integer(1), b.row_index()});
  auto waiting = b.ask(b.text("?"));
  for (int i = 0; i < 5000; ++i) sum = b.apply(Builtin::Add, {sum, b.integer(1)});
  for (int i = 0; i < 5000; ++i) waiting = b.choose(b.constant(Value(true)), waiting, waiting);
  auto doubled = waiting;
  for (int i = 0; i < 300; ++i) doubled = b.list({doubled, doubled}, {true, false});
  Row row(b);
  CHECK(row[sum] == "5001");
  CHECK(row[doubled] == "pending");  // two to the three hundredth, looked at naively
  CHECK(row.questions.all.size() == 1);
  row.fail(0, eval::Cause::Format);
  CHECK(row[doubled] == "format");
}
