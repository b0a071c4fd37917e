#include "runtime/net/fiber_scheduler.h"

namespace sdg::net {
namespace {

using boost::fibers::context;

// Reading the clock costs as much as a switch of fibers.
constexpr unsigned kPicksAClock = 16;

}  // namespace

void FiberScheduler::awakened(context* fiber) noexcept {
  if (fiber->is_context(boost::fibers::type::dispatcher_context)) dispatcher_ = fiber;
  fiber->ready_link(ready_);
}

context* FiberScheduler::pick_next() noexcept {
  if (ready_.empty()) return nullptr;
  const bool on_dispatcher = context::active() == dispatcher_;
  if (!on_dispatcher && ++picks_ % kPicksAClock != 0) return take(ready_.front());
  if (!reactor_.overdue()) return take(ready_.front());
  // Fibers that are always ready, or very many, must not starve the sockets: the dispatcher has its turn early.
  if (!on_dispatcher) return take(*dispatcher_);
  reactor_.pass(TimePoint::min());
  return take(ready_.front());
}

context* FiberScheduler::take(context& fiber) {
  fiber.ready_unlink();
  return &fiber;
}

}  // namespace sdg::net
