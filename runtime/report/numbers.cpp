#include "runtime/report/numbers.h"

#include <fmt/format.h>

#include <array>
#include <cstddef>

namespace sdg::report {

std::string grouped(std::uint64_t number) {
  auto text = std::to_string(number);
  for (std::size_t at = text.size(); at > 3;) text.insert(at -= 3, ",");
  return text;
}

std::string rounded(double number) {
  static constexpr std::array<std::string_view, 5> kUnits{"", "k", "M", "G", "T"};
  std::size_t unit = 0;
  // 999.5 would be shown as 1000.
  while (number >= 999.5 && unit + 1 < kUnits.size()) {
    number /= 1000;
    ++unit;
  }
  const int digits = number >= 9.95 || (unit == 0 && number == static_cast<double>(static_cast<int>(number))) ? 0 : 1;
  return fmt::format("{:.{}f}{}", number, digits, kUnits[unit]);
}

std::string dollars(std::int64_t nano_dollars) {
  const double amount = static_cast<double>(nano_dollars) / 1e9;
  return fmt::format("${:.{}f}", amount, amount != 0 && amount < 0.1 ? 4 : 2);
}

std::string time_span(std::chrono::seconds time) {
  const auto seconds = time.count();
  if (seconds < 60) return fmt::format("{} s", seconds);
  if (seconds < 3600) return fmt::format("{} min", (seconds + 30) / 60);
  return fmt::format("{} h {:02} min", seconds / 3600, seconds % 3600 / 60);
}

std::string counted(std::uint64_t number, std::string_view one) {
  return fmt::format("{} {}{}", grouped(number), one, number == 1 ? "" : "s");
}

}  // namespace sdg::report
