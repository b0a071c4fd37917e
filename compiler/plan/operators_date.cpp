#include "compiler/plan/civil_time.h"
#include "compiler/plan/operator_functions.h"

namespace sdg::plan {
namespace {

std::int64_t day_of_time(const Value& time) {
  return time.kind() == ValueKind::Date ? time.ticks() : day_of(time.ticks());
}

/// Days outside the calendar have no milliseconds in 64 bits.
std::int64_t milliseconds_of(const Value& time) {
  std::int64_t milliseconds = time.ticks();
  if (time.kind() == ValueKind::Date && __builtin_mul_overflow(time.ticks(), kMillisecondsADay, &milliseconds)) {
    return (time.ticks() < 0 ? kFirstDay : kLastDay) * kMillisecondsADay;
  }
  return milliseconds;
}

Value int_value(std::int64_t number) { return Value(number); }

ApplyFailure unreadable(const Value& text, std::string_view wanted) {
  return conversion_failure(excerpt(text) + " is no " + std::string(wanted));
}

ApplyFailure unknown_form(std::string_view function, const Value& form) {
  return check_failure("`" + std::string(function) + "` knows %d %m %Y %y %H %M %S %j %a %A %b %B %%, not " +
                       excerpt(form));
}

bool is_known_form(const Value& form) { return format_time(form.text(), 0).has_value(); }

}  // namespace

template <>
Applied evaluate<Builtin::FormatDate>(const Call& call) {
  auto text = format_time(call[1].text(), milliseconds_of(call[0]));
  if (!text) return unknown_form("format_date", call[1]);
  return Value::string(std::move(*text));
}

template <>
Applied evaluate<Builtin::ParseDate>(const Call& call) {
  if (call.has(1) && !is_known_form(call[1])) return unknown_form("parse_date", call[1]);
  const auto moment = parse_time(call.text_or(1, "%Y-%m-%d"), call[0].text());
  if (!moment) return unreadable(call[0], "date of the form " + std::string(call.text_or(1, "2024-01-31")));
  return Value::date(day_of(*moment));
}

template <>
Applied evaluate<Builtin::ParseDatetime>(const Call& call) {
  if (call.has(1) && !is_known_form(call[1])) return unknown_form("parse_datetime", call[1]);
  const auto moment = call.has(1) ? parse_time(call[1].text(), call[0].text()) : parse_datetime(call[0].text());
  if (!moment) {
    return unreadable(call[0], "datetime of the form " + std::string(call.text_or(1, "2024-01-31T12:00:00Z")));
  }
  return Value::datetime(*moment);
}

template <>
Applied evaluate<Builtin::Year>(const Call& call) {
  return int_value(civil_from_days(day_of_time(call[0])).year);
}

template <>
Applied evaluate<Builtin::Month>(const Call& call) {
  return int_value(civil_from_days(day_of_time(call[0])).month);
}

template <>
Applied evaluate<Builtin::Day>(const Call& call) {
  return int_value(civil_from_days(day_of_time(call[0])).day);
}

template <>
Applied evaluate<Builtin::Weekday>(const Call& call) {
  return int_value(weekday(day_of_time(call[0])));
}

}  // namespace sdg::plan
