#include <doctest/doctest.h>

#include "tests/unit/runtime/eval/draw_fixture.h"

// What is drawn for a seed, a dataset, a row and a name is promised for ever: datasets are made again from it. If a
// case here fails, the change is wrong, not the case.

using namespace sdg;
using namespace sdg::test;

namespace {

/// The first two rows.
std::string two(Builtin id, const Args& args, bool regex = false) {
  return shown(draw(id, args, 0, regex)) + " " + shown(draw(id, args, 1, regex));
}

}  // namespace

TEST_CASE("choices stay") {
  const auto pool = list_of({0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
  const auto weights = record_of({{"a", real(0.5)}, {"b", real(0.3)}, {"c", real(0.2)}});
  CHECK(two(Builtin::Choice, {{pool}}) == "3 6");
  CHECK(two(Builtin::Choice, {{text("x"), text("y")}}) == R"("x" "y")");
  CHECK(two(Builtin::Choice, {{weights}}) == R"("a" "a")");
  CHECK(two(Builtin::Exact, {{weights}}) == R"("c" "b")");
  CHECK(two(Builtin::Exact, {{list_of({1, 2, 3, 4, 5})}}) == "5 3");
  CHECK(two(Builtin::Pick, {{pool}}) == "3 6");
  CHECK(two(Builtin::Pick, {{pool, whole(3)}}) == "[3,0,2] [6,1,7]");
  CHECK(two(Builtin::Pick, {{pool}, {{"unique", Value(true)}}}) == "4 1");
  CHECK(two(Builtin::Mixture, {{whole(1), whole(2)}, {{"weights", list_of({1, 3})}}}) == "1 2");
}

TEST_CASE("numbers stay") {
  CHECK(two(Builtin::Uniform, {{real(0), real(1)}}) == "0.049574068594281595 0.490489618270717");
  CHECK(two(Builtin::Uniform, {{real(0), real(1)}, {{"step", real(0.05)}}}) == "0.05 0.5");
  CHECK(two(Builtin::Uniform, {{real(0), real(1)}, {{"decimals", whole(3)}}}) == "0.049 0.49");
  CHECK(two(Builtin::Integer, {{list_of({600000000, 749999999})}}) == "607436110 673573442");
  CHECK(two(Builtin::Normal, {{real(0), real(1)}}) == "-1.6489975473157743 -0.023841250134389244");
  CHECK(two(Builtin::Lognormal, {{real(0), real(1)}}) == "0.19224252609597853 0.976440707285724");
  CHECK(two(Builtin::Exponential, {{real(1)}}) == "3.0042873925635276 0.7123511658057757");
  CHECK(two(Builtin::Gamma, {{real(2), real(3)}}) == "9.472679889801778 4.9082304741580955");
  CHECK(two(Builtin::Gamma, {{real(0.5)}}) == "1.162663651070815 0.7918670131723227");
  CHECK(two(Builtin::Beta, {{real(2), real(3)}}) == "0.47139646002287305 0.26336300580858546");
  CHECK(two(Builtin::Triangular, {{real(0), real(10), real(3)}}) == "1.219517141260609 4.027921072101457");
}

TEST_CASE("counts stay") {
  CHECK(two(Builtin::Bernoulli, {{real(0.5)}}) == "true true");
  CHECK(two(Builtin::Binomial, {{whole(10), real(0.5)}}) == "3 5");
  CHECK(two(Builtin::Binomial, {{whole(100'000), real(0.25)}}) == "25141 25005");
  CHECK(two(Builtin::Poisson, {{real(4)}}) == "1 4");
  CHECK(two(Builtin::Poisson, {{real(4000)}}) == "4074 3981");
  CHECK(two(Builtin::Geometric, {{real(0.01)}}) == "299 71");
  CHECK(two(Builtin::Zipf, {{whole(1000), real(1.1)}}) == "584 13");
}

TEST_CASE("texts and times stay") {
  CHECK(two(Builtin::Uuid, {{}}) == R"("0cb0e2db-5793-4215-bc68-53935ba04490" "7d90ba45-8010-414b-bd58-356e12ab87ad")");
  CHECK(two(Builtin::Pattern, {{text("+34 6## ### ###")}}) == R"("+34 609 826 075" "+34 649 884 524")");
  CHECK(two(Builtin::Pattern, {{text("(cat|dog)-[A-Z]{2}\\d*")}}, true) == R"("cat-SP8507" "cat-FM8322")");
  CHECK(two(Builtin::Words, {{whole(3)}}) == R"("tre favuplu pakeron" "shegror rol lisam")");
  CHECK(two(Builtin::Date, {{Value::date(0), Value::date(20'000)}}) == R"("1972-09-18" "1996-11-10")");
  CHECK(two(Builtin::DateTime, {{Value::datetime(0), Value::datetime(1'000'000'000'000)}}) ==
        R"("1971-07-28T18:34:28Z" "1985-07-17T23:06:58Z")");
  CHECK(two(Builtin::DateTime, {{Value::datetime(0), Value::datetime(1'000'000'000'000)},
                                {{"unit", text("hour")}, {"zone", text("+05:30")}}}) ==
        R"("1971-07-28T18:30:00Z" "1985-07-17T23:30:00Z")");
  CHECK(two(Builtin::After, {{Value::date(0), Value::duration(86'400'000), Value::duration(864'000'000)}}) ==
        R"("1970-01-02" "1970-01-06")");
}

TEST_CASE("a large block and a large table keep their order") {
  PlanBuilder b;
  std::vector<std::int64_t> numbers(1000);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<std::int64_t>(i);
  CHECK(two(Builtin::Exact, {{list_of(numbers)}}) == "501 84");
  CHECK(two(Builtin::Pick, {{list_of(numbers)}, {{"unique", Value(true)}}}) == "858 97");
}

TEST_CASE("seed, row key, path and the loops around a draw keep their meaning") {
  PlanBuilder b;
  const auto die = [&](plan::BlockId block) {
    return b.draw({Builtin::Integer, "score.integer.0", {}}, {b.constant(list_of({1, 1000}))}, block);
  };
  const auto copies = b.block(plan::BlockKind::Repeat), elements = b.block(plan::BlockKind::Map);
  const auto redraws = b.block(plan::BlockKind::Redraw);
  const auto plain = die({});
  const auto repeated = b.repeat(b.integer(3), copies, die(copies));
  const auto mapped = b.map(b.constant(list_of({7, 8, 7})), {elements, die(elements), {}});
  const auto even =
      b.apply(Builtin::Equal, {b.apply(Builtin::Modulo, {b.local(redraws, 0), b.integer(7)}), b.integer(0)});
  const auto redrawn = b.redraw({redraws, die(redraws), even, 1000});
  Row row(b, {{}, 0, "key", 42});
  CHECK(row[plain] == "835");
  CHECK(row[repeated] == "[835,453,847]");
  CHECK(row[mapped] == "[1,282,441]");
  CHECK(row[redrawn] == "847");
}
