#include <doctest/doctest.h>

#include <set>

#include "tests/unit/runtime/eval/draw_fixture.h"

using namespace sdg;
using namespace sdg::test;

namespace {

Value letters(std::string_view all) {
  std::vector<Value> items;
  for (const char c : all) items.push_back(text(std::string(1, c)));
  return Value::list(std::move(items));
}

}  // namespace

TEST_CASE("every sampler of the language but `person` can be drawn") {
  for (const auto& spec : plan::all_builtins()) {
    CAPTURE(spec.name);
    const bool drawn = spec.kind == plan::BuiltinKind::Sampler && spec.id != Builtin::Person;
    CHECK((eval::find_sampler(spec.id) != nullptr) == drawn);
  }
}

TEST_CASE("options given one by one and as a list are the same choice") {
  for (std::uint64_t row = 0; row < 50; ++row) {
    CHECK(shown(draw(Builtin::Choice, {{text("a"), text("b"), text("c")}}, row)) ==
          shown(draw(Builtin::Choice, {{letters("abc")}}, row)));
  }
  const auto seen = counts(Builtin::Choice, {{letters("abcd")}}, 8000);
  CHECK(seen.size() == 4);
  for (const auto& [value, count] : seen) CHECK(count == doctest::Approx(2000).epsilon(0.1));
}

TEST_CASE("an option more moves only the rows that take it") {
  for (std::uint64_t row = 0; row < 1000; ++row) {
    const auto before = shown(draw(Builtin::Choice, {{letters("abcd")}}, row));
    const auto after = shown(draw(Builtin::Choice, {{letters("abcde")}}, row));
    CHECK((after == before || after == "\"e\""));
  }
}

TEST_CASE("weights are proportions, and what weighs nothing never comes") {
  const Args weights{{record_of({{"a", whole(3)}, {"b", real(1.0)}, {"c", whole(0)}})}};
  auto seen = counts(Builtin::Choice, weights, 8000);
  CHECK(seen.size() == 2);
  CHECK(seen["\"a\""] == doctest::Approx(6000).epsilon(0.03));
  CHECK(shown(draw(Builtin::Choice, {{record_of({{"a", whole(0)}})}}, 0)) ==
        "all weights are 0: one of them must be more");
  CHECK(shown(draw(Builtin::Choice, {{record_of({{"a", whole(-2)}})}}, 0)) == "a weight is -2: weights are 0 or more");
  CHECK(draw(Builtin::Choice, {{letters("")}}, 0).failure().cause == eval::Cause::Draw);
}

TEST_CASE("exact shares are exact in every block") {
  const Args shares{{record_of({{"a", real(0.5)}, {"b", real(0.3)}, {"c", real(0.2)}})}};
  for (std::uint64_t block = 0; block < 40; ++block) {
    std::map<std::string, int> seen;
    for (std::uint64_t row = block * 10; row < block * 10 + 10; ++row) ++seen[shown(draw(Builtin::Exact, shares, row))];
    CHECK(seen == std::map<std::string, int>{{"\"a\"", 5}, {"\"b\"", 3}, {"\"c\"", 2}});
  }
}

TEST_CASE("equal shares go round in blocks of as many rows as options, in an order of their own") {
  std::set<std::string> orders;
  for (std::uint64_t block = 0; block < 50; ++block) {
    std::set<std::string> seen;
    std::string order;
    for (std::uint64_t row = block * 4; row < block * 4 + 4; ++row) {
      const auto value = shown(draw(Builtin::Exact, {{letters("abcd")}}, row));
      seen.insert(value);
      order += value;
    }
    CHECK(seen.size() == 4);
    orders.insert(order);
  }
  CHECK(orders.size() > 10);
}

TEST_CASE("shares that come out whole in no block of a sensible size are refused") {
  const auto failed = draw(Builtin::Exact, {{record_of({{"a", real(0.123456)}, {"b", real(0.876544)}})}}, 0);
  CHECK(failed.failure().cause == eval::Cause::Draw);
  const auto third = draw(Builtin::Exact, {{record_of({{"a", real(1.0 / 3)}, {"b", real(2.0 / 3)}})}}, 0);
  CHECK_FALSE(third.ok());
}

TEST_CASE("pick takes one row, some different ones, or each once over all rows") {
  const auto pool = list_of({10, 11, 12, 13, 14});
  CHECK(counts(Builtin::Pick, {{pool}}, 1000).size() == 5);
  for (std::uint64_t row = 0; row < 200; ++row) {
    const auto three = *draw(Builtin::Pick, {{pool, whole(3)}}, row);
    std::set<std::int64_t> different;
    for (const auto& item : three.items()) different.insert(item.as_int());
    CHECK(different.size() == 3);
    CHECK(three.items()[0] == *draw(Builtin::Pick, {{pool}}, row));
  }
  const Args unique{{pool}, {{"unique", Value(true)}}};
  CHECK(counts(Builtin::Pick, unique, 5).size() == 5);
  CHECK(shown(draw(Builtin::Pick, unique, 5)) == "`pick(…, unique = true)` has 5 to give, and this is row 5");
  CHECK(shown(draw(Builtin::Pick, {{pool, whole(6)}}, 0)) == "`pick` cannot take 6 different ones of 5");
  CHECK_FALSE(draw(Builtin::Pick, {{list_of({})}}, 0).ok());
}

TEST_CASE("every element is as often among those picked") {
  std::map<std::int64_t, int> seen;
  for (std::uint64_t row = 0; row < 6000; ++row) {
    const auto two = *draw(Builtin::Pick, {{list_of({0, 1, 2, 3}), whole(2)}}, row);
    for (const auto& item : two.items()) ++seen[item.as_int()];
  }
  for (const auto& [item, count] : seen) CHECK(count == doctest::Approx(3000).epsilon(0.06));
}

TEST_CASE("a mixture takes one of its parts, by weight where they are given") {
  const Args weighted{{whole(1), whole(2)}, {{"weights", list_of({9, 1})}}};
  auto seen = counts(Builtin::Mixture, weighted, 5000);
  CHECK(seen["1"] == doctest::Approx(4500).epsilon(0.03));
  CHECK(counts(Builtin::Mixture, {{whole(1), whole(2)}}, 100).size() == 2);
  CHECK_FALSE(draw(Builtin::Mixture, {{whole(1)}, {{"weights", list_of({1, 2})}}}, 0).ok());
}
