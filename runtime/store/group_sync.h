#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>

namespace sdg::store {

/// Calls `sync` from a thread of its own, soon after something was written: once per `delay` or `rows`, whichever is
/// reached first, and never without need.
class GroupSync {
 public:
  GroupSync(std::function<void()> sync, std::chrono::milliseconds delay, std::size_t rows);
  ~GroupSync();
  GroupSync(const GroupSync&) = delete;
  GroupSync& operator=(const GroupSync&) = delete;

  void wrote(std::size_t rows);

 private:
  using Clock = std::chrono::steady_clock;

  void run();

  std::function<void()> sync_;
  std::chrono::milliseconds delay_;
  std::size_t row_limit_;

  std::mutex mutex_;
  std::condition_variable changed_;
  std::size_t unsynced_rows_ = 0;
  std::optional<Clock::time_point> due_;
  bool stopping_ = false;
  std::thread thread_;  // last: it reads all of the above
};

}  // namespace sdg::store
