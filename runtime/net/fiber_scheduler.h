#pragma once

#include <boost/fiber/algo/algorithm.hpp>
#include <boost/fiber/context.hpp>
#include <boost/fiber/scheduler.hpp>

#include "runtime/net/reactor.h"

namespace sdg::net {

/// Fibers in turn; whoever finds nobody ready sleeps in the reactor. I/O is done on the dispatcher's stack only, never
/// on that of the fiber that happens to suspend: TLS needs tens of kilobytes.
class FiberScheduler final : public boost::fibers::algo::algorithm {
 public:
  /// `reactor` must live until another scheduler takes over.
  explicit FiberScheduler(Reactor& reactor) : reactor_(reactor) {}

  void awakened(boost::fibers::context* fiber) noexcept override;
  boost::fibers::context* pick_next() noexcept override;
  bool has_ready_fibers() const noexcept override { return !ready_.empty(); }
  void suspend_until(const TimePoint& until) noexcept override { reactor_.pass(until); }
  void notify() noexcept override { reactor_.wake(); }

 private:
  boost::fibers::context* take(boost::fibers::context& fiber);

  Reactor& reactor_;
  boost::fibers::scheduler::ready_queue_type ready_;
  boost::fibers::context* dispatcher_ = nullptr;
  unsigned picks_ = 0;
};

}  // namespace sdg::net
