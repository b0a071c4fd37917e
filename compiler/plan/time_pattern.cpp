#include <cstddef>

#include "compiler/plan/civil_time.h"

namespace sdg::plan {
namespace {

constexpr std::string_view kWeekdays[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
constexpr std::string_view kMonths[] = {"January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December"};
constexpr std::size_t kShort = 3;  // letters of an abbreviated name

std::string padded(std::int64_t number, std::size_t count) {
  std::string digits = std::to_string(number);
  if (digits.size() < count) digits.insert(0, count - digits.size(), '0');
  return digits;
}

std::int64_t day_of_year(std::int64_t days, const CivilDate& date) {
  return days - days_from_civil({date.year, 1, 1}) + 1;
}

/// What `%sign` stands for at a moment.
std::optional<std::string> formatted(char sign, std::int64_t milliseconds) {
  const std::int64_t days = day_of(milliseconds);
  const CivilDate date = civil_from_days(days);
  const TimeOfDay time = time_of_day(milliseconds);
  const auto weekday_name = kWeekdays[weekday(days) - 1];
  const auto month_name = kMonths[date.month - 1];
  switch (sign) {
    case 'd': return padded(date.day, 2);
    case 'm': return padded(date.month, 2);
    case 'Y': return padded(date.year, 4);
    case 'y': return padded(date.year % 100, 2);
    case 'H': return padded(time.hour, 2);
    case 'M': return padded(time.minute, 2);
    case 'S': return padded(time.second, 2);
    case 'j': return padded(day_of_year(days, date), 3);
    case 'A': return std::string(weekday_name);
    case 'a': return std::string(weekday_name.substr(0, kShort));
    case 'B': return std::string(month_name);
    case 'b': return std::string(month_name.substr(0, kShort));
    case '%': return "%";
    default: return std::nullopt;
  }
}

/// What a text said so far, read sign by sign.
class PatternReader {
 public:
  explicit PatternReader(std::string_view text) : rest_(text) {}

  bool take_literal(char sign) {
    if (rest_.empty() || rest_[0] != sign) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool take(char sign) {
    switch (sign) {
      case 'd': return take_number(2, date_.day);
      case 'm': return take_number(2, date_.month);
      case 'H': return take_number(2, time_.hour);
      case 'M': return take_number(2, time_.minute);
      case 'S': return take_number(2, time_.second);
      case 'j': return take_number(3, day_of_year_);
      case 'Y': return take_year(4);
      case 'y': return take_year(2);
      case 'A': return take_name(kWeekdays, std::string_view::npos) > 0;
      case 'a': return take_name(kWeekdays, kShort) > 0;
      case 'B': return (date_.month = take_name(kMonths, std::string_view::npos)) > 0;
      case 'b': return (date_.month = take_name(kMonths, kShort)) > 0;
      case '%': return take_literal('%');
      default: return false;
    }
  }

  std::optional<std::int64_t> moment() const {
    if (!rest_.empty() || date_.year < 1) return std::nullopt;
    const auto days = day();
    if (!days || time_.hour > 23 || time_.minute > 59 || time_.second > 59) return std::nullopt;
    return *days * kMillisecondsADay + time_.hour * std::int64_t{3'600'000} + time_.minute * 60'000 +
           time_.second * 1'000;
  }

 private:
  std::optional<std::int64_t> day() const {
    if (day_of_year_ > 0) {
      if (day_of_year_ > (is_leap_year(date_.year) ? 366 : 365)) return std::nullopt;
      return days_from_civil({date_.year, 1, 1}) + day_of_year_ - 1;
    }
    if (date_.month < 1 || date_.month > 12) return std::nullopt;
    if (date_.day < 1 || date_.day > days_in_month(date_.year, date_.month)) return std::nullopt;
    return days_from_civil(date_);
  }

  /// One to `most` digits.
  bool take_number(std::size_t most, int& number) {
    number = 0;
    std::size_t taken = 0;
    for (; taken < most && !rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9'; ++taken) {
      number = number * 10 + (rest_[0] - '0');
      rest_.remove_prefix(1);
    }
    return taken > 0;
  }

  /// Two digits are 1969 to 2068, as POSIX has it.
  bool take_year(std::size_t most) {
    int year = 0;
    if (!take_number(most, year)) return false;
    date_.year = most == 4 ? year : year < 69 ? 2000 + year : 1900 + year;
    return true;
  }

  /// The place of the name from 1, or 0.
  template <std::size_t N>
  int take_name(const std::string_view (&names)[N], std::size_t letters) {
    for (std::size_t i = 0; i < N; ++i) {
      const auto name = names[i].substr(0, letters);
      if (!rest_.starts_with(name)) continue;
      rest_.remove_prefix(name.size());
      return static_cast<int>(i) + 1;
    }
    return 0;
  }

  std::string_view rest_;
  CivilDate date_;
  TimeOfDay time_;
  int day_of_year_ = 0;
};

}  // namespace

std::optional<std::string> format_time(std::string_view pattern, std::int64_t milliseconds) {
  std::string out;
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%') {
      out += pattern[i];
      continue;
    }
    if (++i == pattern.size()) return std::nullopt;
    const auto part = formatted(pattern[i], milliseconds);
    if (!part) return std::nullopt;
    out += *part;
  }
  return out;
}

std::optional<std::int64_t> parse_time(std::string_view pattern, std::string_view text) {
  PatternReader reader(text);
  for (std::size_t i = 0; i < pattern.size(); ++i) {
    if (pattern[i] != '%') {
      if (!reader.take_literal(pattern[i])) return std::nullopt;
      continue;
    }
    if (++i == pattern.size() || !reader.take(pattern[i])) return std::nullopt;
  }
  return reader.moment();
}

}  // namespace sdg::plan
