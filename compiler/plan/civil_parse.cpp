#include <charconv>
#include <cstddef>

#include "compiler/plan/civil_time.h"
#include "compiler/source/ascii.h"

namespace sdg::plan {
namespace {

/// Takes from the front of a text what fits, and nothing where it does not.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}

  bool done() const { return rest_.empty(); }

  bool accept(char sign) {
    if (rest_.empty() || rest_[0] != sign) return false;
    rest_.remove_prefix(1);
    return true;
  }

  bool accept_any_of(std::string_view signs) {
    if (rest_.empty() || signs.find(rest_[0]) == std::string_view::npos) return false;
    rest_.remove_prefix(1);
    return true;
  }

  /// Exactly `count` digits.
  std::optional<int> digits(std::size_t count) {
    if (rest_.size() < count) return std::nullopt;
    int number = 0;
    for (std::size_t i = 0; i < count; ++i) {
      if (!source::is_digit(rest_[i])) return std::nullopt;
      number = number * 10 + (rest_[i] - '0');
    }
    rest_.remove_prefix(count);
    return number;
  }

  /// Milliseconds of the digits behind a decimal point; what is finer is cut off.
  std::optional<int> fraction() {
    int milliseconds = 0, scale = 100;
    bool some = false;
    for (; !rest_.empty() && source::is_digit(rest_[0]); rest_.remove_prefix(1), scale /= 10, some = true) {
      milliseconds += (rest_[0] - '0') * scale;
    }
    if (!some) return std::nullopt;
    return milliseconds;
  }

  /// A whole number of any length that fits.
  std::optional<std::int64_t> number() {
    std::int64_t parsed = 0;
    if (rest_.empty() || !source::is_digit(rest_[0])) return std::nullopt;
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), parsed);
    if (error != std::errc()) return std::nullopt;
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    return parsed;
  }

  std::string_view letters() {
    std::size_t count = 0;
    while (count < rest_.size() && rest_[count] >= 'a' && rest_[count] <= 'z') ++count;
    const auto taken = rest_.substr(0, count);
    rest_.remove_prefix(count);
    return taken;
  }

  std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

std::optional<std::int64_t> scan_date(Scanner& scanner) {
  const auto year = scanner.digits(4);
  if (!year || *year < 1 || !scanner.accept('-')) return std::nullopt;
  const auto month = scanner.digits(2);
  if (!month || *month < 1 || *month > 12 || !scanner.accept('-')) return std::nullopt;
  const auto day = scanner.digits(2);
  if (!day || *day < 1 || *day > days_in_month(*year, *month)) return std::nullopt;
  return days_from_civil({*year, *month, *day});
}

/// `12:30`, `12:30:05`, `12:30:05.250`, as milliseconds.
std::optional<std::int64_t> scan_time(Scanner& scanner) {
  const auto hour = scanner.digits(2);
  if (!hour || *hour > 23 || !scanner.accept(':')) return std::nullopt;
  const auto minute = scanner.digits(2);
  if (!minute || *minute > 59) return std::nullopt;
  std::int64_t milliseconds = *hour * std::int64_t{3'600'000} + *minute * 60'000;
  if (!scanner.accept(':')) return milliseconds;
  const auto second = scanner.digits(2);
  if (!second || *second > 59) return std::nullopt;
  milliseconds += *second * 1'000;
  if (!scanner.accept_any_of(".,")) return milliseconds;
  const auto fraction = scanner.fraction();
  if (!fraction) return std::nullopt;
  return milliseconds + *fraction;
}

/// Whether `count` units can be added to `total` without leaving 64 bits; adds them if so.
bool add_units(std::int64_t& total, std::int64_t count, std::int64_t unit) {
  std::int64_t product = 0;
  return !__builtin_mul_overflow(count, unit, &product) && !__builtin_add_overflow(total, product, &total);
}

/// `1H30M`, `2D`, `1.5S`: what stands behind the `P` of an ISO duration.
std::optional<std::int64_t> scan_iso_duration(Scanner& scanner) {
  std::int64_t total = 0;
  bool in_time = false, some = false;
  while (!scanner.done()) {
    if (!in_time && scanner.accept('T')) {
      in_time = true;
      continue;
    }
    const auto count = scanner.number();
    if (!count) return std::nullopt;
    std::int64_t unit = 0;
    if (in_time && scanner.accept('H'))
      unit = 3'600'000;
    else if (in_time && scanner.accept('M'))
      unit = 60'000;
    else if (in_time && scanner.accept('S'))
      unit = 1'000;
    else if (!in_time && scanner.accept('D'))
      unit = kMillisecondsADay;
    else if (!in_time && scanner.accept('W'))
      unit = 7 * kMillisecondsADay;
    else if (in_time && scanner.accept_any_of(".,")) {
      const auto fraction = scanner.fraction();
      if (!fraction || !scanner.accept('S') || !add_units(total, *fraction, 1)) return std::nullopt;
      unit = 1'000;
    }
    if (unit == 0 || !add_units(total, *count, unit)) return std::nullopt;
    some = true;
  }
  if (!some) return std::nullopt;
  return total;
}

std::optional<std::int64_t> unit_of_suffix(std::string_view suffix) {
  if (suffix == "ms") return 1;
  if (suffix == "s") return 1'000;
  if (suffix == "m") return 60'000;
  if (suffix == "h") return 3'600'000;
  if (suffix == "d") return kMillisecondsADay;
  return std::nullopt;
}

std::optional<std::int64_t> scan_suffixed_duration(Scanner& scanner) {
  std::int64_t total = 0;
  const auto count = scanner.number();
  const auto unit = unit_of_suffix(scanner.letters());
  if (!count || !unit || !scanner.done() || !add_units(total, *count, *unit)) return std::nullopt;
  return total;
}

}  // namespace

std::optional<std::int64_t> parse_date(std::string_view text) {
  Scanner scanner(text);
  const auto days = scan_date(scanner);
  if (!scanner.done()) return std::nullopt;
  return days;
}

std::optional<std::int64_t> parse_datetime(std::string_view text) {
  Scanner scanner(text);
  const auto days = scan_date(scanner);
  if (!days) return std::nullopt;
  const std::int64_t midnight = *days * kMillisecondsADay;
  if (scanner.done()) return midnight;
  if (!scanner.accept_any_of("Tt ")) return std::nullopt;
  const auto time = scan_time(scanner);
  if (!time) return std::nullopt;
  if (scanner.done()) return midnight + *time;
  const auto zone = parse_zone(scanner.rest());
  if (!zone) return std::nullopt;
  return midnight + *time - *zone;
}

std::optional<std::int64_t> parse_duration(std::string_view text) {
  Scanner scanner(text);
  const bool negative = scanner.accept('-');
  const auto length = scanner.accept('P') ? scan_iso_duration(scanner) : scan_suffixed_duration(scanner);
  if (!length) return std::nullopt;
  return negative ? -*length : *length;
}

std::optional<std::int64_t> parse_zone(std::string_view text) {
  if (text == "Z" || text == "z" || text == "UTC") return 0;
  Scanner scanner(text);
  const bool west = scanner.accept('-');
  if (!west && !scanner.accept('+')) return std::nullopt;
  const auto hours = scanner.digits(2);
  if (!hours || *hours > 23) return std::nullopt;
  std::int64_t minutes = *hours * 60;
  if (!scanner.done()) {
    scanner.accept(':');
    const auto rest = scanner.digits(2);
    if (!rest || *rest > 59 || !scanner.done()) return std::nullopt;
    minutes += *rest;
  }
  return (west ? -minutes : minutes) * 60'000;
}

}  // namespace sdg::plan
