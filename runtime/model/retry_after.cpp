#include "runtime/model/retry_after.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "compiler/source/ascii.h"

namespace sdg::model {
namespace {

constexpr std::array<std::string_view, 12> kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                   "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
/// Above this a number is no wait that anybody meant, and milliseconds of it might overflow.
constexpr double kLongestSeconds = 1e9;

std::optional<int> read_digits(std::string_view text) {
  int value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

std::optional<double> read_seconds(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !(value >= 0 && value < kLongestSeconds)) {
    return std::nullopt;
  }
  return value;
}

}  // namespace

std::optional<std::chrono::system_clock::time_point> read_http_date(std::string_view text) {
  // Fixed columns: "Sun, 06 Nov 1994 08:49:37 GMT"
  if (text.size() != 29 || text.substr(3, 2) != ", " || !text.ends_with(" GMT")) return std::nullopt;
  const auto day = read_digits(text.substr(5, 2)), year = read_digits(text.substr(12, 4));
  const auto hour = read_digits(text.substr(17, 2)), minute = read_digits(text.substr(20, 2)),
             second = read_digits(text.substr(23, 2));
  const auto month = std::ranges::find(kMonths, text.substr(8, 3));
  if (!day || !year || !hour || !minute || !second || month == kMonths.end()) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year(*year),
                                         std::chrono::month(static_cast<unsigned>(month - kMonths.begin()) + 1),
                                         std::chrono::day(static_cast<unsigned>(*day))};
  // The clock counts nanoseconds and ends in 2262.
  if (!date.ok() || *year < 1970 || *year > 2200) return std::nullopt;
  return std::chrono::sys_days(date) + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
         std::chrono::seconds(*second);
}

std::optional<std::chrono::milliseconds> read_retry_after(std::string_view text,
                                                          std::chrono::system_clock::time_point now) {
  text = source::trimmed(text);
  if (const auto seconds = read_seconds(text))
    return std::chrono::milliseconds(std::llround(std::ceil(*seconds * 1000)));
  const auto date = read_http_date(text);
  if (!date) return std::nullopt;
  return std::max(std::chrono::milliseconds(0), std::chrono::ceil<std::chrono::milliseconds>(*date - now));
}

}  // namespace sdg::model
