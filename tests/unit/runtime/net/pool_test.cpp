#include "runtime/net/pool.h"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>

#include "tests/unit/runtime/net/net_fixture.h"

using namespace std::chrono_literals;
using sdg::net::Fiber;
using sdg::net::Loop;
using sdg::net::Pool;

TEST_CASE("work is done on another thread, and its value comes back") {
  Loop loop;
  Pool pool(loop, 2);
  const auto here = std::this_thread::get_id();
  CHECK(pool.run([] { return std::this_thread::get_id(); }) != here);
  // A value that cannot be copied comes back as well.
  const auto value = pool.run([] { return std::make_unique<int>(42); });
  CHECK(*value == 42);
}

TEST_CASE("work without a value is waited for") {
  Loop loop;
  Pool pool(loop, 1);
  std::string done;
  pool.run([&] { done = "yes"; });
  CHECK(done == "yes");
}

TEST_CASE("what the work throws is thrown where it was asked for") {
  Loop loop;
  Pool pool(loop, 2);
  int caught = 0;
  sdg::test::in_fibers(50, [&](int i) {
    try {
      pool.run([i] {
        if (i % 2 == 0) throw std::runtime_error("even");
        return i;
      });
    } catch (const std::runtime_error&) {
      ++caught;
    }
  });
  CHECK(caught == 25);
}

TEST_CASE("many fibers share a few threads") {
  Loop loop;
  Pool pool(loop, 3);
  std::atomic<int> at_once{0};
  std::atomic<int> most{0};
  long sum = 0;
  sdg::test::in_fibers(500, [&](int i) {
    sum += pool.run([&, i] {
      const int now = ++at_once;
      int seen = most;
      while (now > seen && !most.compare_exchange_weak(seen, now)) {
      }
      --at_once;
      return i;
    });
  });
  CHECK(sum == 500 * 499 / 2);
  CHECK(most <= 3);
}

TEST_CASE("other fibers go on while work is done") {
  Loop loop;
  Pool pool(loop, 1);
  std::atomic<bool> may_end{false};
  int turns = 0;
  Fiber other([&] {
    for (; turns < 1000; ++turns) sdg::net::yield();
    may_end = true;
  });
  pool.run([&] {
    while (!may_end) std::this_thread::sleep_for(1ms);
  });
  other.join();
  CHECK(turns == 1000);
}

TEST_CASE("workers take no signals, and the thread that made them still does") {
  Loop loop;
  Pool pool(loop, 1);
  sigset_t blocked;
  pool.run([&] { pthread_sigmask(SIG_BLOCK, nullptr, &blocked); });
  CHECK(sigismember(&blocked, SIGINT) == 1);
  pthread_sigmask(SIG_BLOCK, nullptr, &blocked);
  CHECK(sigismember(&blocked, SIGINT) == 0);
}
