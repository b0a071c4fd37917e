#include "runtime/net/fiber.h"

#include <boost/fiber/context.hpp>
#include <boost/fiber/fiber.hpp>
#include <boost/fiber/operations.hpp>
#include <utility>

#include "runtime/net/guarded_stack.h"

namespace sdg::net {
namespace {

// Costs only the pages that are touched. What it must hold is a value as deep as types may be.
#ifdef __SANITIZE_ADDRESS__
constexpr std::size_t kStackSize = std::size_t{2} << 20;
#else
constexpr std::size_t kStackSize = std::size_t{128} << 10;
#endif

}  // namespace

void Event::set() {
  set_ = true;
  if (waiter_ == nullptr) return;
  auto* waiter = static_cast<boost::fibers::context*>(std::exchange(waiter_, nullptr));
  // Its time may have passed a moment ago: then it is on its way already.
  if (!waiter->ready_is_linked()) boost::fibers::context::active()->schedule(waiter);
}

void Event::wait() {
  while (!set_) {
    waiter_ = boost::fibers::context::active();
    boost::fibers::context::active()->suspend();
  }
}

bool Event::wait_until(TimePoint deadline) {
  while (!set_ && std::chrono::steady_clock::now() < deadline) {
    waiter_ = boost::fibers::context::active();
    boost::fibers::context::active()->wait_until(deadline);
    waiter_ = nullptr;
  }
  return set_;
}

struct Fiber::Impl {
  boost::fibers::fiber fiber;
};

Fiber::Fiber(std::function<void()> body)
    : impl_(std::make_unique<Impl>(
          Impl{boost::fibers::fiber(std::allocator_arg, GuardedStacks(kStackSize), std::move(body))})) {}

Fiber::~Fiber() = default;
Fiber::Fiber(Fiber&&) noexcept = default;
Fiber& Fiber::operator=(Fiber&&) noexcept = default;

void Fiber::join() { impl_->fiber.join(); }

void yield() { boost::this_fiber::yield(); }

void sleep_until(TimePoint when) { boost::this_fiber::sleep_until(when); }

}  // namespace sdg::net
