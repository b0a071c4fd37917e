#include "runtime/net/cancel.h"

#include <doctest/doctest.h>

#include <chrono>
#include <memory>
#include <thread>

#include "tests/unit/runtime/net/net_fixture.h"

using namespace std::chrono_literals;
using sdg::net::Cancel;
using sdg::net::CurlHttp;
using sdg::net::Fiber;
using sdg::net::HttpErrorKind;
using sdg::net::Loop;
using sdg::test::ask;
using sdg::test::Behaviour;
using sdg::test::Fault;
using sdg::test::LoopbackServer;

namespace {

Behaviour silent() {
  Behaviour behaviour;
  behaviour.rate(Fault::Silent) = {1, 1};
  return behaviour;
}

void wait_until_asked(const LoopbackServer& server, std::uint64_t times) {
  while (server.stats().asked < times) sdg::net::sleep_until(std::chrono::steady_clock::now() + 1ms);
}

}  // namespace

TEST_CASE("a watch is told once, and not after it is gone") {
  Cancel cancel;
  int told = 0;
  const Cancel::Watch first(cancel, [&] { ++told; });
  {
    const Cancel::Watch gone(cancel, [&] { told += 100; });
  }
  cancel.request();
  cancel.request();
  CHECK(told == 1);
  CHECK(cancel.requested());
  const Cancel::Watch late(cancel, [&] { ++told; });
  CHECK(told == 2);
}

TEST_CASE("a watch may take another one away while it is told") {
  Cancel cancel;
  int told = 0;
  auto other = std::make_unique<Cancel::Watch>(cancel, [&] { told += 100; });
  const Cancel::Watch first(cancel, [&] {
    ++told;
    other.reset();
  });
  cancel.request();
  CHECK(told == 1);
}

TEST_CASE("cancelling the whole cancels its parts, and not the other way round") {
  Cancel whole;
  Cancel part(whole);
  Cancel other_part(whole);
  part.request();
  CHECK_FALSE(whole.requested());
  CHECK_FALSE(other_part.requested());
  whole.request();
  CHECK(other_part.requested());
}

TEST_CASE("what was cancelled before is never sent") {
  const LoopbackServer server;
  Loop loop;
  CurlHttp http(loop);
  Cancel cancel;
  cancel.request();
  const auto result = http.send(ask(server.url()), cancel);
  REQUIRE(!result);
  CHECK(result.failure().kind == HttpErrorKind::Cancelled);
  CHECK_FALSE(result.failure().sent);
  CHECK(server.stats().asked == 0);
}

TEST_CASE("what is cancelled while it waits to be started is never sent") {
  const LoopbackServer server;
  Loop loop;
  CurlHttp http(loop);
  constexpr int kRounds = 20;
  int unsent = 0;
  for (int i = 0; i < kRounds; ++i) {
    Cancel cancel;
    // The second runs before the loop has its turn, nearly always.
    sdg::test::in_fibers(2, [&](int fiber) {
      if (fiber == 1) return cancel.request();
      const auto result = http.send(ask(server.url(), std::to_string(i)), cancel);
      if (!result && !result.failure().sent) ++unsent;
    });
  }
  CHECK(unsent > 0);
  CHECK(server.stats().asked <= static_cast<std::uint64_t>(kRounds - unsent));
}

TEST_CASE("requests in flight end at once when they are cancelled") {
  const LoopbackServer server(silent());
  Loop loop;
  CurlHttp http(loop);
  Cancel cancel;
  int cancelled = 0;
  const auto begin = std::chrono::steady_clock::now();
  Fiber stopper([&] {
    wait_until_asked(server, 50);
    cancel.request();
  });
  sdg::test::in_fibers(50, [&](int i) {
    const auto result = http.send(ask(server.url(), std::to_string(i)), cancel);
    if (!result && result.failure().kind == HttpErrorKind::Cancelled && result.failure().sent) ++cancelled;
  });
  stopper.join();
  CHECK(cancelled == 50);
  CHECK(std::chrono::steady_clock::now() - begin < 30s);
}

TEST_CASE("a reply that has arrived is returned although it was cancelled meanwhile") {
  const LoopbackServer server;
  Loop loop;
  CurlHttp http(loop);
  Cancel cancel;
  Fiber stopper([&] {
    wait_until_asked(server, 1);
    // Asleep as a whole thread: nobody looks at the socket, and the reply lies in it.
    while (server.stats().answered < 1) std::this_thread::sleep_for(1ms);
    std::this_thread::sleep_for(20ms);
    cancel.request();
  });
  const auto result = http.send(ask(server.url()), cancel);
  stopper.join();
  CHECK(result);
}

TEST_CASE("cancelling one request leaves the others alone") {
  Behaviour behaviour;
  behaviour.latency_min = behaviour.latency_max = 100ms;
  const LoopbackServer server(behaviour);
  Loop loop;
  CurlHttp http(loop);
  Cancel one;
  int replies = 0;
  Fiber stopper([&] {
    wait_until_asked(server, 10);
    one.request();
  });
  sdg::test::in_fibers(10, [&](int i) {
    const Cancel never;
    if (http.send(ask(server.url(), std::to_string(i)), i == 0 ? one : never)) ++replies;
  });
  stopper.join();
  CHECK(replies == 9);
}
