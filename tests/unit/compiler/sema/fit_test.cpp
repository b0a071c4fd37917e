#include "compiler/sema/fit.h"

#include <doctest/doctest.h>

#include <vector>

using namespace sdg;
using plan::TypeId;
using plan::TypeKind;
using plan::Value;
using sema::Fit;

namespace {

struct Types {
  plan::TypeTable table;
  TypeId string = table.of(TypeKind::String), whole = table.of(TypeKind::Int), real = table.of(TypeKind::Float),
         json = table.of(TypeKind::Json), null = table.of(TypeKind::Null);

  TypeId literals(std::vector<std::string> texts) {
    std::vector<Value> values;
    for (std::string& text : texts) values.push_back(Value::string(std::move(text)));
    return table.literal_of(std::move(values));
  }
  TypeId bounded(TypeKind kind, double min, double max) {
    plan::Type type;
    type.kind = kind;
    type.min = min;
    type.max = max;
    return table.add(std::move(type));
  }
  Fit fit(TypeId have, TypeId want) { return sema::fit(table, have, want); }
};

}  // namespace

TEST_CASE("an int is a float when it is computed, and a float is never an int") {
  Types types;
  CHECK(types.fit(types.whole, types.real) == Fit::Checked);
  CHECK(types.fit(types.real, types.whole) == Fit::No);
}

TEST_CASE("a value may be where null is allowed, null is not where a value is needed") {
  Types types;
  const TypeId maybe = types.table.optional_of(types.string);
  CHECK(types.fit(types.string, maybe) == Fit::Yes);
  CHECK(types.fit(types.null, maybe) == Fit::Yes);
  CHECK(types.fit(maybe, types.string) == Fit::No);
}

TEST_CASE("a union of literals is a string, and fits a larger union") {
  Types types;
  const TypeId two = types.literals({"a", "b"}), three = types.literals({"c", "a", "b"});
  CHECK(types.fit(two, types.string) == Fit::Yes);
  CHECK(types.fit(two, three) == Fit::Yes);
  CHECK(types.fit(three, two) == Fit::No);
  CHECK(types.fit(types.string, two) == Fit::No);
}

TEST_CASE("a constraint that a type lacks is looked at when the value is there") {
  Types types;
  const TypeId narrow = types.bounded(TypeKind::Int, 2, 3), wide = types.bounded(TypeKind::Int, 1, 5);
  CHECK(types.fit(types.whole, wide) == Fit::Checked);
  CHECK(types.fit(narrow, wide) == Fit::Yes);
  CHECK(types.fit(wide, narrow) == Fit::Checked);
}

TEST_CASE("records fit by their fields, whatever they are called") {
  Types types;
  const TypeId point = types.table.record_of({{"x", types.whole, {}, {}}, {"y", types.whole, {}, {}}}, "Point");
  const TypeId other = types.table.record_of({{"x", types.whole, {}, {}}, {"y", types.whole, {}, {}}}, "Other");
  const TypeId wider =
      types.table.record_of({{"x", types.whole, {}, {}}, {"y", types.whole, {}, {}}, {"z", types.whole, {}, {}}});
  const TypeId less = types.table.record_of({{"x", types.whole, {}, {}}});
  CHECK(types.fit(other, point) == Fit::Yes);
  CHECK(types.fit(wider, point) == Fit::Checked);
  CHECK(types.fit(less, point) == Fit::No);
}

TEST_CASE("json holds anything, and is looked at where something is needed") {
  Types types;
  CHECK(types.fit(types.string, types.json) == Fit::Yes);
  CHECK(types.fit(types.json, types.string) == Fit::Checked);
}

TEST_CASE("values of two types have the narrowest type in common, or none") {
  Types types;
  CHECK(sema::common_type(types.table, types.whole, types.real) == types.real);
  CHECK(sema::common_type(types.table, types.null, types.string) == types.table.optional_of(types.string));
  CHECK(sema::common_type(types.table, types.literals({"a"}), types.literals({"b"})) == types.literals({"a", "b"}));
  CHECK(sema::common_type(types.table, types.literals({"a"}), types.string) == types.string);
  CHECK(sema::common_type(types.table, types.whole, types.string) == std::nullopt);
}

TEST_CASE("many types have one in common, whatever their order") {
  Types types;
  const TypeId a = types.literals({"a"}), b = types.literals({"b"}), c = types.literals({"c"});
  const auto common = [&](std::vector<TypeId> all) { return sema::common_type(types.table, all); };
  CHECK(common({a, types.null, b, a, c}) == types.table.optional_of(types.literals({"a", "b", "c"})));
  CHECK(common({types.whole, types.string, types.json}) == types.json);
  CHECK(common({types.whole, a, types.whole}) == std::nullopt);
  CHECK(common({types.table.list_of(a, 1, 1), types.table.list_of(b, 3, 3)}) ==
        types.table.list_of(types.literals({"a", "b"}), 1, 3));
}

TEST_CASE("of types without one in common, the place is told where it ends") {
  Types types;
  const std::vector<TypeId> all{types.whole, types.real, types.null, types.string, types.whole};
  CHECK(sema::common_until(types.table, all) == 3);
}

TEST_CASE("what a literal's value is when nobody asks for its length") {
  Types types;
  const TypeId given = types.table.record_of({{"xs", types.table.list_of(types.literals({"a"}), 1, 1), {}, {}}});
  CHECK(sema::loosened(types.table, given) ==
        types.table.record_of({{"xs", types.table.list_of(types.string), {}, {}}}));
}
