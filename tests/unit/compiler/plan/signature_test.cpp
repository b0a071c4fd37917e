#include "compiler/plan/signature.h"

#include <doctest/doctest.h>

#include <set>
#include <string>

using namespace sdg::plan;

TEST_CASE("the signature of every built-in and aggregate is read") {
  for (const auto& builtin : all_builtins()) {
    CAPTURE(builtin.name);
    const auto parsed = parse_signatures(builtin.signature);
    REQUIRE_MESSAGE(parsed, parsed.failure().message);
    CHECK(!parsed->empty());
    CHECK(signatures(builtin.id).size() == parsed->size());
    CHECK(!builtin.doc.empty());
  }
  for (const auto& aggregate : all_aggregates()) CHECK(!signatures(aggregate.id).empty());
}

TEST_CASE("a name before a parenthesis is one built-in, and a sign none") {
  std::set<std::string_view> names;
  for (const auto& builtin : all_builtins()) {
    if (builtin.kind == BuiltinKind::Operator) continue;
    CHECK(names.insert(builtin.name).second);
    CHECK(find_builtin(builtin.name) == builtin.id);
  }
  CHECK(find_builtin("+") == std::nullopt);
  CHECK(find_builtin("nonsense") == std::nullopt);
  CHECK(find_aggregate("mean") == Aggregate::Mean);
  CHECK(find_aggregate("join") == std::nullopt);
}

TEST_CASE("a parameter has a name, a type, perhaps a default") {
  const auto& truncate = signatures(Builtin::Truncate)[0];
  REQUIRE(truncate.params.size() == 3);
  CHECK(truncate.params[0].name == "text");
  CHECK(!truncate.params[0].optional);
  CHECK(truncate.params[1].type.plain == TypeKind::Int);
  CHECK(truncate.params[2].optional);
  CHECK(truncate.params[2].default_value == Value::string("..."));
  CHECK(truncate.result.plain == TypeKind::String);
  CHECK(signatures(Builtin::Gamma)[0].params[1].default_value == Value(1.0));
  CHECK(signatures(Builtin::Slice)[0].params[2].default_value.is_null());
}

TEST_CASE("overloads stand in the order in which they are tried") {
  const auto& choice = signatures(Builtin::Choice);
  REQUIRE(choice.size() == 3);
  CHECK(choice[0].params[0].type.kind == PatternKind::List);
  CHECK(choice[1].params[0].type.kind == PatternKind::Keyed);
  CHECK(choice[1].params[0].type.letter == 'K');
  CHECK(choice[1].result.letter == 'K');
  CHECK(choice[2].params[0].variadic);
}

TEST_CASE("what stands behind a variadic parameter is given by name") {
  const auto& mixture = signatures(Builtin::Mixture)[0];
  CHECK(mixture.params[0].variadic);
  CHECK(!mixture.params[0].named_only);
  CHECK(mixture.params[1].named_only);
}

TEST_CASE("types nest") {
  const auto parsed = parse_signatures("(a: [[T]?], b: {x: int, y: \"u\" | \"v\"}, c: {K: [number]}?) -> any");
  REQUIRE(parsed);
  const auto& params = (*parsed)[0].params;
  CHECK(params[0].type.kind == PatternKind::List);
  CHECK(params[0].type.parts[0].kind == PatternKind::Optional);
  CHECK(params[0].type.parts[0].parts[0].parts[0].letter == 'T');
  CHECK(params[1].type.kind == PatternKind::Record);
  CHECK(params[1].type.names == std::vector<std::string>{"x", "y"});
  CHECK(params[1].type.parts[1].names == std::vector<std::string>{"u", "v"});
  CHECK(params[2].type.kind == PatternKind::Optional);
  CHECK(params[2].type.parts[0].kind == PatternKind::Keyed);
}

TEST_CASE("what is no signature is told where it stops making sense") {
  for (const char* text : {"", "(", "(x)", "(x:) -> int", "(x: int)", "(x: int) -> nothing", "(x: [int) -> int",
                           "(x: int = ) -> int", "(x: \"a) -> int", "() -> int;", "() -> int rest"}) {
    CAPTURE(text);
    const auto parsed = parse_signatures(text);
    REQUIRE(!parsed);
    CHECK(parsed.failure().message.find("expected ") == 0);
  }
}
