#include "runtime/store/garbage.h"

#include <doctest/doctest.h>

#include "tests/unit/runtime/store/store_fixture.h"

using namespace sdg::store;
using namespace sdg::store::test;

namespace {

void run_at(Store& store, int day) {
  REQUIRE(store.put_run({"run-" + std::to_string(1000 + day), day, "sdgc run x.sdg", {}}));
}

void answer_on(Store& store, std::string_view name, int day) {
  Batch batch = answered(name, "reply");
  batch.attempts[0].attempt.created_at_ms = day;
  REQUIRE(store.commit(batch));
}

}  // namespace

TEST_CASE_TEMPLATE("what neither a row nor one of the last runs needs is swept", Place, InMemory, OnDisk) {
  Place place;
  for (int day = 1; day <= 12; ++day) run_at(*place.store, day);
  answer_on(*place.store, "a", 1);  // decided() names a and b
  answer_on(*place.store, "forgotten", 2);
  answer_on(*place.store, "recent", 3);  // the tenth run from the end
  REQUIRE(place.store->commit(decided("d", "k", "v")));

  const auto collected = collect_garbage(*place.store);
  REQUIRE(collected.ok());
  CHECK(collected->cells_swept == 1);
  CHECK(collected->cells_kept == 2);
  CHECK(place.store->find(cell("a")));
  CHECK(place.store->find(cell("recent")));
  CHECK_FALSE(place.store->find(cell("forgotten")));
}

TEST_CASE("before there were ten runs nothing is swept, however old it is") {
  InMemory place;
  for (int day = 101; day <= 109; ++day) run_at(*place.store, day);
  answer_on(*place.store, "old", 1);
  CHECK(collect_garbage(*place.store)->cells_swept == 0);
  CHECK(collect_garbage(*place.store, 9)->cells_swept == 1);
}

TEST_CASE_TEMPLATE("thousands are swept while they are visited", Place, InMemory, OnDisk) {
  Place place;
  std::vector<Batch> batches;
  for (int i = 0; i < 2500; ++i) batches.push_back(answered("q" + std::to_string(i), "reply"));
  REQUIRE(place.store->commit(batches));
  const auto collected = collect_garbage(*place.store, 0);
  REQUIRE(collected.ok());
  CHECK(collected->cells_swept == 2500);
  CHECK_FALSE(place.store->find(cell("q1234")));
}
