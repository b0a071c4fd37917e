#include <doctest/doctest.h>
#include <sys/mount.h>

#include <chrono>
#include <random>
#include <thread>

#include "tests/unit/runtime/store/store_fixture.h"

using namespace sdg::store;
using namespace sdg::store::test;
using sdg::test::TempDir;

namespace {

/// A disk of a few megabytes; not mounted where that is not allowed.
class SmallDisk {
 public:
  explicit SmallDisk(const char* size) {
    mounted_ = mount("none", folder_.path().c_str(), "tmpfs", 0, (std::string("size=") + size).c_str()) == 0;
    if (!mounted_) MESSAGE("skipped: mounting a tmpfs is not allowed here");
  }
  ~SmallDisk() {
    if (mounted_) umount2(folder_.path().c_str(), MNT_DETACH);
  }
  SmallDisk(const SmallDisk&) = delete;
  SmallDisk& operator=(const SmallDisk&) = delete;

  bool mounted() const { return mounted_; }
  std::filesystem::path operator/(std::string_view name) const { return folder_ / name; }
  void write(std::string_view name, std::string_view text) const { folder_.write(name, text); }

 private:
  TempDir folder_;
  bool mounted_ = false;
};

/// Bytes that do not compress, the same for the same `number`.
std::string reply(int number) {
  std::mt19937 random(static_cast<unsigned>(number));
  std::string bytes(20'000, '\0');
  for (auto& byte : bytes) byte = static_cast<char>(random());
  return bytes;
}

std::string name(int number) { return "q" + std::to_string(number); }

/// Commits from `first` on until one fails, and returns its number.
int fill(Store& store, int first) {
  int number = first;
  while (store.commit(answered(name(number), reply(number)))) ++number;
  return number;
}

int count_missing(const Store& store, int committed) {
  int missing = 0;
  for (int number = 0; number < committed; ++number) {
    const auto entry = store.find(cell(name(number)));
    if (!entry || entry->attempts[0].reply != reply(number)) ++missing;
  }
  return missing;
}

StoreOptions with_ballast(std::uint64_t bytes) {
  auto options = small_options();
  options.ballast_bytes = bytes;
  return options;
}

constexpr std::uint64_t kMegabyte = 1 << 20;

}  // namespace

TEST_CASE("when the disk is full the reserve takes what is in flight, and nothing committed is lost") {
  const SmallDisk disk("120m");
  if (!disk.mounted()) return;
  disk.write("someone else's", std::string(40 * kMegabyte, 'x'));
  int committed = 0;
  {
    auto opened = open_or_throw(disk / ".sdg", with_ballast(40 * kMegabyte));
    while (!opened.store->space_is_short()) {
      REQUIRE(opened.store->commit(answered(name(committed), reply(committed))));
      ++committed;
    }
    CHECK_FALSE(std::filesystem::exists(disk / ".sdg/BALLAST"));
    for (int drained = 0; drained < 50; ++drained, ++committed) {
      REQUIRE(opened.store->commit(answered(name(committed), reply(committed))));
    }
    CHECK(opened.store->sync().ok());
    CHECK(count_missing(*opened.store, committed) == 0);
  }
  std::filesystem::remove(disk / "someone else's");
  auto again = open_or_throw(disk / ".sdg", with_ballast(0));
  CHECK(again.lost_entries == 0);
  CHECK(count_missing(*again.store, committed) == 0);
}

TEST_CASE("when the reserve is full too, a commit says so, and goes on once there is space") {
  const SmallDisk disk("67m");
  if (!disk.mounted()) return;
  disk.write("someone else's", std::string(30 * kMegabyte, 'x'));
  auto opened = open_or_throw(disk / ".sdg", with_ballast(kMegabyte));
  auto& store = *opened.store;
  int committed = fill(store, 0);
  const auto refused = store.commit(answered(name(committed), reply(committed)));
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.failure().kind == StoreError::NoSpace);
  CHECK(refused.failure().message.find("is full") != std::string::npos);
  CHECK(count_missing(store, committed) == 0);

  std::filesystem::remove(disk / "someone else's");
  // RocksDB looks for space every 5 s.
  for (int look = 0; look < 150 && !store.commit(answered(name(committed), reply(committed))); ++look) {
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  }
  REQUIRE(store.commit(answered(name(committed), reply(committed))));
  CHECK(count_missing(store, ++committed) == 0);
  opened.store.reset();
  CHECK(count_missing(*open_or_throw(disk / ".sdg", with_ballast(0)).store, committed) == 0);
}

TEST_CASE("a run on a disk that is nearly full is refused before it begins") {
  const SmallDisk disk("20m");
  if (!disk.mounted()) return;
  const auto opened = open_store(disk / ".sdg", small_options());
  REQUIRE_FALSE(opened.ok());
  CHECK(opened.failure().kind == StoreError::NoSpace);
  CHECK(opened.failure().message.find("MB left") != std::string::npos);
}
