#pragma once

#include <algorithm>
#include <chrono>

namespace sdg::exec {

/// So many a minute, evenly refilled, never more than a minute's worth at once. What is taken may turn out to be more
/// or less than was thought: then the level is corrected, also below zero.
class TokenBucket {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  TokenBucket(double per_minute, TimePoint now) : per_minute_(per_minute), level_(per_minute), at_(now) {}

  /// When `amount` will be there; not after `now` where it is. What is larger than the bucket waits for a full one.
  TimePoint ready_at(double amount, TimePoint now) {
    refill(now);
    const double missing = std::min(amount, per_minute_) - level_;
    if (missing <= 0) return now;
    return now +
           std::chrono::duration_cast<TimePoint::duration>(std::chrono::duration<double>(missing * 60 / per_minute_));
  }
  void take(double amount) { level_ -= amount; }
  void give_back(double amount) { level_ = std::min(per_minute_, level_ + amount); }

 private:
  void refill(TimePoint now) {
    const double seconds = std::chrono::duration<double>(now - at_).count();
    level_ = std::min(per_minute_, level_ + seconds * per_minute_ / 60);
    at_ = now;
  }

  double per_minute_;
  double level_;
  TimePoint at_;
};

}  // namespace sdg::exec
