#include <doctest/doctest.h>

#include "tests/unit/runtime/eval/draw_fixture.h"

using namespace sdg;
using namespace sdg::test;

namespace {

void check_moments(Builtin id, const Args& args, double mean, double variance, std::uint64_t rows = 20'000) {
  const auto found = moments(id, args, rows);
  CAPTURE(plan::spec(id).name);
  CAPTURE(mean);
  // Four standard errors; the one of the variance is generous, for heavy tails.
  CHECK(std::abs(found.mean - mean) <= 4 * std::sqrt(variance / static_cast<double>(rows)) + 1e-12);
  CHECK(found.variance == doctest::Approx(variance).epsilon(0.12));
}

}  // namespace

TEST_CASE("the distributions have the means and variances that they promise") {
  check_moments(Builtin::Uniform, {{real(2), real(5)}}, 3.5, 9.0 / 12);
  check_moments(Builtin::Normal, {{real(10), real(3)}}, 10, 9);
  check_moments(Builtin::Exponential, {{real(4)}}, 4, 16);
  check_moments(Builtin::Gamma, {{real(2.5), real(3)}}, 7.5, 22.5);
  check_moments(Builtin::Gamma, {{real(0.3)}}, 0.3, 0.3);
  check_moments(Builtin::Beta, {{real(2), real(6)}}, 0.25, 12.0 / (64 * 9));
  check_moments(Builtin::Beta, {{real(0.5), real(0.5)}}, 0.5, 0.125);
  check_moments(Builtin::Lognormal, {{real(0), real(0.5)}}, std::exp(0.125), (std::exp(0.25) - 1) * std::exp(0.25));
  check_moments(Builtin::Triangular, {{real(0), real(10), real(3)}}, 13.0 / 3, (100 + 9 - 30) / 18.0);
}

TEST_CASE("the counting distributions have the means and variances that they promise") {
  check_moments(Builtin::Binomial, {{whole(10), real(0.3)}}, 3, 2.1);
  check_moments(Builtin::Binomial, {{whole(1000), real(0.7)}}, 700, 210);
  check_moments(Builtin::Binomial, {{whole(1'000'000'000'000), real(0.5)}}, 5e11, 2.5e11, 3000);
  check_moments(Builtin::Poisson, {{real(3)}}, 3, 3);
  check_moments(Builtin::Poisson, {{real(250)}}, 250, 250);
  check_moments(Builtin::Poisson, {{real(1e9)}}, 1e9, 1e9, 3000);
  check_moments(Builtin::Geometric, {{real(0.25)}}, 4, 12);
  check_moments(Builtin::Geometric, {{real(1)}}, 1, 0);
}

