#include <fmt/format.h>

#include <array>
#include <optional>
#include <utility>

#include "runtime/eval/sampler.h"

namespace sdg::eval {
namespace {

using plan::ValueKind;

constexpr std::int64_t kSecond = 1000, kMinute = 60 * kSecond, kHour = 60 * kMinute, kDay = 24 * kHour;

std::int64_t floor_divide(std::int64_t a, std::int64_t b) { return a / b - (a % b < 0); }
std::int64_t ceil_divide(std::int64_t a, std::int64_t b) { return a / b + (a % b > 0); }

std::optional<std::int64_t> unit_named(std::string_view name) {
  static constexpr std::array<std::pair<std::string_view, std::int64_t>, 5> kUnits{
      {{"day", kDay}, {"hour", kHour}, {"minute", kMinute}, {"second", kSecond}, {"millisecond", 1}}};
  for (const auto& [known, milliseconds] : kUnits) {
    if (known == name) return milliseconds;
  }
  return std::nullopt;
}

/// Two digits at `at`, no more than `most`.
std::optional<std::int64_t> two_digits(std::string_view text, std::size_t at, std::int64_t most) {
  std::int64_t number = 0;
  for (const char c : text.substr(at, 2)) {
    if (c < '0' || c > '9') return std::nullopt;
    number = number * 10 + (c - '0');
  }
  return number <= most ? std::optional(number) : std::nullopt;
}

/// `+02:00`, `-0530`, `Z`, `UTC`: what a zone is ahead of UTC, in milliseconds.
std::optional<std::int64_t> zone_offset(std::string_view zone) {
  if (zone == "Z" || zone == "UTC") return 0;
  const bool has_colon = zone.size() == 6 && zone[3] == ':';
  if ((!has_colon && zone.size() != 5) || (zone[0] != '+' && zone[0] != '-')) return std::nullopt;
  const auto hours = two_digits(zone, 1, 23), minutes = two_digits(zone, has_colon ? 4 : 3, 59);
  if (!hours || !minutes) return std::nullopt;
  const auto size = *hours * kHour + *minutes * kMinute;
  return zone[0] == '-' ? -size : size;
}

CellFailure nothing_between(std::string_view sampler, const Value& a, const Value& b) {
  return no_draw(
      fmt::format("`{}` has nothing to draw between {} and {}", sampler, plan::to_text(a), plan::to_text(b)));
}

/// `t` and a number of days or milliseconds, of the same kind as `t`.
Value moved(const Value& t, std::int64_t ticks) {
  return t.kind() == ValueKind::Date ? Value::date(t.ticks() + ticks) : Value::datetime(t.ticks() + ticks);
}

}  // namespace

Drawn draw_date(const SamplerArgs& args, DrawSite& site) {
  const auto &a = args.get(0, "a"), &b = args.get(1, "b");
  if (a.ticks() > b.ticks()) return nothing_between("date", a, b);
  return Value::date(site.own.between(a.ticks(), b.ticks()));
}

Drawn draw_datetime(const SamplerArgs& args, DrawSite& site) {
  const auto &a = args.get(0, "a"), &b = args.get(1, "b");
  const auto &unit_name = args.get(2, "unit"), &zone = args.get(3, "zone");
  const auto unit = unit_name.is_null() ? kSecond : unit_named(unit_name.text());
  const auto offset = zone.is_null() ? 0 : zone_offset(zone.text());
  if (!unit) return no_draw(fmt::format("`datetime` knows no unit `{}`", unit_name.text()));
  if (!offset) {
    return no_draw(
        fmt::format("`datetime` cannot read the zone `{}`: write how far it is ahead of UTC, such as "
                    "\"+02:00\"",
                    zone.text()));
  }
  const auto first = ceil_divide(a.ticks() + *offset, *unit), last = floor_divide(b.ticks() + *offset, *unit);
  if (first > last) return nothing_between("datetime", a, b);
  return Value::datetime(site.own.between(first, last) * *unit - *offset);
}

Drawn draw_after(const SamplerArgs& args, DrawSite& site) {
  const auto &t = args.get(0, "t"), &min = args.get(1, "min"), &max = args.get(2, "max");
  const bool in_seconds = min.ticks() % kSecond == 0 && max.ticks() % kSecond == 0;
  const auto unit = t.kind() == ValueKind::Date ? kDay : in_seconds ? kSecond : 1;
  const auto first = ceil_divide(min.ticks(), unit), last = floor_divide(max.ticks(), unit);
  if (first > last) return nothing_between("after", min, max);
  const auto ticks = site.own.between(first, last);
  return moved(t, t.kind() == ValueKind::Date ? ticks : ticks * unit);
}

}  // namespace sdg::eval
