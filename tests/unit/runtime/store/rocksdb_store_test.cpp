#include "runtime/store/rocksdb_store.h"

#include <doctest/doctest.h>
#include <sys/stat.h>

#include <fstream>
#include <thread>

#include "runtime/store/key_bytes.h"
#include "runtime/store/synced_file.h"
#include "tests/unit/runtime/store/store_fixture.h"

using namespace sdg::store;
using namespace sdg::store::test;
using sdg::test::TempDir;

namespace {

unsigned mode_of(const std::filesystem::path& path) {
  struct stat status {};
  stat(path.c_str(), &status);
  return status.st_mode & 0777;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("what was committed is there in the next run") {
  const TempDir folder;
  {
    auto first = open_or_throw(folder / ".sdg");
    CHECK(first.lost_entries == 0);
    CHECK(first.dead_owner.empty());
    REQUIRE(first.store->commit(answered("q", "one")));
    REQUIRE(first.store->commit(decided("d", "k", "v")));
    Batch money;
    money.spending = {{"d", 7}};
    REQUIRE(first.store->commit(money));
  }
  for (int run = 0; run < 3; ++run) {
    auto again = open_or_throw(folder / ".sdg");
    CHECK(again.lost_entries == 0);
    CHECK(again.store->find(cell("q"))->attempts[0] == attempt("one"));
    CHECK(again.store->find_row("d", "k") == finished("v"));
    CHECK(again.store->spent("d") == 7);
  }
}

TEST_CASE("attempts of several runs make one entry") {
  const TempDir folder;
  for (std::uint32_t run = 0; run < 5; ++run) {
    auto opened = open_or_throw(folder / ".sdg");
    REQUIRE(opened.store->commit(answered("q", std::to_string(run), run)));
  }
  auto opened = open_or_throw(folder / ".sdg");
  const auto entry = opened.store->find(cell("q"));
  REQUIRE(entry->attempts.size() == 5);
  CHECK(entry->attempts[4].reply == "4");
}

TEST_CASE("a large reply comes back whole") {
  const TempDir folder;
  std::string reply(8 << 20, 'x');
  for (std::size_t i = 0; i < reply.size(); i += 97) reply[i] = static_cast<char>(i);
  {
    auto opened = open_or_throw(folder / ".sdg");
    REQUIRE(opened.store->commit(answered("q", reply)));
  }
  CHECK(open_or_throw(folder / ".sdg").store->find(cell("q"))->attempts[0].reply == reply);
}

TEST_CASE("a store is its user's alone") {
  const TempDir folder;
  std::filesystem::create_directory(folder / ".sdg");
  {
    auto opened = open_or_throw(folder / ".sdg");
    REQUIRE(opened.store->commit(answered("q", "one")));
    REQUIRE(opened.store->sync());
  }
  CHECK(mode_of(folder / ".sdg") == 0700);
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder / ".sdg")) {
    if (file.is_regular_file()) CHECK_MESSAGE(mode_of(file.path()) == 0600, file.path().string());
  }
}

TEST_CASE("a second run is told who holds the store") {
  const TempDir folder;
  const auto first = open_or_throw(folder / ".sdg");
  const auto second = open_store(folder / ".sdg", small_options());
  REQUIRE_FALSE(second.ok());
  CHECK(second.failure().kind == StoreError::Held);
  CHECK(contains(second.failure().message, "sdgc run test.sdg"));
}

TEST_CASE("a reader follows a live run without disturbing it") {
  const TempDir folder;
  auto writer = open_or_throw(folder / ".sdg");
  REQUIRE(writer.store->commit(answered("early", "1")));
  auto reader = open_read_only(folder / ".sdg");
  REQUIRE(reader.ok());
  CHECK((*reader)->find(cell("early")));
  CHECK_FALSE((*reader)->find(cell("late")));

  REQUIRE(writer.store->commit(answered("late", "2")));
  REQUIRE(writer.store->commit(answered("late", "3", 1)));
  REQUIRE((*reader)->refresh());
  const auto late = (*reader)->find(cell("late"));
  REQUIRE(late);
  CHECK(late->attempts.size() == 2);
  CHECK(writer.store->commit(answered("still", "writing")).ok());
}

