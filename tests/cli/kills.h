#pragma once

#include <doctest/doctest.h>

#include <algorithm>
#include <csignal>
#include <random>
#include <string>
#include <thread>

#include "tests/cli/pipeline_fixture.h"

namespace sdg::test {

inline Behaviour slow_enough_to_be_killed() {
  Behaviour behaviour;
  behaviour.latency_min = std::chrono::milliseconds(10);
  behaviour.latency_max = std::chrono::milliseconds(20);
  return behaviour;
}

/// Kills runs at random instants, one and the same pipeline again and again until it is done, so many times in all.
inline void check_kills(int wanted) {
  constexpr int kRows = 40, kInFlight = 16;
  Bench whole;
  write_chain(whole, kRows);
  REQUIRE(whole.run_pipeline().exit_code == 0);
  const std::string expected = whole.output();
  REQUIRE(std::ranges::count(expected, '\n') == kRows);

  std::mt19937 random(7);  // the moments differ from each other, not from one test run to the next
  for (int killed = 0; killed < wanted;) {
    Bench bench(slow_enough_to_be_killed());
    write_chain(bench, kRows);
    int kills = 0;
    for (; kills < 5; ++kills) {
      Process process(bench.command({"run", "pipeline.sdg"}));
      std::this_thread::sleep_for(std::chrono::milliseconds(random() % 130));
      if (process.wait(std::chrono::milliseconds(0))) break;
      process.signal(SIGKILL);
      process.wait(std::chrono::seconds(10));
    }
    killed += kills;
    CAPTURE(killed);
    REQUIRE(bench.run_pipeline().exit_code == 0);
    REQUIRE(bench.output() == expected);
    REQUIRE(bench.server.stats().asked <= static_cast<std::uint64_t>(3 * kRows + kills * kInFlight));
  }
}

}  // namespace sdg::test
