#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace sdg::net {

using TimePoint = std::chrono::steady_clock::time_point;

/// One fiber waits for it, anybody on the loop's thread makes it happen, before the wait or during it.
class Event {
 public:
  Event() = default;
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  void set();
  bool is_set() const { return set_; }
  void wait();
  /// False where `deadline` passed first.
  bool wait_until(TimePoint deadline);

 private:
  bool set_ = false;
  void* waiter_ = nullptr;
};

/// A fiber of the loop's thread. What `body` throws ends the process: a fiber catches at its own boundary.
/// Must be joined before it goes, as a std::thread must.
class Fiber {
 public:
  explicit Fiber(std::function<void()> body);
  ~Fiber();
  Fiber(Fiber&&) noexcept;
  Fiber& operator=(Fiber&&) noexcept;

  void join();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

/// Lets every other fiber that is ready have its turn.
void yield();
void sleep_until(TimePoint when);

}  // namespace sdg::net
