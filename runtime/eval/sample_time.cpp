#include <fmt/format.h>

#include <array>
#include <optional>
#include <utility>

#include "compiler/plan/civil_time.h"
#include "compiler/plan/rounding.h"
#include "runtime/eval/sampler.h"

namespace sdg::eval {
namespace {

using plan::ValueKind;

constexpr std::int64_t kSecond = 1000, kMinute = 60 * kSecond, kHour = 60 * kMinute, kDay = 24 * kHour;
constexpr std::int64_t kLongest = (plan::kLastDay - plan::kFirstDay) * kDay;

std::int64_t ceil_divide(std::int64_t a, std::int64_t b) { return a / b + (a % b > 0); }

std::optional<std::int64_t> unit_named(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::int64_t>, 5> kUnits{
      {{"day", kDay}, {"hour", kHour}, {"minute", kMinute}, {"second", kSecond}, {"millisecond", 1}}};
  for (const auto& [known, milliseconds] : kUnits) {
    if (known == name) return milliseconds;
  }
  return std::nullopt;
}

/// A day, also as the plain literal that may stand for one.
std::optional<std::int64_t> day_in(const Value& value) {
  if (value.kind() == ValueKind::Date) return value.ticks();
  return value.is_string() ? plan::parse_date(value.text()) : std::nullopt;
}

/// A moment, also as the plain literal that may stand for one; a day is its midnight.
std::optional<std::int64_t> moment_in(const Value& value) {
  if (value.kind() == ValueKind::DateTime) return value.ticks();
  if (value.kind() == ValueKind::Date) return value.ticks() * kDay;
  return value.is_string() ? plan::parse_datetime(value.text()) : std::nullopt;
}

CellFailure nothing_between(std::string_view sampler, const Value& a, const Value& b) {
  return no_draw(
      fmt::format("`{}` has nothing to draw between {} and {}", sampler, plan::to_text(a), plan::to_text(b)));
}

Drawn date_within_reach(std::int64_t days) {
  if (days >= plan::kFirstDay && days <= plan::kLastDay) return Value::date(days);
  return CellFailure{Cause::Arithmetic, "a date is drawn that lies outside of the years 1 to 9999"};
}

Drawn moment_within_reach(std::int64_t milliseconds) {
  const auto day = plan::floor_divide(milliseconds, kDay);
  if (day >= plan::kFirstDay && day <= plan::kLastDay) return Value::datetime(milliseconds);
  return CellFailure{Cause::Arithmetic, "a moment is drawn that lies outside of the years 1 to 9999"};
}

}  // namespace

Drawn draw_date(const SamplerArgs& args, DrawSite& site) {
  const auto a = day_in(args.get(0, "a")), b = day_in(args.get(1, "b"));
  if (!a || !b || *a > *b) return nothing_between("date", args.get(0, "a"), args.get(1, "b"));
  return date_within_reach(site.own.between(*a, *b));
}

Drawn draw_datetime(const SamplerArgs& args, DrawSite& site) {
  const auto a = moment_in(args.get(0, "a")), b = moment_in(args.get(1, "b"));
  const auto &unit_name = args.get(2, "unit"), &zone = args.get(3, "zone");
  const auto unit = unit_name.is_null() ? kSecond : unit_named(unit_name.text());
  const auto offset = zone.is_null() ? 0 : plan::parse_zone(zone.text());
  if (!unit) return no_draw(fmt::format("`datetime` knows no unit `{}`", unit_name.text()));
  if (!offset) {
    return no_draw(
        fmt::format("`datetime` cannot read the zone `{}`: write how far it is ahead of UTC, such as "
                    "\"+02:00\"",
                    zone.text()));
  }
  if (!a || !b || *a > *b) return nothing_between("datetime", args.get(0, "a"), args.get(1, "b"));
  const auto first = ceil_divide(*a + *offset, *unit), last = plan::floor_divide(*b + *offset, *unit);
  if (first > last) return nothing_between("datetime", args.get(0, "a"), args.get(1, "b"));
  return moment_within_reach(site.own.between(first, last) * *unit - *offset);
}

Drawn draw_after(const SamplerArgs& args, DrawSite& site) {
  const auto &t = args.get(0, "t"), &min = args.get(1, "min"), &max = args.get(2, "max");
  const auto day = day_in(t), moment = day ? day : moment_in(t);
  const bool in_seconds = min.ticks() % kSecond == 0 && max.ticks() % kSecond == 0;
  const auto unit = day ? kDay : in_seconds ? kSecond : 1;
  const auto first = ceil_divide(min.ticks(), unit), last = plan::floor_divide(max.ticks(), unit);
  if (!moment || first > last) return nothing_between("after", min, max);
  // Nobody's durations are as long as the calendar, and their sum with a moment must not overflow.
  if (first < -kLongest / unit || last > kLongest / unit) return nothing_between("after", min, max);
  const auto units = site.own.between(first, last);
  return day ? date_within_reach(*day + units) : moment_within_reach(*moment + units * unit);
}

}  // namespace sdg::eval
