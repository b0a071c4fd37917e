#include "runtime/value/conform.h"

#include <doctest/doctest.h>

#include <string>

#include "runtime/value/json_reader.h"

using sdg::plan::Field;
using sdg::plan::Type;
using sdg::plan::TypeId;
using sdg::plan::TypeKind;
using sdg::plan::TypeTable;
using sdg::plan::Value;
using sdg::value::Conformer;
using sdg::value::read_json;
using sdg::value::to_sentence;

namespace {

Type bounded(TypeKind kind, std::optional<double> min, std::optional<double> max) {
  Type type;
  type.kind = kind;
  type.min = min;
  type.max = max;
  return type;
}

Field field(std::string name, TypeId type, std::optional<Value> default_value = {}) {
  Field made;
  made.name = std::move(name);
  made.type = type;
  made.default_value = std::move(default_value);
  return made;
}

/// The value as JSON, or the violations, one a line.
std::string conformed(const TypeTable& types, TypeId type, std::string_view json) {
  const auto value = Conformer(types).conform(type, *read_json(json));
  if (value) return to_json(*value);
  std::string lines;
  for (const auto& violation : value.failure()) lines += to_sentence(violation) + '\n';
  return lines;
}

}  // namespace

TEST_CASE("a record gets the fields of its type, in its order, with its defaults") {
  TypeTable types;
  const TypeId record =
      types.record_of({field("a", types.of(TypeKind::Int)), field("b", types.optional_of(types.of(TypeKind::String))),
                       field("c", types.of(TypeKind::Bool), Value(true))});
  CHECK(conformed(types, record, R"({"c": false, "b": "x", "a": 1})") == R"({"a":1,"b":"x","c":false})");
  CHECK(conformed(types, record, R"({"a": 1, "more": 2})") == R"({"a":1,"b":null,"c":true})");
  CHECK(conformed(types, record, "{}") == "a: this field is missing\n");
}

TEST_CASE("numbers take the form of their type") {
  TypeTable types;
  CHECK(conformed(types, types.of(TypeKind::Int), "7.0") == "7");
  CHECK(conformed(types, types.of(TypeKind::Int), "7.5") == "expected an int, not 7.5\n");
  CHECK(conformed(types, types.of(TypeKind::Int), "\"7\"") == "expected an int, not \"7\"\n");
  CHECK(conformed(types, types.of(TypeKind::Float), "7") == "7.0");
}

TEST_CASE("times and bytes are read from their texts") {
  TypeTable types;
  const auto kind_of = [&](TypeKind kind, const char* json) {
    const auto value = Conformer(types).conform(types.of(kind), *read_json(json));
    return value ? value->kind() : sdg::plan::ValueKind::Null;
  };
  CHECK(kind_of(TypeKind::Date, "\"2024-02-29\"") == sdg::plan::ValueKind::Date);
  CHECK(kind_of(TypeKind::DateTime, "\"2024-02-29T12:00:00Z\"") == sdg::plan::ValueKind::DateTime);
  CHECK(kind_of(TypeKind::Duration, "\"PT1H\"") == sdg::plan::ValueKind::Duration);
  CHECK(kind_of(TypeKind::Bytes, "\"AAEC\"") == sdg::plan::ValueKind::Bytes);
  CHECK(conformed(types, types.of(TypeKind::Date), "\"2023-02-29\"") ==
        "expected a date like \"2024-01-31\", not \"2023-02-29\"\n");
  CHECK(conformed(types, types.of(TypeKind::Bytes), "\"?\"") == "expected bytes in base64, not \"?\"\n");
}

TEST_CASE("every constraint is held") {
  TypeTable types;
  const TypeId score = types.add(bounded(TypeKind::Int, 1, 5));
  CHECK(conformed(types, score, "5") == "5");
  CHECK(conformed(types, score, "6") == "expected an int from 1 to 5, not 6\n");
  const TypeId share = types.add(bounded(TypeKind::Float, 0, std::nullopt));
  CHECK(conformed(types, share, "-0.5") == "expected a number of at least 0, not -0.5\n");
  const TypeId word = types.add(bounded(TypeKind::String, 2, 3));
  CHECK(conformed(types, word, "\"\u00e9\u00e9\u00e9\"") == "\"\u00e9\u00e9\u00e9\"");  // code points, not bytes
  CHECK(conformed(types, word, "\"x\"") == "expected a string of 2 to 3 characters, not \"x\" with 1\n");
  Type code;
  code.kind = TypeKind::String;
  code.pattern = "^[A-Z]{3}$";
  const TypeId letters = types.add(code);
  CHECK(conformed(types, letters, "\"ABC\"") == "\"ABC\"");
  CHECK(conformed(types, letters, "\"AB\"") == "expected a string that matches /^[A-Z]{3}$/, not \"AB\"\n");
  const TypeId two = types.list_of(score, 2, 2);
  CHECK(conformed(types, two, "[1]") == "expected a list of exactly 2 elements, not one of 1\n");
  const TypeId mood = types.literal_of({Value::string("good"), Value::string("bad"), Value(std::int64_t{1})});
  CHECK(conformed(types, mood, "1.0") == "1");
  CHECK(conformed(types, mood, "\"Good\"") == "expected one of \"good\", \"bad\", 1, not \"Good\"\n");
}

TEST_CASE("all that is wrong is told, with its place") {
  TypeTable types;
  const TypeId turn = types.record_of(
      {field("role", types.literal_of({Value::string("user")})), field("first name", types.of(TypeKind::String))});
  const TypeId talk =
      types.record_of({field("turns", types.list_of(turn)), field("title", types.of(TypeKind::String))});
  CHECK(conformed(types, talk, R"({"turns": [{"role": "user", "first name": 3}, {"role": "bot"}, 4]})") ==
        "turns[0][\"first name\"]: expected a string, not 3\n"
        "turns[1].role: expected \"user\", not \"bot\"\n"
        "turns[1][\"first name\"]: this field is missing\n"
        "turns[2]: expected an object, not 4\n"
        "title: this field is missing\n");
}

TEST_CASE("a thousand violations are not all listed") {
  TypeTable types;
  std::string zeros = "[0";
  for (int i = 1; i < 1'000; ++i) zeros += ",0";
  const auto value = Conformer(types).conform(types.list_of(types.of(TypeKind::String)), *read_json(zeros + "]"));
  REQUIRE(!value);
  CHECK(value.failure().size() == 51);
  CHECK(to_sentence(value.failure().back()) == "and 950 more of the kind");
}

TEST_CASE("null fits what may be null, and json anything") {
  TypeTable types;
  const TypeId maybe = types.optional_of(types.of(TypeKind::Int));
  CHECK(conformed(types, maybe, "null") == "null");
  CHECK(conformed(types, maybe, "\"x\"") == "expected an int, not \"x\"\n");
  CHECK(conformed(types, types.of(TypeKind::Int), "null") == "expected an int, not null\n");
  CHECK(conformed(types, types.of(TypeKind::Json), R"({"any": [1, null]})") == R"({"any":[1,null]})");
}
