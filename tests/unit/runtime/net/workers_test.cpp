#include "runtime/net/workers.h"

#include <doctest/doctest.h>

#include <atomic>
#include <mutex>
#include <thread>
#include <vector>

using sdg::net::Workers;

TEST_CASE("workers do all that they were given before they go") {
  std::atomic<int> done = 0;
  {
    Workers workers(3);
    for (int i = 0; i < 1000; ++i) workers.give([&] { ++done; });
  }
  CHECK(done == 1000);
}

TEST_CASE("workers take jobs of several threads, and what a job wrote is there when it is told") {
  constexpr int kGivers = 4, kJobs = 500;
  std::vector<int> results(kGivers * kJobs, 0);
  std::mutex mutex;
  int sum = 0;
  {
    Workers workers(4);
    std::vector<std::thread> givers;
    for (int giver = 0; giver < kGivers; ++giver) {
      givers.emplace_back([&, giver] {
        for (int i = 0; i < kJobs; ++i) {
          workers.give([&, place = static_cast<std::size_t>(giver * kJobs + i)] {
            results[place] = 1;
            const std::lock_guard lock(mutex);
            sum += results[place];
          });
        }
      });
    }
    for (auto& giver : givers) giver.join();
  }
  CHECK(sum == kGivers * kJobs);
}

TEST_CASE("a single one of the workers keeps the order") {
  std::vector<int> order;
  {
    Workers workers(1);
    for (int i = 0; i < 100; ++i) workers.give([&, i] { order.push_back(i); });
  }
  for (int i = 0; i < 100; ++i) CHECK(order[static_cast<std::size_t>(i)] == i);
}
