#include "runtime/value/scalar_reader.h"

#include <doctest/doctest.h>

#include <string>

using sdg::plan::Type;
using sdg::plan::TypeId;
using sdg::plan::TypeKind;
using sdg::plan::TypeTable;
using sdg::plan::Value;
using sdg::value::Conformer;
using sdg::value::read_scalar;
using sdg::value::to_sentence;

namespace {

std::string read(const TypeTable& types, TypeId type, std::string_view reply) {
  const auto value = read_scalar(Conformer(types), type, reply);
  return value ? to_json(*value) : "!" + to_sentence(value.failure()[0]);
}

}  // namespace

TEST_CASE("a number is the whole reply") {
  TypeTable types;
  const TypeId whole = types.of(TypeKind::Int), real = types.of(TypeKind::Float);
  CHECK(read(types, whole, " 7\n") == "7");
  CHECK(read(types, whole, "7.0") == "7");
  CHECK(read(types, whole, "\"7\"") == "7");
  CHECK(read(types, whole, "+7") == "7");
  CHECK(read(types, real, "0.25") == "0.25");
  CHECK(read(types, real, "3") == "3.0");
  for (const char* reply : {"7/10", "seven", "7 points", "", "0x10", "1,000", "7.5"}) {
    CAPTURE(reply);
    CHECK(read(types, whole, reply).starts_with("!expected an int, not"));
  }
  CHECK(read(types, real, "inf") == "!expected a number, not \"inf\"");
}

TEST_CASE("yes and no are bools") {
  TypeTable types;
  const TypeId type = types.of(TypeKind::Bool);
  CHECK(read(types, type, "True") == "true");
  CHECK(read(types, type, "no") == "false");
  CHECK(read(types, type, "Yes, it is") == "!expected true or false, not \"Yes, it is\"");
}

TEST_CASE("a literal is found whatever its case and quotes") {
  TypeTable types;
  const TypeId label = types.literal_of({Value::string("billing"), Value::string("Other")});
  CHECK(read(types, label, "billing") == "\"billing\"");
  CHECK(read(types, label, "\"Billing\"") == "\"billing\"");
  CHECK(read(types, label, "`other`") == "\"Other\"");
  CHECK(read(types, label, "billing or other") == "!expected one of \"billing\", \"Other\", not \"billing or other\"");
  const TypeId both_cases = types.literal_of({Value::string("A"), Value::string("a")});
  CHECK(read(types, both_cases, "a") == "\"a\"");
  const TypeId grade = types.literal_of({Value(std::int64_t{1}), Value(std::int64_t{2})});
  CHECK(read(types, grade, "2") == "2");
}

TEST_CASE("a string is trimmed and otherwise verbatim") {
  TypeTable types;
  CHECK(read(types, types.of(TypeKind::String), "\n \"Hello\" \n") == R"("\"Hello\"")");
  Type word;
  word.kind = TypeKind::String;
  word.min = 1;
  CHECK(read(types, types.add(word), "  ") == "!expected a string of at least 1 characters, not \"\" with 0");
}

TEST_CASE("times are read as ISO 8601") {
  TypeTable types;
  CHECK(read(types, types.of(TypeKind::Date), "2024-01-31") == "\"2024-01-31\"");
  CHECK(read(types, types.of(TypeKind::DateTime), "2024-01-31 10:00") == "\"2024-01-31T10:00:00Z\"");
  CHECK(read(types, types.of(TypeKind::Date), "31/01/2024").starts_with("!expected a date"));
}

TEST_CASE("an optional is null where nothing is said") {
  TypeTable types;
  const TypeId maybe_int = types.optional_of(types.of(TypeKind::Int));
  CHECK(read(types, maybe_int, "null") == "null");
  CHECK(read(types, maybe_int, "None") == "null");
  CHECK(read(types, maybe_int, "3") == "3");
  CHECK(read(types, maybe_int, "x") == "!expected an int or null, not \"x\"");
  const TypeId maybe_text = types.optional_of(types.of(TypeKind::String));
  CHECK(read(types, maybe_text, "None") == "\"None\"");
  CHECK(read(types, maybe_text, "") == "null");
  const TypeId maybe_literal = types.optional_of(types.literal_of({Value::string("none"), Value::string("some")}));
  CHECK(read(types, maybe_literal, "none") == "\"none\"");
}
