#include "runtime/net/reactor.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace sdg::net {
namespace {

using Clock = std::chrono::steady_clock;

// Each event is some 30 us of curl and of the fiber it wakes.
constexpr std::size_t kEventsAPass = 128;
// Short against any network, long against the clock and the system call that each look costs.
constexpr std::chrono::microseconds kLookEvery{200};

int checked(int result, const char* what) {
  if (result < 0) throw std::system_error(errno, std::generic_category(), what);
  return result;
}

/// Rounded up, so that the pass does not end before the deadline it was made for.
int milliseconds_until(TimePoint until) {
  constexpr std::chrono::milliseconds kForever = std::chrono::hours(24);
  const auto now = Clock::now();
  if (until <= now) return 0;
  if (until - now >= kForever) return -1;
  return static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(until - now).count());
}

epoll_event event_of(int fd, std::uint32_t generation, std::uint32_t events) {
  epoll_event event{};
  event.events = events;
  event.data.u64 = std::uint64_t{generation} << 32 | static_cast<std::uint32_t>(fd);
  return event;
}

}  // namespace

Reactor::Reactor()
    : epoll_(checked(epoll_create1(EPOLL_CLOEXEC), "epoll_create1")),
      wakeup_(checked(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK), "eventfd")),
      last_pass_(Clock::now()) {
  tell_kernel(wakeup_, slot(wakeup_), EPOLLIN);
}

Reactor::~Reactor() {
  close(wakeup_);
  close(epoll_);
}

Reactor::Slot& Reactor::slot(int fd) {
  const auto index = static_cast<std::size_t>(fd);
  if (index >= slots_.size()) slots_.resize(std::max(index + 1, slots_.size() * 2));
  return slots_[index];
}

void Reactor::tell_kernel(int fd, Slot& slot, std::uint32_t events) {
  if (events == slot.registered) return;
  auto event = event_of(fd, slot.generation, events);
  if (events == 0) {
    epoll_ctl(epoll_, EPOLL_CTL_DEL, fd, nullptr);
  } else {
    // A number that was closed and came back can be known to one side only.
    const int likely = slot.registered == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
    const int other = slot.registered == 0 ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    if (epoll_ctl(epoll_, likely, fd, &event) != 0) checked(epoll_ctl(epoll_, other, fd, &event), "epoll_ctl");
  }
  slot.registered = events;
}

void Reactor::set_interest(int fd, Handler* handler, std::uint32_t events) {
  auto& known = slot(fd);
  known.handler = events == 0 ? nullptr : handler;
  known.wanted = events;
  tell_kernel(fd, known, events);
}

void Reactor::rest(int fd) { slot(fd).wanted = 0; }

void Reactor::forget(int fd) {
  auto& known = slot(fd);
  if (known.registered != 0) epoll_ctl(epoll_, EPOLL_CTL_DEL, fd, nullptr);
  known = Slot{.generation = known.generation + 1};
}

void Reactor::add(Driver& driver) { drivers_.push_back(&driver); }

void Reactor::remove(Driver& driver) { std::erase(drivers_, &driver); }

void Reactor::post(std::function<void()> job) {
  {
    const std::lock_guard lock(posted_mutex_);
    posted_.push_back(std::move(job));
  }
  wake();
}

void Reactor::wake() noexcept {
  if (woken_.exchange(true)) return;
  const std::uint64_t one = 1;
  // The counter cannot be full, as it is emptied between two writes.
  [[maybe_unused]] const auto written = write(wakeup_, &one, sizeof one);
}

void Reactor::run_posted() {
  std::uint64_t count = 0;
  [[maybe_unused]] const auto got = read(wakeup_, &count, sizeof count);
  // From here on a post writes again: it may come too late for the jobs taken below.
  woken_ = false;
  std::vector<std::function<void()>> jobs;
  {
    const std::lock_guard lock(posted_mutex_);
    jobs.swap(posted_);
  }
  for (const auto& job : jobs) job();
}

void Reactor::pass(TimePoint until) {
  note_lag();
  for (const auto* driver : drivers_) until = std::min(until, driver->deadline());
  std::array<epoll_event, kEventsAPass> events;
  const int count = epoll_wait(epoll_, events.data(), static_cast<int>(events.size()), milliseconds_until(until));
  last_pass_ = Clock::now();
  saw_all_ = count < static_cast<int>(events.size());
  for (int i = 0; i < count; ++i) {
    const auto& event = events[static_cast<std::size_t>(i)];
    dispatch(static_cast<int>(event.data.u64 & 0xffffffffU), static_cast<std::uint32_t>(event.data.u64 >> 32),
             event.events);
  }
  for (std::size_t i = 0; i < drivers_.size(); ++i) drivers_[i]->settle();
}

void Reactor::dispatch(int fd, std::uint32_t generation, std::uint32_t events) {
  if (fd == wakeup_) return run_posted();
  auto& known = slot(fd);
  if (known.generation != generation) return;
  // An error is told to whoever wants anything at all; what nobody wants would come back in every pass.
  const bool wanted = known.wanted != 0 && (events & (known.wanted | EPOLLERR | EPOLLHUP)) != 0;
  if (!wanted) return tell_kernel(fd, known, known.wanted);
  known.handler->ready(fd, events);
}

bool Reactor::overdue() const { return Clock::now() - last_pass_ >= kLookEvery; }

void Reactor::note_lag() { longest_lag_ = std::max<std::chrono::nanoseconds>(longest_lag_, Clock::now() - last_pass_); }

}  // namespace sdg::net
