#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>

namespace sdg::report {

/// How often something happened in the last minute.
class RateWindow {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  explicit RateWindow(TimePoint begin) : begin_(begin) {}

  void add(TimePoint now, std::uint64_t amount);
  /// Over the last minute, or since the beginning where that is later.
  double per_second(TimePoint now) const;

 private:
  static constexpr std::int64_t kSeconds = 60;
  struct Second {
    std::int64_t number = -1;
    std::uint64_t amount = 0;
  };
  std::int64_t second_of(TimePoint now) const;

  TimePoint begin_;
  std::array<Second, kSeconds> seconds_{};
};

}  // namespace sdg::report
