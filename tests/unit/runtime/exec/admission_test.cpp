#include "runtime/exec/admission.h"

#include <doctest/doctest.h>

#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "runtime/net/loop.h"

using namespace sdg;
using exec::Admission;
using Clock = std::chrono::steady_clock;

namespace {

struct Gate {
  explicit Gate(exec::AdmissionLimits limits) : admission(limits, Clock::now()) {}

  Admission::Permit enter() { return *admission.acquire({}, 1, never); }
  void leave(Admission::Permit permit) { admission.settle(permit, Admission::Result::Answered, 1); }
  bool limited(Admission::Permit permit, int pause_ms = 0) {
    return admission.settle(permit, Admission::Result::RateLimited, 1, std::chrono::milliseconds(pause_ms));
  }
  /// Who comes now is let through once `release` has been called, not before.
  void check_next_waits_for(const std::function<void()>& release) {
    bool entered = false;
    net::Fiber next([&] {
      leave(enter());
      entered = true;
    });
    net::yield();
    CHECK_FALSE(entered);
    release();
    next.join();
    CHECK(entered);
  }

  net::Loop loop;
  net::Cancel never;
  Admission admission;
};

}  // namespace

TEST_CASE("as many are let through at once as the program says") {
  Gate gate({.concurrency = 2});
  auto first = gate.enter();
  auto second = gate.enter();
  gate.check_next_waits_for([&] { gate.leave(std::move(first)); });
  gate.leave(std::move(second));
  CHECK(gate.admission.in_flight() == 0);
}

TEST_CASE("a request waits while too many answers are not kept yet") {
  Gate gate({.concurrency = 64});
  std::vector<std::optional<Admission::Permit>> permits;
  for (int i = 0; i < 64; ++i) permits.emplace_back(gate.enter());
  for (int i = 0; i < 4; ++i) gate.admission.settle(*permits[i], Admission::Result::Answered, 1);
  CHECK(gate.admission.in_flight() == 60);
  // A thirty-second of the limit may be on its way into the store beside a full load.
  for (int i = 0; i < 2; ++i) permits.emplace_back(gate.enter());
  gate.check_next_waits_for([&] { permits.front().reset(); });
}

TEST_CASE("of a model that is asked little at once no answer waits beside a full load") {
  Gate gate({.concurrency = 1});
  auto held = std::make_optional(gate.enter());
  gate.admission.settle(*held, Admission::Result::Answered, 1);
  gate.check_next_waits_for([&] { held.reset(); });
}

TEST_CASE("the lowest row goes first, and datasets take turns") {
  Gate gate({.concurrency = 1});
  auto held = gate.enter();
  std::vector<std::pair<std::uint32_t, std::uint64_t>> order;
  std::vector<net::Fiber> fibers;
  const std::vector<exec::Turn> turns{{1, 9}, {1, 3}, {2, 5}, {1, 4}, {2, 1}};
  for (const auto turn : turns) {
    fibers.emplace_back([&gate, &order, turn] {
      auto permit = gate.admission.acquire(turn, 1, gate.never);
      order.emplace_back(turn.dataset, turn.row);
      gate.leave(std::move(*permit));
    });
  }
  net::yield();
  gate.leave(std::move(held));
  for (auto& fiber : fibers) fiber.join();
  CHECK(order == std::vector<std::pair<std::uint32_t, std::uint64_t>>{{1, 3}, {2, 1}, {1, 4}, {2, 5}, {1, 9}});
}

TEST_CASE("the first 429 of a burst takes a quarter, the others nothing") {
  Gate gate({.concurrency = 8});
  std::vector<Admission::Permit> permits;
  for (int i = 0; i < 4; ++i) permits.push_back(gate.enter());
  CHECK(gate.limited(std::move(permits[0])));
  CHECK(gate.admission.limit() == 6);
  CHECK_FALSE(gate.limited(std::move(permits[1])));
  CHECK(gate.admission.limit() == 6);
  auto later = gate.enter();
  CHECK(gate.limited(std::move(later)));
  CHECK(gate.admission.limit() == 4);
  gate.leave(std::move(permits[2]));
  gate.leave(std::move(permits[3]));
}

TEST_CASE("the limit never falls below one request") {
  Gate gate({.concurrency = 2});
  for (int i = 0; i < 5; ++i) gate.limited(gate.enter());
  CHECK(gate.admission.limit() == 1);
}

TEST_CASE("answers under a full load raise the limit again, up to what the program says") {
  Gate gate({.concurrency = 2});
  gate.limited(gate.enter());
  REQUIRE(gate.admission.limit() == 1);
  for (int i = 0; i < 25; ++i) gate.leave(gate.enter());
  CHECK(gate.admission.limit() == 2);
}

TEST_CASE("nobody is let through before the server's time is over") {
  Gate gate({.concurrency = 4});
  const auto begin = Clock::now();
  gate.limited(gate.enter(), 30);
  gate.leave(gate.enter());
  CHECK(Clock::now() - begin >= std::chrono::milliseconds(30));
}

TEST_CASE("who waits in line when the server asks for a pause gets through after it") {
  Gate gate({.concurrency = 1});
  auto held = gate.enter();
  gate.check_next_waits_for([&] { gate.limited(std::move(held), 20); });
}

TEST_CASE("requests a minute are kept: what is over waits for the bucket") {
  Gate gate({.concurrency = 100, .requests_per_minute = 1200, .tokens_per_minute = {}});
  const auto begin = Clock::now();
  for (int i = 0; i < 1202; ++i) gate.leave(gate.enter());
  CHECK(Clock::now() - begin >= std::chrono::milliseconds(50));
}

TEST_CASE("who waits is turned away when the run ends") {
  Gate gate({.concurrency = 1});
  auto held = gate.enter();
  net::Cancel over;
  bool turned_away = false;
  net::Fiber waiting([&] { turned_away = !gate.admission.acquire({}, 1, over); });
  net::yield();
  over.request();
  waiting.join();
  CHECK(turned_away);
  gate.leave(std::move(held));
}
