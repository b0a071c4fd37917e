#include <doctest/doctest.h>

#include "runtime/store/repair.h"

#include <fstream>
#include <random>

#include "tests/faults/store_damage.h"

using namespace sdg::store;
using namespace sdg::store::test;
using sdg::test::TempDir;

namespace fs = std::filesystem;

namespace {

Repaired repair_or_throw(const fs::path& store) {
  const auto repaired = repair_store(store, "sdgc memo repair");
  if (!repaired.ok()) throw std::runtime_error(repaired.failure().message);
  return *repaired;
}

/// A store whose entries are in a table, as after a run.
void make_closed(const fs::path& store) { fill(*open_or_throw(store).store); }

}  // namespace

TEST_CASE("a sound store is left as it is") {
  const TempDir folder;
  make_closed(folder / "s");
  const auto repaired = repair_or_throw(folder / "s");
  CHECK(repaired.set_aside.empty());
  CHECK(repaired.damaged_places == 0);
  CHECK_FALSE(repaired.catalogue_rebuilt);
  CHECK(count_misses(*open_or_throw(folder / "s").store) == 0);
}

TEST_CASE("of a table with a damaged place only that place is lost") {
  const TempDir folder;
  make_closed(folder / "s");
  const auto table = largest_file(folder / "s", ".sst");
  flip_bit(table, fs::file_size(table) / 2, 3);
  const int misses = count_misses(*open_or_throw(folder / "s").store);
  REQUIRE(misses > 0);

  const auto repaired = repair_or_throw(folder / "s");
  CHECK(repaired.damaged_places == 1);
  CHECK(fs::exists(repaired.set_aside / "db"));
  const auto opened = open_or_throw(folder / "s");
  CHECK(opened.lost_entries == 0);
  const int left_out = count_misses(*opened.store);
  CHECK(left_out >= misses);
  CHECK(left_out <= misses + 2);  // beside what stands on the damaged block
  CHECK(opened.store->statistics().unreadable == 0);
}

TEST_CASE("a visit passes over a damaged place and counts it") {
  const TempDir folder;
  make_closed(folder / "s");
  const auto table = largest_file(folder / "s", ".sst");
  flip_bit(table, fs::file_size(table) / 3, 3);
  const auto opened = open_or_throw(folder / "s");
  int visited = 0;
  REQUIRE(opened.store->visit_cells([&](const CellKey&, const Entry&) { return ++visited > 0; }));
  CHECK(visited < kEntries);
  CHECK(visited > kEntries / 2);
  CHECK(opened.store->statistics().unreadable == 1);
}

TEST_CASE("without its list of tables a store is refused, and repaired from the tables") {
  for (const char* part : {"MANIFEST", "CURRENT"}) {
    const TempDir folder;
    make_closed(folder / "s");
    fs::remove(largest_file(folder / "s", part));
    const auto refused = open_store(folder / "s", small_options());
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.failure().kind == StoreError::Refused);
    CHECK(refused.failure().message.find("sdgc memo repair") != std::string::npos);

    const auto repaired = repair_or_throw(folder / "s");
    CHECK(repaired.catalogue_rebuilt);
    CHECK(count_misses(*open_or_throw(folder / "s").store) == 0);
  }
}

TEST_CASE("tables without a list are never taken for an empty folder") {
  const TempDir folder;
  make_closed(folder / "s");
  for (const auto& file : fs::directory_iterator(folder / "s/db")) {
    if (file.path().extension() != ".sst") fs::remove(file.path());
  }
  CHECK_FALSE(open_store(folder / "s", small_options()).ok());
  CHECK(repair_or_throw(folder / "s").catalogue_rebuilt);
  CHECK(count_misses(*open_or_throw(folder / "s").store) == 0);
}

TEST_CASE("any flipped bit can be repaired, and what can be read is kept") {
  const TempDir folder;
  make_closed(folder / "closed");
  std::mt19937 random(5);
  for (const char* part : {".sst", ".sst", "MANIFEST", "CURRENT"}) {
    for (int round = 0; round < 4; ++round) {
      copy_files(folder / "closed", folder / "copy");
      const auto victim = largest_file(folder / "copy", part);
      const auto at = random() % fs::file_size(victim);
      flip_bit(victim, at, random() % 8);
      CAPTURE(victim.filename().string());
      CAPTURE(at);
      const auto repaired = repair_or_throw(folder / "copy");
      const auto opened = open_or_throw(folder / "copy");
      count_misses(*opened.store);
      CHECK(opened.store->commit(answered(name(0), reply(0))).ok());
    }
  }
}

TEST_CASE("a store that a run holds is not repaired") {
  const TempDir folder;
  const auto live = open_or_throw(folder / "s");
  const auto refused = repair_store(folder / "s", "sdgc memo repair");
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.failure().kind == StoreError::Held);
  CHECK(repair_store(folder / "nowhere", "").failure().kind == StoreError::Format);
}
