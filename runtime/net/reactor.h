#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <vector>

#include "runtime/net/fiber.h"

namespace sdg::net {

/// One epoll and what is to be told about it. Knows neither fibers nor curl; all but `post` and `wake` belong to one
/// thread. Nothing that is called from here may suspend.
class Reactor {
 public:
  class Handler {
   public:
    /// `events` as epoll says them.
    virtual void ready(int fd, std::uint32_t events) = 0;

   protected:
    ~Handler() = default;
  };

  /// Somebody with work of its own to do once in a pass, after the events.
  class Driver {
   public:
    /// When `settle` is to be called at the latest, TimePoint::max() for no wish.
    virtual TimePoint deadline() const = 0;
    virtual void settle() = 0;

   protected:
    ~Driver() = default;
  };

  Reactor();
  ~Reactor();
  Reactor(const Reactor&) = delete;
  Reactor& operator=(const Reactor&) = delete;

  /// `events` of 0 ends the interest.
  void set_interest(int fd, Handler* handler, std::uint32_t events);
  /// Ends the interest without telling the kernel yet: most sockets are wanted again at once. Only for descriptors
  /// whose closing is announced by `forget`.
  void rest(int fd);
  /// `fd` is about to be closed, or is a new one under an old number.
  void forget(int fd);

  void add(Driver& driver);
  void remove(Driver& driver);

  /// Any thread: runs `job` in a pass of the reactor's thread.
  void post(std::function<void()> job);
  /// Any thread: ends a sleeping pass.
  void wake() noexcept;

  /// Looks at the sockets once and tells everybody concerned; sleeps for that until `until` at most.
  void pass(TimePoint until);
  /// The sockets were not looked at for so long that busy fibers should wait for a pass.
  bool overdue() const;
  /// The last pass heard of every socket that had something to say.
  bool saw_all() const { return saw_all_; }

  std::chrono::nanoseconds longest_lag() const { return longest_lag_; }
  void forget_lag() { longest_lag_ = {}; }

 private:
  /// What is known of a descriptor. `registered` is what the kernel was told, `wanted` what the handler wants to hear.
  struct Slot {
    Handler* handler = nullptr;
    std::uint32_t wanted = 0;
    std::uint32_t registered = 0;
    /// Tells an event of this descriptor from a late one of an earlier descriptor with the same number.
    std::uint32_t generation = 0;
  };

  Slot& slot(int fd);
  void tell_kernel(int fd, Slot& slot, std::uint32_t events);
  void dispatch(int fd, std::uint32_t generation, std::uint32_t events);
  void run_posted();
  void note_lag();

  int epoll_ = -1;
  int wakeup_ = -1;
  std::vector<Slot> slots_;
  std::vector<Driver*> drivers_;
  TimePoint last_pass_;
  bool saw_all_ = true;
  std::chrono::nanoseconds longest_lag_{};

  std::atomic<bool> woken_{false};
  std::mutex posted_mutex_;
  std::vector<std::function<void()>> posted_;
};

}  // namespace sdg::net
