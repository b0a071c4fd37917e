#include "runtime/net/loop.h"

#include <doctest/doctest.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <chrono>
#include <cstdint>
#include <thread>
#include <vector>

#include "runtime/net/fiber.h"

using namespace std::chrono_literals;
using sdg::net::Event;
using sdg::net::Fiber;
using sdg::net::Loop;

namespace {

using Clock = std::chrono::steady_clock;

class EventFd {
 public:
  EventFd() : fd_(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}
  ~EventFd() { close(fd_); }

  int fd() const { return fd_; }
  void raise() const { eventfd_write(fd_, 1); }
  void read() const {
    eventfd_t count = 0;
    eventfd_read(fd_, &count);
  }

 private:
  int fd_;
};

}  // namespace

TEST_CASE("jobs of other threads run on the loop's thread and wake what waits there") {
  Loop loop;
  Event event;
  std::thread::id ran_on;
  std::thread other([&] {
    std::this_thread::sleep_for(20ms);
    loop.post([&] {
      ran_on = std::this_thread::get_id();
      event.set();
    });
  });
  event.wait();
  other.join();
  CHECK(ran_on == std::this_thread::get_id());
}

TEST_CASE("no job of many threads is lost") {
  Loop loop;
  constexpr int kEach = 2000;
  int ran = 0;
  Event all;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int job = 0; job < kEach; ++job) {
        loop.post([&] {
          if (++ran == 4 * kEach) all.set();
        });
      }
    });
  }
  CHECK(all.wait_until(Clock::now() + 30s));
  for (auto& thread : threads) thread.join();
}

TEST_CASE("a watched descriptor calls back as often as it has something to read") {
  Loop loop;
  const EventFd source;
  int calls = 0;
  Event third;
  loop.watch(source.fd(), [&] {
    source.read();
    if (++calls == 3) third.set();
  });
  std::thread other([&] {
    for (int i = 0; i < 3; ++i) {
      source.raise();
      std::this_thread::sleep_for(20ms);
    }
  });
  // Slept through, the three can come as fewer; each is a call only where it is read in between.
  third.wait_until(Clock::now() + 5s);
  other.join();
  CHECK(calls == 3);
  loop.unwatch(source.fd());
}

TEST_CASE("a callback may end its own watch, and hears no more") {
  Loop loop;
  const EventFd source;
  int calls = 0;
  loop.watch(source.fd(), [&] {
    ++calls;
    loop.unwatch(source.fd());  // and does not read: the descriptor stays readable
  });
  source.raise();
  sdg::net::sleep_until(Clock::now() + 20ms);
  CHECK(calls == 1);
}

TEST_CASE("sleeping fibers wake in the order of their times, and not early") {
  Loop loop;
  std::vector<int> order;
  const auto begin = Clock::now();
  std::vector<Fiber> fibers;
  for (const int wait : {60, 20, 40}) {
    fibers.emplace_back([&, wait] {
      sdg::net::sleep_until(begin + std::chrono::milliseconds(wait));
      CHECK(Clock::now() >= begin + std::chrono::milliseconds(wait));
      order.push_back(wait);
    });
  }
  for (auto& fiber : fibers) fiber.join();
  CHECK(order == std::vector<int>{20, 40, 60});
}

TEST_CASE("an event is seen whether it comes before, during or after the wait for it") {
  Loop loop;
  Event before;
  before.set();
  before.wait();
  CHECK(before.wait_until(Clock::now()));

  Event during;
  Fiber setter([&] { during.set(); });
  CHECK(during.wait_until(Clock::now() + 10s));
  setter.join();

  Event after;
  CHECK_FALSE(after.wait_until(Clock::now() + 10ms));
  after.set();
  CHECK(after.is_set());
  after.wait();
}

TEST_CASE("timed waits that are ended early and late a thousand times leave the sleepers in order") {
  Loop loop;
  int in_time = 0;
  for (int i = 0; i < 1000; ++i) {
    Event event;
    Fiber setter([&] {
      for (int turn = 0; turn < i % 3; ++turn) sdg::net::yield();
      event.set();
    });
    if (event.wait_until(Clock::now() + (i % 2 == 0 ? 10s : 1us))) ++in_time;
    setter.join();
  }
  CHECK(in_time >= 500);
}

TEST_CASE("the loop knows how long it was kept from its sockets") {
  Loop loop;
  sdg::net::sleep_until(Clock::now() + 5ms);
  loop.forget_lag();
  std::this_thread::sleep_for(60ms);
  sdg::net::sleep_until(Clock::now() + 1ms);
  CHECK(loop.longest_lag() >= 60ms);
}

TEST_CASE("sleep is no lag") {
  Loop loop;
  sdg::net::sleep_until(Clock::now() + 1ms);
  loop.forget_lag();
  sdg::net::sleep_until(Clock::now() + 300ms);
  CHECK(loop.longest_lag() < 300ms);
}

TEST_CASE("a thread may have one loop after another, and fibers without any") {
  for (int i = 0; i < 3; ++i) {
    const Loop loop;
    Fiber fiber([] { sdg::net::yield(); });
    fiber.join();
  }
  Fiber without([] { sdg::net::sleep_until(Clock::now() + 1ms); });
  without.join();
}
