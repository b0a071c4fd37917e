#include <doctest/doctest.h>

#include <fstream>
#include <random>

#include "tests/faults/store_damage.h"

using namespace sdg::store;
using namespace sdg::store::test;
using sdg::test::TempDir;

namespace fs = std::filesystem;

namespace {

/// Whether every loss was told in one of the ways there are.
void check_flip(const fs::path& store, std::string_view part, std::mt19937& random) {
  const auto victim = largest_file(store, part);
  const auto at = random() % fs::file_size(victim);
  flip_bit(victim, at, random() % 8);
  CAPTURE(victim.filename().string());
  CAPTURE(at);
  auto opened = open_store(store, small_options());
  if (!opened.ok()) {
    CHECK(opened.failure().kind == StoreError::Refused);
    CHECK(opened.failure().message.find("sdgc memo repair") != std::string::npos);
    return;
  }
  const int misses = count_misses(*opened->store);
  if (misses > 0) CHECK((opened->lost_entries > 0 || opened->store->statistics().unreadable > 0));
  // What was lost is asked again and takes the place of what cannot be read.
  REQUIRE(opened->store->commit(answered(name(0), reply(0))));
  CHECK(opened->store->find(cell(name(0))));
}

}  // namespace

TEST_CASE("a flipped bit in the log is never a wrong value, and what it cost is reported") {
  const TempDir folder;
  auto live = open_or_throw(folder / "live");
  fill(*live.store);
  std::mt19937 random(1);
  for (int round = 0; round < 20; ++round) {
    copy_files(folder / "live", folder / "copy");
    check_flip(folder / "copy", ".log", random);
  }
}

TEST_CASE("a flipped bit in a table or in RocksDB's own records is never a wrong value") {
  const TempDir folder;
  fill(*open_or_throw(folder / "closed").store);
  std::mt19937 random(2);
  for (const char* part : {".sst", ".sst", ".sst", "MANIFEST", "CURRENT", "IDENTITY", "OPTIONS"}) {
    for (int round = 0; round < 5; ++round) {
      copy_files(folder / "closed", folder / "copy");
      check_flip(folder / "copy", part, random);
    }
  }
}

TEST_CASE("rows behind a damaged place are found all the same") {
  const TempDir folder;
  std::vector<std::string> keys;
  for (int number = 0; number < kEntries; ++number) {
    // In the order in which rows lie, whose keys are read from their ends.
    keys.push_back({static_cast<char>(number % 256), static_cast<char>(number / 256)});
  }
  {
    const auto closed = open_or_throw(folder / "closed");
    for (int number = 0; number < kEntries; ++number) {
      REQUIRE(closed.store->commit(decided("d", keys[static_cast<std::size_t>(number)], reply(number))));
    }
  }
  std::mt19937 random(3);
  std::size_t lost = 0;
  for (int round = 0; round < 20; ++round) {
    copy_files(folder / "closed", folder / "copy");
    const auto table = largest_file(folder / "copy", ".sst");
    flip_bit(table, random() % fs::file_size(table), random() % 8);
    const auto opened = open_store(folder / "copy", small_options());
    if (!opened.ok()) continue;
    std::size_t alone = 0, together = 0;
    for (const auto& key : keys) alone += opened->store->find_row("d", key) ? 1 : 0;
    const std::vector<std::string_view> views(keys.begin(), keys.end());
    opened->store->find_rows("d", views, [&](std::size_t place, const RowRecord& row) {
      ++together;
      REQUIRE(row.values == reply(static_cast<int>(place)));
    });
    CHECK(together == alone);
    if (together < keys.size()) CHECK(opened->store->statistics().unreadable > 0);
    lost += keys.size() - together;
  }
  CHECK(lost > 0);
}

TEST_CASE("a log cut behind the synced part is an ordinary power cut") {
  const TempDir folder;
  auto live = open_or_throw(folder / "live");
  fill(*live.store);
  copy_files(folder / "live", folder / "synced");
  // Not synced yet; the copy sees it in the page cache, a disk may have half of it.
  REQUIRE(live.store->commit(answered("unsynced", reply(0))));
  const auto whole = fs::file_size(largest_file(folder / "synced", ".log"));
  for (const std::uintmax_t kept : {whole + 1, whole + 20, whole + 300}) {
    copy_files(folder / "live", folder / "copy");
    fs::copy_file(folder / "synced/SYNCED", folder / "copy/SYNCED", fs::copy_options::overwrite_existing);
    fs::resize_file(largest_file(folder / "copy", ".log"), kept);
    const auto opened = open_or_throw(folder / "copy");
    CHECK(opened.lost_entries == 0);
    CHECK(count_misses(*opened.store) == 0);
    CHECK_FALSE(opened.store->find(cell("unsynced")));
  }
}

TEST_CASE("a log whose unsynced end is zeros or garbage opens") {
  const TempDir folder;
  auto live = open_or_throw(folder / "live");
  fill(*live.store);
  for (const char filler : {'\0', '\x5a'}) {
    copy_files(folder / "live", folder / "copy");
    std::ofstream(largest_file(folder / "copy", ".log"), std::ios::app | std::ios::binary) << std::string(5000, filler);
    const auto opened = open_or_throw(folder / "copy");
    CHECK(opened.lost_entries == 0);
    CHECK(count_misses(*opened.store) == 0);
  }
}

TEST_CASE("a log cut in its synced part is reported with the number of lost entries") {
  const TempDir folder;
  auto live = open_or_throw(folder / "live");
  fill(*live.store);
  copy_files(folder / "live", folder / "copy");
  const auto log = largest_file(folder / "copy", ".log");
  fs::resize_file(log, fs::file_size(log) / 2);
  const auto opened = open_or_throw(folder / "copy");
  const auto misses = count_misses(*opened.store);
  CHECK(misses > 0);
  CHECK(opened.lost_entries == static_cast<std::uint64_t>(misses));
}
