#include "compiler/plan/civil_time.h"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

using namespace sdg::plan;

namespace {

std::string date_text(std::int64_t days) {
  std::string text;
  append_date(text, days);
  return text;
}

std::string duration_text(std::int64_t milliseconds) {
  std::string text;
  append_duration(text, milliseconds);
  return text;
}

}  // namespace

TEST_CASE("every day of ten thousand years is itself again") {
  CivilDate expected{1, 1, 1};
  int wrong_days = 0;
  for (std::int64_t days = kFirstDay; days <= kLastDay; ++days) {
    const CivilDate date = civil_from_days(days);
    const bool same = date.year == expected.year && date.month == expected.month && date.day == expected.day &&
                      days_from_civil(date) == days;
    wrong_days += same ? 0 : 1;
    if (++expected.day <= days_in_month(expected.year, expected.month)) continue;
    expected.day = 1;
    if (++expected.month <= 12) continue;
    expected.month = 1;
    ++expected.year;
  }
  CHECK(wrong_days == 0);
  CHECK(expected.year == 10'000);
}

TEST_CASE("dates are written and read as ISO 8601") {
  CHECK(date_text(0) == "1970-01-01");
  CHECK(date_text(-1) == "1969-12-31");
  CHECK(date_text(kFirstDay) == "0001-01-01");
  CHECK(parse_date("2024-02-29") == 19782);
  for (const char* wrong : {"", "2023-02-29", "2024-13-01", "2024-00-01", "2024-1-1", "24-01-01",
                            "2024-01-01T00:00:00Z", "0000-01-01", "2024-01-32", "2024/01/01", " 2024-01-01"}) {
    CAPTURE(wrong);
    CHECK(parse_date(wrong) == std::nullopt);
  }
}

TEST_CASE("moments are read with or without seconds and zone") {
  CHECK(parse_datetime("1970-01-01T00:00:01Z") == 1'000);
  CHECK(parse_datetime("1970-01-01 00:00") == 0);
  CHECK(parse_datetime("1970-01-02") == kMillisecondsADay);
  CHECK(parse_datetime("1970-01-01T01:00:00.1234567+01:00") == 123);
  CHECK(parse_datetime("1970-01-01T00:00:00-0530") == 19'800'000);
  CHECK(parse_datetime("1969-12-31T23:59:59.999Z") == -1);
  for (const char* wrong : {"1970-01-01T", "1970-01-01T24:00:00Z", "1970-01-01T00:60Z", "1970-01-01T00:00:60Z",
                            "1970-01-01T00:00:00.Z", "1970-01-01T00:00:00X", "1970-01-01T00:00:00+24:00"}) {
    CAPTURE(wrong);
    CHECK(parse_datetime(wrong) == std::nullopt);
  }
}

TEST_CASE("durations are written as ISO 8601 and read as programs write them too") {
  CHECK(duration_text(0) == "PT0S");
  CHECK(duration_text(5'400'000) == "PT1H30M");
  CHECK(duration_text(kMillisecondsADay) == "P1D");
  CHECK(duration_text(kMillisecondsADay + 1'500) == "P1DT1.5S");
  CHECK(duration_text(-60'000) == "-PT1M");
  CHECK(duration_text(INT64_MIN) == "-P106751991167DT7H12M55.808S");
  for (const std::int64_t length : {std::int64_t{0}, std::int64_t{1}, std::int64_t{-90'061'001}, INT64_MAX}) {
    CHECK(parse_duration(duration_text(length)) == length);
  }
  CHECK(parse_duration("30s") == 30'000);
  CHECK(parse_duration("500ms") == 500);
  CHECK(parse_duration("P2W") == 14 * kMillisecondsADay);
  for (const char* wrong :
       {"", "P", "PT", "30", "s", "1M", "P1H", "PT1D", "1h30m", "PT1.5M", "99999999999999999999s", "P9999999999999D"}) {
    CAPTURE(wrong);
    CHECK(parse_duration(wrong) == std::nullopt);
  }
}

TEST_CASE("patterns write dates in English") {
  const auto moment = *parse_datetime("2024-03-05T07:08:09Z");
  CHECK(format_time("%d/%m/%Y", moment) == "05/03/2024");
  CHECK(format_time("%A, %d %B %Y, %H:%M:%S", moment) == "Tuesday, 05 March 2024, 07:08:09");
  CHECK(format_time("%a %b %y %j 100%%", moment) == "Tue Mar 24 065 100%");
  CHECK(format_time("%q", moment) == std::nullopt);
  CHECK(format_time("%", moment) == std::nullopt);
}

TEST_CASE("patterns read what they write") {
  const auto midnight = *parse_datetime("2024-03-05");
  CHECK(parse_time("%d/%m/%Y", "05/03/2024") == midnight);
  CHECK(parse_time("%d/%m/%Y", "5/3/2024") == midnight);
  CHECK(parse_time("%A %d %B %y", "Tuesday 05 March 24") == midnight);
  CHECK(parse_time("%j %Y", "065 2024") == midnight);
  CHECK(parse_time("%Y-%m-%d %H:%M", "2024-03-05 01:30") == midnight + 5'400'000);
  CHECK(parse_time("%d/%m/%Y", "31/02/2024") == std::nullopt);
  CHECK(parse_time("%d/%m/%Y", "05/03/2024 ") == std::nullopt);
  CHECK(parse_time("%b", "Foo") == std::nullopt);
  CHECK(parse_time("%Q", "x") == std::nullopt);
}

TEST_CASE("weekdays are those of the calendar") {
  CHECK(weekday(0) == 4);
  CHECK(weekday(-1) == 3);
  CHECK(weekday(*parse_date("2024-03-10")) == 7);
}

TEST_CASE("days out of reach do not break anything") {
  CHECK(!date_text(INT64_MAX).empty());
  CHECK(!date_text(INT64_MIN).empty());
  CHECK(weekday(INT64_MAX) >= 1);
}