TEST_CASE("a reader writes nothing") {
  const TempDir folder;
  { REQUIRE(open_or_throw(folder / ".sdg").store->commit(answered("q", "1"))); }
  std::map<std::string, std::filesystem::file_time_type> before;
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder / ".sdg")) {
    before[file.path().string()] = file.last_write_time();
  }
  {
    auto reader = open_read_only(folder / ".sdg");
    REQUIRE(reader.ok());
    CHECK((*reader)->find(cell("q")));
    const auto refused = (*reader)->commit(answered("r", "2"));
    CHECK_FALSE(refused.ok());
    CHECK(contains(refused.failure().message, "for reading only"));
  }
  std::map<std::string, std::filesystem::file_time_type> after;
  for (const auto& file : std::filesystem::recursive_directory_iterator(folder / ".sdg")) {
    after[file.path().string()] = file.last_write_time();
  }
  CHECK(before == after);
}

TEST_CASE("where no store is, reading says so and makes none") {
  const TempDir folder;
  const auto reader = open_read_only(folder / ".sdg");
  REQUIRE_FALSE(reader.ok());
  CHECK(reader.failure().kind == StoreError::Format);
  CHECK(contains(reader.failure().message, "there is no store"));
  CHECK_FALSE(store_exists(folder / ".sdg"));
  CHECK_FALSE(std::filesystem::exists(folder / ".sdg"));
}

TEST_CASE("a folder that cannot be made is a failure with its name") {
  const TempDir folder;
  folder.write("file", "");
  const auto opened = open_store(folder / "file/.sdg", small_options());
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.failure().kind == StoreError::Other);
  CHECK(contains(opened.failure().message, "file/.sdg"));
}

TEST_CASE("writes are synced soon without being asked, and the side file says how far") {
  const TempDir folder;
  auto opened = open_or_throw(folder / ".sdg");
  REQUIRE(opened.store->commit(answered("q", "1")));
  for (int i = 0; i < 200 && opened.store->statistics().syncs == 0; ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  CHECK(opened.store->statistics().syncs == 1);
  CHECK(SyncedFile(folder / ".sdg").read().value_or(0) > 0);
  REQUIRE(opened.store->sync());
  CHECK(opened.store->statistics().syncs == 1);  // nothing was written since
}

TEST_CASE("the paranoid have every commit synced") {
  const TempDir folder;
  auto options = small_options();
  options.sync = SyncMode::Always;
  auto opened = open_or_throw(folder / ".sdg", options);
  const auto before = SyncedFile(folder / ".sdg").read().value_or(0);
  REQUIRE(opened.store->commit(answered("q", "1")));
  CHECK(SyncedFile(folder / ".sdg").read().value_or(0) > before);
}

TEST_CASE("a promise that the disk did not keep is reported once") {
  const TempDir folder;
  { REQUIRE(open_or_throw(folder / ".sdg").store->commit(answered("q", "1"))); }
  SyncedFile synced(folder / ".sdg");
  synced.write(synced.read().value_or(0) + 5);
  CHECK(open_or_throw(folder / ".sdg").lost_entries == 5);
  CHECK(open_or_throw(folder / ".sdg").lost_entries == 0);
}

TEST_CASE("the side file is read as it was last written, after long and short numbers and garbage") {
  const TempDir folder;
  folder.write("SYNCED", std::string(200, 'x'));
  SyncedFile synced(folder.path());
  for (const std::uint64_t number : {1ULL, 99ULL, 18'446'744'073'709'551'615ULL, 7ULL}) {
    synced.write(number);
    CHECK(SyncedFile(folder.path()).read() == number);
  }
  synced.raise(6);
  CHECK(synced.read() == 7);
}

TEST_CASE("half a side file says nothing") {
  const TempDir folder;
  { REQUIRE(open_or_throw(folder / ".sdg").store->commit(answered("q", "1"))); }
  for (const char* torn : {"", "99999", "99999 abc\n", "garbage"}) {
    folder.write(".sdg/SYNCED", torn);
    CHECK(SyncedFile(folder / ".sdg").read() == std::nullopt);
    auto opened = open_or_throw(folder / ".sdg");
    CHECK(opened.lost_entries == 0);
    CHECK(opened.store->find(cell("q")));
  }
}

TEST_CASE("space is held back from the first run on") {
  const TempDir folder;
  auto opened = open_or_throw(folder / ".sdg");
  CHECK(std::filesystem::file_size(folder / ".sdg/BALLAST") == small_options().ballast_bytes);
  CHECK_FALSE(opened.store->space_is_short());
}
