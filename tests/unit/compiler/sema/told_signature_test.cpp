#include "compiler/sema/told_signature.h"

#include <doctest/doctest.h>

using sdg::sema::told_overloads;

TEST_CASE("a record is called one, and what stands for the names of its fields is a text") {
  CHECK(told_overloads("(x: {K: any}) -> int").front() == "(x: record) -> int");
  CHECK(told_overloads("(weights: {K: number}) -> K").front() == "(weights: record of number) -> string");
  CHECK(told_overloads("(r: {K: any}) -> [K]").front() == "(r: record) -> [string]");
}

TEST_CASE("each overload is told, and whatever else it holds as it stands in the table") {
  const auto told = told_overloads("(Kind: \"K2\", x: [T]) -> T; (x: json) -> int");
  REQUIRE(told.size() == 2);
  CHECK(told[0] == "(Kind: \"K2\", x: [T]) -> T");
  CHECK(told[1] == "(x: json) -> int");
  CHECK(told_overloads("").empty());
}
