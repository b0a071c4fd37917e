#include <doctest/doctest.h>

#include <algorithm>
#include <vector>

#include "runtime/exec/cell_table.h"
#include "runtime/exec/committer.h"
#include "runtime/exec/crew.h"
#include "runtime/net/loop.h"
#include "runtime/store/memory_store.h"

using namespace sdg;

namespace {

void rest() { net::sleep_until(std::chrono::steady_clock::now() + std::chrono::milliseconds(1)); }

/// Counts the writes that reach a store.
class CountingStore {
 public:
  store::Batch batch(const std::string& key) {
    store::Batch batch;
    batch.rows.push_back({"d", key, {}});
    return batch;
  }
  std::unique_ptr<store::Store> store = store::make_memory_store();
};

}  // namespace

TEST_CASE("a crew does as many jobs at once as it has places") {
  const net::Loop loop;
  exec::Crew crew(3);
  int now = 0;
  int most = 0;
  int done = 0;
  for (int i = 0; i < 20; ++i) {
    crew.add([&] {
      most = std::max(most, ++now);
      rest();
      --now;
      ++done;
    });
  }
  crew.finish();
  CHECK(done == 20);
  CHECK(most == 3);
}

TEST_CASE("a crew makes room before a job is added") {
  const net::Loop loop;
  exec::Crew crew(2);
  int now = 0;
  for (int i = 0; i < 10; ++i) {
    crew.wait_for_room();
    CHECK(now < 2);
    crew.add([&] {
      ++now;
      rest();
      --now;
    });
  }
  crew.finish();
}

TEST_CASE("a crew whose members wait for queued jobs does not stand still") {
  const net::Loop loop;
  exec::Crew crew(2);
  net::Event queued_job_done;
  std::vector<int> order;
  crew.add([&] {
    const exec::Crew::Away away(crew, true);
    queued_job_done.wait();
    order.push_back(1);
  });
  for (int i = 0; i < 4; ++i) crew.add([] { rest(); });
  crew.add([&] {
    order.push_back(0);
    queued_job_done.set();
  });
  crew.finish();
  CHECK(order == std::vector<int>{0, 1});
}

TEST_CASE("jobs may add jobs") {
  const net::Loop loop;
  exec::Crew crew(2);
  int done = 0;
  for (int i = 0; i < 3; ++i) {
    crew.add([&] {
      for (int j = 0; j < 3; ++j) crew.add([&done] { ++done; });
    });
  }
  crew.finish();
  CHECK(done == 9);
}

TEST_CASE("commits that come together share a write and all of them arrive") {
  net::Loop loop;
  net::Pool pool(loop, 1);
  CountingStore counting;
  exec::Committer committer(*counting.store, pool);
  std::vector<net::Fiber> fibers;
  int committed = 0;
  for (int i = 0; i < 50; ++i) {
    fibers.emplace_back([&, i] { committed += committer.commit(counting.batch(std::to_string(i))).ok() ? 1 : 0; });
  }
  for (auto& fiber : fibers) fiber.join();
  CHECK(committed == 50);
  CHECK(counting.store->statistics().rows_written == 50);
  CHECK(counting.store->find_row("d", "49").has_value());
}

TEST_CASE("a cell has one owner at a time") {
  const net::Loop loop;
  exec::CellTable cells;
  const auto key = plan::sha256("cell");
  int owners = 0;
  int answered = 0;
  std::vector<net::Fiber> fibers;
  for (int i = 0; i < 4; ++i) {
    fibers.emplace_back([&] {
      const auto claim = cells.claim(key);
      CHECK(++owners == 1);
      rest();
      --owners;
      ++answered;
    });
  }
  for (auto& fiber : fibers) fiber.join();
  CHECK(answered == 4);
  CHECK_FALSE(cells.is_taken(key));
}

TEST_CASE("a claim that was handed on holds the cell until its last owner goes") {
  const net::Loop loop;
  exec::CellTable cells;
  const auto key = plan::sha256("cell");
  {
    std::vector<exec::CellTable::Claim> kept;
    {
      auto claim = cells.claim(key);
      kept.push_back(std::move(claim));
    }
    CHECK(cells.is_taken(key));
  }
  CHECK_FALSE(cells.is_taken(key));
}
