#include <doctest/doctest.h>

#include <set>

#include "compiler/plan/regex.h"
#include "tests/unit/runtime/eval/draw_fixture.h"

using namespace sdg;
using namespace sdg::test;

namespace {

constexpr std::int64_t kDay = 86'400'000;

bool matches(const std::string& pattern, const std::string& text) {
  return plan::Regex::compile("^(?:" + pattern + ")$")->found_in(text);
}

}  // namespace

TEST_CASE("a UUID has the shape and the bits of version 4") {
  std::set<std::string> seen;
  for (std::uint64_t row = 0; row < 1000; ++row) {
    const auto id = draw(Builtin::Uuid, {{}}, row)->text();
    CHECK(matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}", id));
    seen.insert(id);
  }
  CHECK(seen.size() == 1000);
}

TEST_CASE("in a pattern `#` is a digit and the rest is itself") {
  std::set<std::string> seen;
  for (std::uint64_t row = 0; row < 100; ++row) {
    const auto number = draw(Builtin::Pattern, {{text("+34 6## ### ###")}}, row)->text();
    CHECK(matches("\\+34 6\\d\\d \\d{3} \\d{3}", number));
    seen.insert(number);
  }
  CHECK(seen.size() > 95);
}

TEST_CASE("a text drawn from a regular expression matches it") {
  for (const std::string pattern : {"[A-Z]{2}-\\d{4}",
                                    "(cat|dog|bird)s?",
                                    "a+b*c?",
                                    "[^aeiou]{5}",
                                    "\\w+@\\w+\\.(com|org)",
                                    "x{2,}y{0,3}",
                                    "(?:\\x41|\\x{1F600})+",
                                    "[\\d.-]+",
                                    "é[à-ü]{3}",
                                    "[]a]{4}",
                                    ".{10}",
                                    "(?P<year>20\\d\\d)-(0[1-9]|1[0-2])",
                                    "^start.*end$",
                                    "(^a|b$)",
                                    "(?i)^(?:(x)$)",
                                    "()^a{0}",
                                    "(?i)ok|(?i:yes)",
                                    "\\S\\s\\D\\W",
                                    "a{,2}",
                                    "",
                                    "(|x)",
                                    "[\\x{D000}-\\x{E000}]{3}"}) {
    CAPTURE(pattern);
    for (std::uint64_t row = 0; row < 50; ++row) {
      const auto drawn = draw(Builtin::Pattern, {{text(pattern)}}, row, true);
      CAPTURE(shown(drawn));
      REQUIRE(drawn.ok());
      CHECK(matches(pattern, drawn->text()));
    }
  }
}

TEST_CASE("what no text can be drawn from is named") {
  const auto message = [](std::string pattern) {
    return shown(draw(Builtin::Pattern, {{text(std::move(pattern))}}, 0, true));
  };
  CHECK(message("a\\bc") == "`pattern(/a\\bc/)`: no text can be drawn from `\\b`");
  CHECK(message("a^b") == "`pattern(/a^b/)`: no text can be drawn from `^` in the middle");
  CHECK(message("(a\\z)b") == "`pattern(/(a\\z)b/)`: no text can be drawn from `\\z` in the middle");
  CHECK(message("(^a)+") == "`pattern(/(^a)+/)`: no text can be drawn from `^` in the middle");
  CHECK(message("(a") == "`pattern(/(a/)`: a `(` is not closed");
  CHECK(message("a)") == "`pattern(/a)/)`: a `)` closes nothing");
  CHECK(message("[a") == "`pattern(/[a/)`: a `[` is not closed");
  CHECK(message("*") == "`pattern(/*/)`: a repetition stands behind nothing");
  CHECK(message("[z-a]") == "`pattern(/[z-a]/)`: a range in a class has its ends in the wrong order");
  CHECK(message("(?=a)") == "`pattern(/(?=a)/)`: no text can be drawn from `(?`");
  CHECK(message("a{2,1}").find("up to 1000 times") != std::string::npos);
  CHECK(message("[^ -~]") == "`pattern(/[^ -~]/)`: a class holds no character");
  CHECK(message("((a{1000}){1000}){1000}").find("more than 100000 bytes") != std::string::npos);
  CHECK(message(std::string(100, '(') + std::string(100, ')')).find("groups stand in each other") != std::string::npos);
  CHECK(message("\\").find("stands at the end") != std::string::npos);
  CHECK(message("\\x{110000}").find("`\\x`") != std::string::npos);
}

