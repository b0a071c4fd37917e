#include <doctest/doctest.h>

#include "tests/unit/runtime/eval/row_fixture.h"

using namespace sdg;
using plan::Builtin;
using plan::Value;
using test::PlanBuilder;
using test::Row;
using test::State;

TEST_CASE("a row's inputs, its number and their fields are read where they are") {
  PlanBuilder b;
  const auto name = b.field(b.input(0), "name"), missing = b.field(b.input(0), "age"), index = b.row_index();
  Row row(b, {{test::record_of({{"name", Value::string("Ada")}})}, 7, "", 0});
  CHECK(row[name] == "\"Ada\"");
  CHECK(row[missing] == "null");
  CHECK(row[index] == "7");
}

TEST_CASE("lists open their spreads, records keep their order") {
  PlanBuilder b;
  const auto list = b.list({b.integer(1), b.constant(test::list_of({2, 3})), b.integer(4)}, {false, true, false});
  const auto record = b.record({"b", "a"}, {b.integer(1), list});
  Row row(b);
  CHECK(row[record] == R"({"b":1,"a":[1,2,3,4]})");
}

TEST_CASE("a template prints what stands in it") {
  PlanBuilder b;
  const auto text = b.concat({b.text("n = "), b.integer(3), b.text(", xs = "), b.constant(test::list_of({1, 2}))});
  Row row(b);
  CHECK(row[text] == "\"n = 3, xs = [1,2]\"");
}

TEST_CASE("an operator without a result fails its cell with the cause") {
  PlanBuilder b;
  const auto division = b.apply(Builtin::FloorDivide, {b.integer(1), b.integer(0)});
  const auto index = b.apply(Builtin::Subscript, {b.constant(test::list_of({1})), b.integer(5)});
  const auto number = b.apply(Builtin::Int, {b.text("seven")});
  Row row(b);
  CHECK(row[division] == "arithmetic");
  CHECK(row[index] == "index");
  CHECK(row[number] == "conversion");
}

TEST_CASE("a function of many arguments takes them all") {
  PlanBuilder b;
  PlanBuilder::NodeIds numbers;
  for (int i = 0; i < 9; ++i) numbers.push_back(b.integer((i * 5) % 9));
  const auto largest = b.apply(Builtin::Max, numbers);
  Row row(b);
  CHECK(row[largest] == "8");
}

TEST_CASE("a value outside its type fails, and says where") {
  PlanBuilder b;
  plan::Type score;
  score.kind = plan::TypeKind::Int;
  score.min = 1;
  score.max = 5;
  const auto bounded = b.types().add(score);
  const auto record = b.types().record_of({{"scores", b.types().list_of(bounded), "", {}}});
  const auto good = b.check(b.constant(test::record_of({{"scores", test::list_of({1, 5})}})), record);
  const auto bad = b.check(b.constant(test::record_of({{"scores", test::list_of({1, 7})}})), record);
  Row row(b);
  CHECK(row[good] == R"({"scores":[1,5]})");
  const auto failed = row.evaluator->evaluate(bad);
  REQUIRE(failed.state == State::Failed);
  CHECK(failed.failure->cause == eval::Cause::Check);
  CHECK(failed.failure->message == "scores[1]: expected an int from 1 to 5, not 7");
}

TEST_CASE("a record that leaves out a field with a default gets it where its type is demanded") {
  PlanBuilder b;
  const auto text = b.types().of(plan::TypeKind::String);
  const auto turn = b.types().record_of({{"role", text, "", {}}, {"content", text, "", Value::string("")}});
  const auto checked = b.check(b.record({"role"}, {b.text("user")}), turn);
  Row row(b);
  CHECK(row[checked] == R"({"role":"user","content":""})");
}

TEST_CASE("a table is the list of its rows") {
  PlanBuilder b;
  b.dataset().tables.push_back({plan::InputSpec::Kind::Source, 0});
  const auto length = b.apply(Builtin::Length, {b.node(plan::NodeKind::Table, 0, {})});
  Row row(b);
  row.tables.table = test::list_of({4, 5, 6});
  CHECK(row[length] == "3");
}

TEST_CASE("a pattern that stands in the program is compiled once and works as any other") {
  PlanBuilder b;
  const auto matches = b.apply(Builtin::Matches, {b.input(0), b.text("^[a-z]+$")});
  Row row(b, {{Value::string("abc")}, 0, "", 0});
  CHECK(row[matches] == "true");
}