TEST_CASE("small counts have the probabilities that they promise") {
  auto poisson = counts(Builtin::Poisson, {{real(1)}}, 20'000);
  CHECK(poisson["0"] == doctest::Approx(20'000 * std::exp(-1.0)).epsilon(0.03));
  CHECK(poisson["2"] == doctest::Approx(20'000 * std::exp(-1.0) / 2).epsilon(0.06));
  auto zipf = counts(Builtin::Zipf, {{whole(4), real(1)}}, 25'000);  // 12, 6, 4 and 3 twenty-fifths
  CHECK(zipf.size() == 4);
  CHECK(zipf["1"] == doctest::Approx(12'000).epsilon(0.03));
  CHECK(zipf["2"] == doctest::Approx(6000).epsilon(0.05));
  CHECK(zipf["4"] == doctest::Approx(3000).epsilon(0.08));
  CHECK(counts(Builtin::Zipf, {{whole(1), real(100)}}, 10) == std::map<std::string, int>{{"1", 10}});
  CHECK(counts(Builtin::Zipf, {{whole(3), real(0)}}, 9000)["3"] == doctest::Approx(3000).epsilon(0.08));
  CHECK(counts(Builtin::Bernoulli, {{real(0.2)}}, 10'000)["true"] == doctest::Approx(2000).epsilon(0.08));
}

TEST_CASE("an int is drawn from both ends and all between") {
  auto die = counts(Builtin::Integer, {{list_of({1, 6})}}, 12'000);
  CHECK(die.size() == 6);
  for (const auto& [face, count] : die) CHECK(count == doctest::Approx(2000).epsilon(0.1));
  CHECK(shown(draw(Builtin::Integer, {{whole(3), whole(3)}}, 0)) == "3");
  CHECK(shown(draw(Builtin::Integer, {{}, {{"b", whole(3)}, {"a", whole(3)}}}, 0)) == "3");
  CHECK(shown(draw(Builtin::Integer, {{whole(4), whole(3)}}, 0)) == "`integer` has nothing to draw between 4 and 3");
}

TEST_CASE("steps and decimals give numbers that print as they were meant") {
  auto steps = counts(Builtin::Uniform, {{real(0), real(0.3)}, {{"step", real(0.1)}}}, 4000);
  CHECK(steps.size() == 4);
  CHECK(steps.contains("0.3"));
  CHECK(steps["0.0"] == doctest::Approx(1000).epsilon(0.15));
  auto decimals = counts(Builtin::Uniform, {{real(1), real(1.04)}, {{"decimals", whole(2)}}}, 5000);
  CHECK(decimals.size() == 5);
  CHECK(decimals["1.04"] == doctest::Approx(1000).epsilon(0.15));  // the ends as likely as the rest
  CHECK_FALSE(draw(Builtin::Uniform, {{real(0), real(1)}, {{"step", real(0)}}}, 0).ok());
  CHECK_FALSE(draw(Builtin::Uniform, {{real(1.001), real(1.002)}, {{"decimals", whole(1)}}}, 0).ok());
  CHECK_FALSE(draw(Builtin::Uniform, {{real(-1.7e308), real(1.7e308)}}, 0).ok());
}

TEST_CASE("parameters that make no distribution fail the cell and name what is wrong") {
  CHECK(shown(draw(Builtin::Normal, {{real(0), real(-1)}}, 0)) == "the sd of `normal` is -1.0: it must be 0 or more");
  CHECK(shown(draw(Builtin::Bernoulli, {{real(1.5)}}, 0)) == "the p of `bernoulli` is 1.5: it must be between 0 and 1");
  CHECK_FALSE(draw(Builtin::Gamma, {{real(0)}}, 0).ok());
  CHECK_FALSE(draw(Builtin::Poisson, {{real(-1)}}, 0).ok());
  CHECK_FALSE(draw(Builtin::Zipf, {{whole(0)}}, 0).ok());
  CHECK_FALSE(draw(Builtin::Geometric, {{real(0)}}, 0).ok());
  CHECK_FALSE(draw(Builtin::Triangular, {{real(0), real(1), real(2)}}, 0).ok());
  CHECK(draw(Builtin::Lognormal, {{real(1000), real(1)}}, 0).failure().cause == eval::Cause::Arithmetic);
}

TEST_CASE("extreme parameters neither hang nor overflow") {
  CHECK(draw(Builtin::Gamma, {{real(1e-300)}}, 0).ok());
  CHECK(draw(Builtin::Gamma, {{real(1e300)}}, 0).ok());
  CHECK(draw(Builtin::Beta, {{real(1e-300), real(1e-300)}}, 0).ok());
  CHECK(draw(Builtin::Binomial, {{whole(1'000'000'000'000'000), real(1e-15)}}, 0).ok());
  CHECK(draw(Builtin::Binomial, {{whole(1'000'000'000'000'000), real(1)}}, 0)->as_int() == 1'000'000'000'000'000);
  CHECK(draw(Builtin::Poisson, {{real(1e15)}}, 0).ok());
  CHECK(draw(Builtin::Zipf, {{whole(1'000'000'000'000'000), real(100)}}, 0)->as_int() == 1);
  CHECK(draw(Builtin::Geometric, {{real(1e-18)}}, 0).ok());
}