TEST_CASE("words are as many as asked for") {
  const auto four = draw(Builtin::Words, {{whole(4)}}, 0)->text();
  CHECK(matches("[a-z]+( [a-z]+){3}", four));
  CHECK(shown(draw(Builtin::Words, {{whole(0)}}, 0)) == "\"\"");
  CHECK_FALSE(draw(Builtin::Words, {{whole(-1)}}, 0).ok());
}

TEST_CASE("dates are drawn from both ends and all between") {
  const auto days = counts(Builtin::Date, {{Value::date(0), Value::date(2)}}, 300);
  CHECK(days.size() == 3);
  CHECK(days.contains("\"1970-01-03\""));
  CHECK(shown(draw(Builtin::Date, {{Value::date(1), Value::date(0)}}, 0)) ==
        "`date` has nothing to draw between 1970-01-02 and 1970-01-01");
}

TEST_CASE("a plain literal may stand for a date or a moment") {
  CHECK(shown(draw(Builtin::Date, {{text("2024-02-29"), text("2024-02-29")}}, 0)) == "\"2024-02-29\"");
  CHECK(shown(draw(Builtin::DateTime, {{text("2024-02-29"), text("2024-02-29T00:00:00Z")}}, 0)) ==
        "\"2024-02-29T00:00:00Z\"");
  CHECK_FALSE(draw(Builtin::Date, {{text("soon"), text("later")}}, 0).ok());
}

TEST_CASE("what is drawn stays within the calendar") {
  const Value millennium = Value::duration(kDay * 365'000), last = Value::date(2'932'896);
  CHECK(draw(Builtin::After, {{last, millennium, millennium}}, 0).failure().cause == eval::Cause::Arithmetic);
  CHECK_FALSE(draw(Builtin::After, {{last, Value::duration(0), Value::duration(INT64_MAX)}}, 0).ok());
}

TEST_CASE("moments lie on whole units of the zone they are given in") {
  const Value a = Value::datetime(0), b = Value::datetime(10 * kDay);
  for (std::uint64_t row = 0; row < 50; ++row) {
    CHECK(draw(Builtin::DateTime, {{a, b}}, row)->ticks() % 1000 == 0);
    const Args midnight{{a, b}, {{"unit", text("day")}, {"zone", text("+02:00")}}};
    CHECK((draw(Builtin::DateTime, midnight, row)->ticks() + 2 * 3'600'000) % kDay == 0);
  }
  CHECK_FALSE(draw(Builtin::DateTime, {{a, b}, {{"zone", text("Europe/Madrid")}}}, 0).ok());
  CHECK_FALSE(draw(Builtin::DateTime, {{a, b}, {{"zone", text("+25:00")}}}, 0).ok());
  CHECK_FALSE(draw(Builtin::DateTime, {{Value::datetime(1), Value::datetime(2)}}, 0).ok());
  CHECK(draw(Builtin::DateTime, {{a, b}, {{"zone", text("-0530")}}}, 0).ok());
}

TEST_CASE("a moment after another keeps its kind and its distance") {
  const Value day = Value::duration(kDay), week = Value::duration(7 * kDay);
  for (std::uint64_t row = 0; row < 50; ++row) {
    const auto date = *draw(Builtin::After, {{Value::date(100), day, week}}, row);
    CHECK(date.kind() == plan::ValueKind::Date);
    CHECK(date.ticks() >= 101);
    CHECK(date.ticks() <= 107);
    const auto moment = *draw(Builtin::After, {{Value::datetime(500), day, week}}, row);
    CHECK(moment.kind() == plan::ValueKind::DateTime);
    CHECK(moment.ticks() % 1000 == 500);
  }
  CHECK_FALSE(draw(Builtin::After, {{Value::date(0), Value::duration(1), Value::duration(2)}}, 0).ok());
}
