#include "runtime/store/group_sync.h"

#include <doctest/doctest.h>

#include <atomic>
#include <functional>

using sdg::store::GroupSync;
using namespace std::chrono_literals;

namespace {

bool eventually(const std::function<bool()>& holds) {
  for (int i = 0; i < 500 && !holds(); ++i) std::this_thread::sleep_for(10ms);
  return holds();
}

}  // namespace

TEST_CASE("a write is synced after the delay, together with those that came meanwhile") {
  std::atomic<int> syncs = 0;
  GroupSync sync([&] { ++syncs; }, 50ms, 1000);
  for (int i = 0; i < 10; ++i) sync.wrote(1);
  CHECK(syncs == 0);
  CHECK(eventually([&] { return syncs == 1; }));
  std::this_thread::sleep_for(120ms);
  CHECK(syncs == 1);  // nothing was written since
}

TEST_CASE("enough rows are synced at once") {
  std::atomic<int> syncs = 0;
  GroupSync sync([&] { ++syncs; }, 1h, 64);
  sync.wrote(63);
  std::this_thread::sleep_for(30ms);
  CHECK(syncs == 0);
  sync.wrote(1);
  CHECK(eventually([&] { return syncs == 1; }));
  sync.wrote(200);
  CHECK(eventually([&] { return syncs == 2; }));
}

TEST_CASE("it ends without waiting for the delay") {
  const auto begin = std::chrono::steady_clock::now();
  {
    GroupSync sync([] {}, 1h, 64);
    sync.wrote(1);
  }
  CHECK(std::chrono::steady_clock::now() - begin < 10s);
}
