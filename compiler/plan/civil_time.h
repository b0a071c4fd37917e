#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sdg::plan {

/// A day of the Gregorian calendar, carried back before its adoption.
struct CivilDate {
  std::int64_t year = 1970;
  int month = 1;  // 1 to 12
  int day = 1;    // 1 to 31
};
struct TimeOfDay {
  int hour = 0, minute = 0, second = 0, millisecond = 0;
};

constexpr std::int64_t kMillisecondsADay = 86'400'000;
/// Days of 0001-01-01 and 9999-12-31: what a date may be.
constexpr std::int64_t kFirstDay = -719'162;
constexpr std::int64_t kLastDay = 2'932'896;

std::int64_t days_from_civil(const CivilDate& date);
/// Days out of any calendar's reach are taken as the first or last one within.
CivilDate civil_from_days(std::int64_t days);
bool is_leap_year(std::int64_t year);
int days_in_month(std::int64_t year, int month);
/// 1 for Monday to 7 for Sunday.
int weekday(std::int64_t days);
/// The day and the time of it, of a moment before or after 1970.
std::int64_t day_of(std::int64_t milliseconds);
TimeOfDay time_of_day(std::int64_t milliseconds);

/// `2024-01-31`
void append_date(std::string& out, std::int64_t days);
/// `2024-01-31T12:00:00Z`, with `.250` where there are milliseconds.
void append_datetime(std::string& out, std::int64_t milliseconds);
/// ISO 8601: `P1DT2H3M4.5S`, a day being 24 hours.
void append_duration(std::string& out, std::int64_t milliseconds);

/// Days since 1970-01-01 of `2024-01-31`; of a date and time only its date is no date.
std::optional<std::int64_t> parse_date(std::string_view text);
/// Milliseconds since 1970-01-01T00:00:00Z of `2024-01-31T12:00:00.250+01:00`: `T` or a blank, seconds and zone may be
/// left out (UTC), a date alone is its midnight.
std::optional<std::int64_t> parse_datetime(std::string_view text);
/// Milliseconds of `PT1H30M`, `P2D`, or of `500ms 30s 5m 2h 7d` as a program writes them.
std::optional<std::int64_t> parse_duration(std::string_view text);
/// Milliseconds east of Greenwich of `Z`, `+01:00`, `-0530`, `+02`.
std::optional<std::int64_t> parse_zone(std::string_view text);

/// By the signs of strftime that format_date knows, in English; nothing where the pattern holds another one.
std::optional<std::string> format_time(std::string_view pattern, std::int64_t milliseconds);
/// The moment that a text written by `pattern` stands for; nothing where it does not fit.
std::optional<std::int64_t> parse_time(std::string_view pattern, std::string_view text);

}  // namespace sdg::plan
