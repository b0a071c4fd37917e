#include "runtime/report/rate_window.h"

#include <algorithm>

namespace sdg::report {

std::int64_t RateWindow::second_of(TimePoint now) const {
  return std::chrono::duration_cast<std::chrono::seconds>(now - begin_).count();
}

void RateWindow::add(TimePoint now, std::uint64_t amount) {
  const auto number = second_of(now);
  auto& second = seconds_[static_cast<std::size_t>(number % kSeconds)];
  if (second.number != number) second = {number, 0};
  second.amount += amount;
}

double RateWindow::per_second(TimePoint now) const {
  const auto last = second_of(now);
  std::uint64_t sum = 0;
  for (const auto& second : seconds_) {
    if (second.number >= 0 && second.number > last - kSeconds) sum += second.amount;
  }
  // Of the first second nothing can be said: a rate over a millisecond is noise.
  const double span = std::chrono::duration<double>(now - begin_).count();
  return static_cast<double>(sum) / std::clamp(span, 1.0, static_cast<double>(kSeconds));
}

}  // namespace sdg::report
