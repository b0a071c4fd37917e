#include "runtime/value/json_schema.h"

#include <doctest/doctest.h>

#include <string>

using sdg::plan::Field;
using sdg::plan::Type;
using sdg::plan::TypeId;
using sdg::plan::TypeKind;
using sdg::plan::TypeTable;
using sdg::plan::Value;
using sdg::value::Dialect;
using sdg::value::json_schema;

namespace {

Field field(std::string name, TypeId type, std::string doc = {}, std::optional<Value> default_value = {}) {
  Field made;
  made.name = std::move(name);
  made.type = type;
  made.doc = std::move(doc);
  made.default_value = std::move(default_value);
  return made;
}

Type bounded(TypeKind kind, double min, double max) {
  Type type;
  type.kind = kind;
  type.min = min;
  type.max = max;
  return type;
}

std::string full(const TypeTable& types, TypeId type) { return json_schema(types, type, Dialect::Full).text; }
std::string strict(const TypeTable& types, TypeId type) { return json_schema(types, type, Dialect::OpenAiStrict).text; }

}  // namespace

TEST_CASE("plain types have their keywords") {
  TypeTable types;
  CHECK(full(types, types.of(TypeKind::Bool)) == R"({"type":"boolean"})");
  CHECK(full(types, types.add(bounded(TypeKind::Int, 1, 5))) == R"({"type":"integer","minimum":1,"maximum":5})");
  CHECK(full(types, types.add(bounded(TypeKind::Float, 0, 0.5))) == R"({"type":"number","minimum":0,"maximum":0.5})");
  CHECK(full(types, types.add(bounded(TypeKind::String, 2, 9))) == R"({"type":"string","minLength":2,"maxLength":9})");
  CHECK(full(types, types.of(TypeKind::Date)) == R"({"type":"string","format":"date"})");
  CHECK(full(types, types.of(TypeKind::DateTime)) == R"({"type":"string","format":"date-time"})");
  CHECK(full(types, types.of(TypeKind::Bytes)) == R"({"type":"string","contentEncoding":"base64"})");
  CHECK(full(types, types.of(TypeKind::Json)) == "{}");
  CHECK(full(types, types.list_of(types.of(TypeKind::Int), 2, 3)) ==
        R"({"type":"array","items":{"type":"integer"},"minItems":2,"maxItems":3})");
  CHECK(full(types, types.literal_of({Value::string("a"), Value::string("b")})) ==
        R"({"type":"string","enum":["a","b"]})");
  CHECK(full(types, types.literal_of({Value::string("a"), Value(std::int64_t{1})})) == R"({"enum":["a",1]})");
}

TEST_CASE("a record says what each field is, and what may be left out") {
  TypeTable types;
  const TypeId record = types.record_of({field("name", types.of(TypeKind::String), "who it is"),
                                         field("age", types.optional_of(types.of(TypeKind::Int))),
                                         field("role", types.of(TypeKind::String), "", Value::string("user"))});
  CHECK(full(types, record) == R"({"type":"object","properties":{"name":{"type":"string","description":"who it is"},)"
                               R"("age":{"type":["integer","null"]},"role":{"type":"string","default":"user"}},)"
                               R"("required":["name"],"additionalProperties":false})");
  CHECK(strict(types, record) == R"({"type":"object","properties":{"name":{"type":"string","description":"who it is"},)"
                                 R"("age":{"type":["integer","null"]},"role":{"type":"string"}},)"
                                 R"("required":["name","age","role"],"additionalProperties":false})");
}

TEST_CASE("an optional is a union with null") {
  TypeTable types;
  const TypeId record = types.record_of({field("x", types.of(TypeKind::Int))});
  CHECK(full(types, types.optional_of(record)) ==
        R"({"anyOf":[{"type":"object","properties":{"x":{"type":"integer"}},"required":["x"],)"
        R"("additionalProperties":false},{"type":"null"}]})");
  CHECK(full(types, types.optional_of(types.literal_of({Value::string("a")}))) ==
        R"({"type":["string","null"],"enum":["a",null]})");
}

TEST_CASE("the strict dialect wants an object at the root") {
  TypeTable types;
  const auto list = json_schema(types, types.list_of(types.of(TypeKind::Int)), Dialect::OpenAiStrict);
  CHECK(list.wrapped);
  CHECK(list.text == R"({"type":"object","properties":{"value":{"type":"array","items":{"type":"integer"}}},)"
                     R"("required":["value"],"additionalProperties":false})");
  const auto record = json_schema(types, types.record_of({field("x", types.of(TypeKind::Int))}), Dialect::OpenAiStrict);
  CHECK(!record.wrapped);
  CHECK(!json_schema(types, types.of(TypeKind::Int), Dialect::Full).wrapped);
}

TEST_CASE("the strict dialect is sent only what it knows") {
  TypeTable types;
  Type code;
  code.kind = TypeKind::String;
  code.min = 3;
  code.pattern = "^[A-Z]+$";
  CHECK(strict(types, types.record_of({field("c", types.add(code))})) ==
        R"({"type":"object","properties":{"c":{"type":"string","pattern":"^[A-Z]+$"}},)"
        R"("required":["c"],"additionalProperties":false})");
  code.pattern = "(?i)^a";
  CHECK(strict(types, types.record_of({field("c", types.add(code))})).find("pattern") == std::string::npos);
}

TEST_CASE("what the strict dialect cannot say is pointed out") {
  TypeTable types;
  const auto expressible = [&](TypeId type, Dialect dialect) { return json_schema(types, type, dialect).expressible; };
  const TypeId open = types.record_of({field("any", types.of(TypeKind::Json))});
  CHECK(!expressible(open, Dialect::OpenAiStrict));
  CHECK(expressible(open, Dialect::Full));
  TypeId deep = types.of(TypeKind::Int);
  for (int i = 0; i < 12; ++i) deep = types.list_of(deep);
  CHECK(!expressible(deep, Dialect::OpenAiStrict));
  std::vector<Value> many;
  for (std::int64_t i = 0; i < 1'001; ++i) many.emplace_back(i);
  CHECK(!expressible(types.literal_of(many), Dialect::OpenAiStrict));
}
