#include "compiler/diag/suggestion.h"

#include <doctest/doctest.h>

#include <array>
#include <string>

using namespace sdg::diag;

TEST_CASE("a slip of the finger finds its name") {
  constexpr std::array<std::string_view, 3> columns{"use_case", "language", "persona"};
  CHECK(closest("usecase", columns) == "use_case");
  CHECK(closest("langauge", columns) == "language");  // swapped neighbours are one slip
  CHECK(closest("PERSONA", columns) == "persona");
}

TEST_CASE("nothing is offered that a person would not have meant") {
  constexpr std::array<std::string_view, 2> columns{"id", "text"};
  CHECK(closest("score", columns) == std::nullopt);
  CHECK(closest("x", {}) == std::nullopt);
  CHECK(closest("", columns) == std::nullopt);
}

TEST_CASE("an only candidate has to be near too") {
  constexpr std::array<std::string_view, 1> columns{"y"};
  CHECK(closest("temperature", columns) == std::nullopt);
  CHECK(closest("x", columns) == std::nullopt);  // one slip, and nothing in common
  CHECK(closest("yy", columns) == "y");
}

TEST_CASE("of two that are equally near, the first by name is offered, in whatever order they come") {
  constexpr std::array<std::string_view, 2> one_way{"cat", "bat"}, other_way{"bat", "cat"};
  CHECK(closest("rat", one_way) == "bat");
  CHECK(closest("rat", other_way) == "bat");
}

TEST_CASE("a name that differs in capitals only wins over a nearer looking one") {
  constexpr std::array<std::string_view, 2> columns{"USER_IDX", "User_Id"};
  CHECK(closest("USER_ID", columns) == "User_Id");
}

TEST_CASE("names of absurd length are not compared letter by letter") {
  const std::string endless(100'000, 'a');
  const std::array<std::string_view, 2> columns{std::string_view(endless).substr(1), "a"};
  CHECK(closest(endless, columns) == std::nullopt);
  CHECK(closest("b", columns) == std::nullopt);
}

TEST_CASE("the hint can be pasted, in backticks where the name needs them") {
  constexpr std::array<std::string_view, 2> columns{"use_case", "first name"};
  const sdg::source::Span place{{0}, 4, 11};
  const auto plain = did_you_mean("usecase", place, columns);
  REQUIRE(plain);
  CHECK(plain->text == "there is `use_case`");
  REQUIRE(plain->edits.size() == 1);
  CHECK(plain->edits[0].span == place);
  CHECK(plain->edits[0].replacement == "use_case");
  CHECK(did_you_mean("first_name", place, columns)->edits[0].replacement == "`first name`");
  CHECK_FALSE(did_you_mean("score", place, columns));
}
