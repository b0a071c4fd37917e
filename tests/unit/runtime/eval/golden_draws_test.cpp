#include <doctest/doctest.h>

#include <set>
#include <string_view>
#include <vector>

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

struct PinnedDraw {
  Builtin sampler;
  Args args;
  /// What the first two rows draw.
  std::string_view drawn;
  bool regex = false;
};

std::vector<PinnedDraw> pinned_draws() {
  const auto pool = list_of({0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
  const auto weights = record_of({{"a", real(0.5)}, {"b", real(0.3)}, {"c", real(0.2)}});
  // A large block and a large table keep their order too.
  std::vector<std::int64_t> numbers(1000);
  for (std::size_t i = 0; i < numbers.size(); ++i) numbers[i] = static_cast<std::int64_t>(i);
  return {
      {Builtin::Choice, {{pool}}, "3 6"},
      {Builtin::Choice, {{text("x"), text("y")}}, R"("x" "y")"},
      {Builtin::Choice, {{weights}}, R"("a" "a")"},
      {Builtin::Exact, {{weights}}, R"("c" "b")"},
      {Builtin::Exact, {{list_of({1, 2, 3, 4, 5})}}, "5 3"},
      {Builtin::Pick, {{pool}}, "3 6"},
      {Builtin::Pick, {{pool, whole(3)}}, "[3,0,2] [6,1,7]"},
      {Builtin::Pick, {{pool}, {{"unique", Value(true)}}}, "4 1"},
      {Builtin::Mixture, {{whole(1), whole(2)}, {{"weights", list_of({1, 3})}}}, "1 2"},
      {Builtin::Uniform, {{real(0), real(1)}}, "0.049574068594281595 0.490489618270717"},
      {Builtin::Uniform, {{real(0), real(1)}, {{"step", real(0.05)}}}, "0.05 0.5"},
      {Builtin::Uniform, {{real(0), real(1)}, {{"decimals", whole(3)}}}, "0.049 0.49"},
      {Builtin::Integer, {{list_of({600000000, 749999999})}}, "607436110 673573442"},
      {Builtin::Normal, {{real(0), real(1)}}, "-1.6489975473157743 -0.023841250134389244"},
      {Builtin::Lognormal, {{real(0), real(1)}}, "0.19224252609597853 0.976440707285724"},
      {Builtin::Exponential, {{real(1)}}, "3.0042873925635276 0.7123511658057757"},
      {Builtin::Gamma, {{real(2), real(3)}}, "9.472679889801778 4.9082304741580955"},
      {Builtin::Gamma, {{real(0.5)}}, "1.162663651070815 0.7918670131723227"},
      {Builtin::Beta, {{real(2), real(3)}}, "0.47139646002287305 0.26336300580858546"},
      {Builtin::Triangular, {{real(0), real(10), real(3)}}, "1.219517141260609 4.027921072101457"},
      {Builtin::Bernoulli, {{real(0.5)}}, "true true"},
      {Builtin::Binomial, {{whole(10), real(0.5)}}, "3 5"},
      {Builtin::Binomial, {{whole(100'000), real(0.25)}}, "25141 25005"},
      {Builtin::Poisson, {{real(4)}}, "1 4"},
      {Builtin::Poisson, {{real(4000)}}, "4074 3981"},
      {Builtin::Geometric, {{real(0.01)}}, "299 71"},
      {Builtin::Zipf, {{whole(1000), real(1.1)}}, "584 13"},
      {Builtin::Uuid, {{}}, R"("0cb0e2db-5793-4215-bc68-53935ba04490" "7d90ba45-8010-414b-bd58-356e12ab87ad")"},
      {Builtin::Pattern, {{text("+34 6## ### ###")}}, R"("+34 609 826 075" "+34 649 884 524")"},
      {Builtin::Pattern, {{text("(cat|dog)-[A-Z]{2}\\d*")}}, R"("cat-SP8507" "cat-FM8322")", true},
      {Builtin::Words, {{whole(3)}}, R"("tre favuplu pakeron" "shegror rol lisam")"},
      {Builtin::Date, {{Value::date(0), Value::date(20'000)}}, R"("1972-09-18" "1996-11-10")"},
      {Builtin::DateTime,
       {{Value::datetime(0), Value::datetime(1'000'000'000'000)}},
       R"("1971-07-28T18:34:28Z" "1985-07-17T23:06:58Z")"},
      {Builtin::DateTime,
       {{Value::datetime(0), Value::datetime(1'000'000'000'000)}, {{"unit", text("hour")}, {"zone", text("+05:30")}}},
       R"("1971-07-28T18:30:00Z" "1985-07-17T23:30:00Z")"},
      {Builtin::After,
       {{Value::date(0), Value::duration(86'400'000), Value::duration(864'000'000)}},
       R"("1970-01-02" "1970-01-06")"},
      {Builtin::Exact, {{list_of(numbers)}}, "501 84"},
      {Builtin::Pick, {{list_of(numbers)}, {{"unique", Value(true)}}}, "858 97"},
  };
}

}  // namespace

TEST_CASE("what is drawn stays") {
  for (const auto& pinned : pinned_draws()) {
    CAPTURE(static_cast<int>(pinned.sampler));
    CHECK(two(pinned.sampler, pinned.args, pinned.regex) == pinned.drawn);
  }
}

TEST_CASE("every sampler that can be drawn is pinned") {
  std::set<Builtin> pinned;
  for (const auto& each : pinned_draws()) pinned.insert(each.sampler);
  for (const auto& spec : plan::all_builtins()) {
    CAPTURE(spec.name);
    CHECK((eval::find_sampler(spec.id) != nullptr) == pinned.contains(spec.id));
  }
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
