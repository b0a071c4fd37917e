#include "compiler/plan/civil_time.h"

#include <algorithm>

#include "compiler/plan/rounding.h"

namespace sdg::plan {
namespace {

constexpr std::int64_t kDaysAnEra = 146'097;  // 400 years: the calendar repeats
// From 0000-03-01, where the leap day ends a year, to 1970-01-01.
constexpr std::int64_t kDaysBeforeEpoch = 719'468;
constexpr std::int64_t kReach = 1'000'000'000;  // days; keeps every sum below inside 64 bits

/// `count` digits, zeros before.
void append_padded(std::string& out, std::int64_t number, std::size_t count) {
  const std::string digits = std::to_string(number);
  if (digits.size() < count) out.append(count - digits.size(), '0');
  out += digits;
}

void append_year(std::string& out, std::int64_t year) {
  if (year < 0) out += '-';
  append_padded(out, year < 0 ? -year : year, 4);
}

/// The fraction of a second, without zeros at its end.
void append_fraction(std::string& out, std::int64_t milliseconds) {
  std::string digits;
  append_padded(digits, milliseconds, 3);
  while (!digits.empty() && digits.back() == '0') digits.pop_back();
  if (!digits.empty()) out += '.' + digits;
}

}  // namespace

std::int64_t days_from_civil(const CivilDate& date) {
  const std::int64_t year = date.month <= 2 ? date.year - 1 : date.year;
  const std::int64_t era = floor_divide(year, 400);
  const std::int64_t year_of_era = year - era * 400;
  const std::int64_t month_from_march = (date.month + 9) % 12;
  const std::int64_t day_of_year = (153 * month_from_march + 2) / 5 + date.day - 1;
  const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * kDaysAnEra + day_of_era - kDaysBeforeEpoch;
}

CivilDate civil_from_days(std::int64_t days) {
  const std::int64_t shifted = std::clamp(days, -kReach, kReach) + kDaysBeforeEpoch;
  const std::int64_t era = floor_divide(shifted, kDaysAnEra);
  const std::int64_t day_of_era = shifted - era * kDaysAnEra;
  const std::int64_t year_of_era = (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
  const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  const std::int64_t month_from_march = (5 * day_of_year + 2) / 153;
  CivilDate date;
  date.day = static_cast<int>(day_of_year - (153 * month_from_march + 2) / 5 + 1);
  date.month = static_cast<int>(month_from_march < 10 ? month_from_march + 3 : month_from_march - 9);
  date.year = year_of_era + era * 400 + (date.month <= 2 ? 1 : 0);
  return date;
}

bool is_leap_year(std::int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

int days_in_month(std::int64_t year, int month) {
  constexpr int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29 : lengths[month - 1];
}

int weekday(std::int64_t days) {
  const std::int64_t within = std::clamp(days, -kReach, kReach) + 3;  // 1970-01-01 was a Thursday
  return static_cast<int>(within - floor_divide(within, 7) * 7) + 1;
}

std::int64_t day_of(std::int64_t milliseconds) { return floor_divide(milliseconds, kMillisecondsADay); }

TimeOfDay time_of_day(std::int64_t milliseconds) {
  const auto within = static_cast<int>(milliseconds - day_of(milliseconds) * kMillisecondsADay);
  return {within / 3'600'000, within / 60'000 % 60, within / 1'000 % 60, within % 1'000};
}

void append_date(std::string& out, std::int64_t days) {
  const CivilDate date = civil_from_days(days);
  append_year(out, date.year);
  out += '-';
  append_padded(out, date.month, 2);
  out += '-';
  append_padded(out, date.day, 2);
}

void append_datetime(std::string& out, std::int64_t milliseconds) {
  const TimeOfDay time = time_of_day(milliseconds);
  append_date(out, day_of(milliseconds));
  out += 'T';
  append_padded(out, time.hour, 2);
  out += ':';
  append_padded(out, time.minute, 2);
  out += ':';
  append_padded(out, time.second, 2);
  if (time.millisecond != 0) {
    out += '.';
    append_padded(out, time.millisecond, 3);
  }
  out += 'Z';
}

void append_duration(std::string& out, std::int64_t milliseconds) {
  if (milliseconds < 0) out += '-';
  // Unsigned, for the smallest number has no positive counterpart.
  std::uint64_t rest = milliseconds < 0 ? 0 - static_cast<std::uint64_t>(milliseconds) : milliseconds;
  const auto take = [&](std::uint64_t unit) {
    const std::uint64_t count = rest / unit;
    rest %= unit;
    return count;
  };
  const auto days = take(kMillisecondsADay), hours = take(3'600'000), minutes = take(60'000), seconds = take(1'000);
  out += 'P';
  if (days) out += std::to_string(days) + 'D';
  if (!hours && !minutes && !seconds && !rest && days) return;
  out += 'T';
  if (hours) out += std::to_string(hours) + 'H';
  if (minutes) out += std::to_string(minutes) + 'M';
  if (!seconds && !rest && (hours || minutes)) return;
  out += std::to_string(seconds);
  append_fraction(out, static_cast<std::int64_t>(rest));
  out += 'S';
}

}  // namespace sdg::plan
