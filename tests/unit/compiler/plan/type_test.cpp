#include "compiler/plan/type.h"

#include <doctest/doctest.h>

#include <string>

using namespace sdg::plan;

namespace {

Type bounded(TypeKind kind, std::optional<double> min, std::optional<double> max, std::string pattern = {}) {
  Type type;
  type.kind = kind;
  type.min = min;
  type.max = max;
  type.pattern = std::move(pattern);
  return type;
}

Field field(std::string name, TypeId type, std::optional<Value> default_value = {}) {
  Field made;
  made.name = std::move(name);
  made.type = type;
  made.default_value = std::move(default_value);
  return made;
}

}  // namespace

TEST_CASE("equal types are one type") {
  TypeTable types;
  const TypeId text = types.of(TypeKind::String);
  CHECK(types.list_of(text) == types.list_of(text));
  CHECK(types.list_of(text) != types.list_of(text, 1));
  CHECK(types.list_of(text, 1) != types.list_of(text, {}, 1));
  CHECK(types.record_of({field("a", text)}) == types.record_of({field("a", text)}));
  CHECK(types.record_of({field("a", text)}) != types.record_of({field("a", text)}, "A"));
  CHECK(types.record_of({field("a", text)}) != types.record_of({field("b", text)}));
  CHECK(types.add(bounded(TypeKind::Int, {}, {})) == types.of(TypeKind::Int));
}

TEST_CASE("values of different kinds make different types") {
  TypeTable types;
  const TypeId real = types.of(TypeKind::Float);
  CHECK(types.literal_of({Value(std::int64_t{1})}) != types.literal_of({Value(1.0)}));
  CHECK(types.literal_of({Value::string("ab")}) != types.literal_of({Value::string("a"), Value::string("b")}));
  CHECK(types.record_of({field("a", real, Value(std::int64_t{1}))}) != types.record_of({field("a", real, Value(1.0))}));
  CHECK(types.record_of({field("a", real)}) != types.record_of({field("a", real, Value())}));
}

TEST_CASE("an optional of an optional is one, and null and mistakes are theirs already") {
  TypeTable types;
  const TypeId maybe = types.optional_of(types.of(TypeKind::Int));
  CHECK(types.optional_of(maybe) == maybe);
  CHECK(types.required(maybe) == types.of(TypeKind::Int));
  CHECK(types.required(types.of(TypeKind::Int)) == types.of(TypeKind::Int));
  CHECK(types.optional_of(types.error()) == types.error());
  CHECK(types.optional_of(types.of(TypeKind::Null)) == types.of(TypeKind::Null));
}

TEST_CASE("types are shown as a person writes them") {
  TypeTable types;
  const TypeId text = types.of(TypeKind::String), whole = types.of(TypeKind::Int);
  CHECK(types.show(types.optional_of(text)) == "string?");
  CHECK(types.show(types.list_of(text, 2, 40)) == "[string](2..40)");
  CHECK(types.show(types.list_of(text, 2, 2)) == "[string](2)");
  CHECK(types.show(types.add(bounded(TypeKind::Float, 0, 0.5))) == "float(0..0.5)");
  CHECK(types.show(types.add(bounded(TypeKind::String, 1, {}))) == "string(1..)");
  CHECK(types.show(types.add(bounded(TypeKind::String, {}, 9))) == "string(..9)");
  CHECK(types.show(types.add(bounded(TypeKind::String, {}, {}, "^a+$"))) == "string(/^a+$/)");
  CHECK(types.show(types.literal_of({Value::string("a"), Value::string("b")})) == "\"a\" | \"b\"");
  CHECK(types.show(types.record_of({field("a", whole), field("b", types.optional_of(text))})) ==
        "{a: int, b: string?}");
  CHECK(types.show(types.list_of(types.record_of({field("a", whole)}, "Turn"))) == "[Turn]");
  CHECK(types.show(types.error()) == "unknown");
}

TEST_CASE("fields are found by name") {
  TypeTable types;
  const TypeId record = types.record_of({field("a", types.of(TypeKind::Int)), field("b", types.of(TypeKind::Bool))});
  CHECK(types.find_field(record, "b")->type == types.of(TypeKind::Bool));
  CHECK(types.field_index(record, "b") == 1);
  CHECK(types.find_field(record, "c") == nullptr);
}

TEST_CASE("a type stays where it is when others are added") {
  TypeTable types;
  const Type& first = types[types.list_of(types.of(TypeKind::Int))];
  for (int i = 0; i < 1'000; ++i) types.list_of(types.of(TypeKind::Int), i);
  CHECK(first.kind == TypeKind::List);
}
