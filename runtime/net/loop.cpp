#include "runtime/net/loop.h"

#include <sys/epoll.h>
#include <sys/resource.h>

#include <boost/fiber/algo/round_robin.hpp>
#include <boost/fiber/operations.hpp>
#include <csignal>
#include <unordered_map>
#include <utility>

#include "runtime/net/fiber_scheduler.h"
#include "runtime/net/reactor.h"

namespace sdg::net {
namespace {

void raise_open_file_limit() {
  rlimit limit{};
  if (getrlimit(RLIMIT_NOFILE, &limit) != 0 || limit.rlim_cur == limit.rlim_max) return;
  limit.rlim_cur = limit.rlim_max;
  setrlimit(RLIMIT_NOFILE, &limit);
}

/// Calls what was given to `Loop::watch`.
class Watches final : public Reactor::Handler {
 public:
  void put(int fd, std::function<void()> readable) {
    callbacks_[fd] = std::make_shared<std::function<void()>>(std::move(readable));
  }
  void drop(int fd) { callbacks_.erase(fd); }

  void ready(int fd, std::uint32_t) override {
    // Held, because the callback may unwatch its own descriptor.
    const auto readable = callbacks_.at(fd);
    (*readable)();
  }

 private:
  std::unordered_map<int, std::shared_ptr<std::function<void()>>> callbacks_;
};

}  // namespace

struct Loop::Impl {
  Reactor reactor;
  Watches watches;
};

Loop::Loop() : impl_(std::make_unique<Impl>()) {
  std::signal(SIGPIPE, SIG_IGN);
  raise_open_file_limit();
  boost::fibers::use_scheduling_algorithm<FiberScheduler>(impl_->reactor);
}

Loop::~Loop() { boost::fibers::use_scheduling_algorithm<boost::fibers::algo::round_robin>(); }

void Loop::post(std::function<void()> job) { impl_->reactor.post(std::move(job)); }

void Loop::watch(int fd, std::function<void()> readable) {
  impl_->watches.put(fd, std::move(readable));
  impl_->reactor.set_interest(fd, &impl_->watches, EPOLLIN);
}

void Loop::unwatch(int fd) {
  impl_->reactor.forget(fd);
  impl_->watches.drop(fd);
}

std::chrono::nanoseconds Loop::longest_lag() const { return impl_->reactor.longest_lag(); }

void Loop::forget_lag() { impl_->reactor.forget_lag(); }

Reactor& Loop::reactor() { return impl_->reactor; }

}  // namespace sdg::net
