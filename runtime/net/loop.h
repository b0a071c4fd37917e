#pragma once

#include <chrono>
#include <functional>
#include <memory>

namespace sdg::net {

class Reactor;

/// The I/O thread: makes the thread that constructs it run fibers in turn and sleep in one epoll when none is ready.
/// Fibers never change threads. The thread goes back to a scheduler without I/O when the loop goes.
///
/// Two things of the process change with the first loop: SIGPIPE is ignored (TLS writes cannot ask for that one by
/// one), and the soft limit of open files is raised to the hard one.
class Loop {
 public:
  Loop();
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  /// Runs `job` on the loop's thread soon. The one function here that any thread may call. `job` must not suspend.
  void post(std::function<void()> job);

  /// Calls `readable` as long as `fd` has something to read (a signalfd, a pipe). It must read, and must not suspend.
  void watch(int fd, std::function<void()> readable);
  void unwatch(int fd);

  /// The longest time that fibers kept the loop from looking at its sockets, sleep not counted.
  std::chrono::nanoseconds longest_lag() const;
  void forget_lag();

  /// For the rest of this folder.
  Reactor& reactor();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sdg::net
