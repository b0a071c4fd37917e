#include <doctest/doctest.h>
#include <signal.h>
#include <unistd.h>

#include <cstdlib>
#include <random>
#include <sstream>
#include <thread>

#include "runtime/store/synced_file.h"
#include "tests/support/process.h"
#include "tests/unit/runtime/store/store_fixture.h"

using namespace sdg::store;
using namespace sdg::store::test;
using namespace std::chrono_literals;
using sdg::test::TempDir;

namespace {

constexpr const char* kStoreVariable = "SDG_TEST_STORE";
constexpr const char* kFirstVariable = "SDG_TEST_FIRST";

std::string name(int number) { return "q" + std::to_string(number); }
std::string reply(int number) {
  return std::string(1000, static_cast<char>('a' + number % 26)) + std::to_string(number);
}

Batch completion(int number) {
  Batch batch = answered(name(number), reply(number));
  batch.rows.push_back({"d", name(number), finished(reply(number))});
  batch.spending = {{"d", 1}};
  return batch;
}

/// This program again, as a writer that says each number once it is committed.
sdg::test::Command writer(const std::filesystem::path& store, int first) {
  sdg::test::Command command;
  command.argv = {std::filesystem::read_symlink("/proc/self/exe").string(), "-ns", "-tc=(writer)*"};
  command.env[kStoreVariable] = store.string();
  command.env[kFirstVariable] = std::to_string(first);
  return command;
}

/// The last number of a whole line.
int last_acknowledged(const std::string& out, int before) {
  std::istringstream lines(out.substr(0, out.rfind('\n') + 1));
  int last = before;
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with("ack ")) last = std::stoi(line.substr(4));
  }
  return last;
}

}  // namespace

TEST_CASE("(writer) commits until it is killed" * doctest::skip()) {
  const char* folder = std::getenv(kStoreVariable);
  if (!folder) return;
  auto opened = open_or_throw(folder);
  for (int number = std::atoi(std::getenv(kFirstVariable));; ++number) {
    if (!opened.store->commit(completion(number))) return;
    const auto line = "ack " + std::to_string(number) + "\n";
    if (write(STDOUT_FILENO, line.data(), line.size()) < 0) return;
  }
}

TEST_CASE("a killed writer loses nothing that it had acknowledged, and leaves no half of a batch") {
  const TempDir folder;
  const auto store = folder / ".sdg";
  std::mt19937 random(20);
  int committed = -1;
  for (int round = 0; round < 8; ++round) {
    sdg::test::Process process(writer(store, committed + 1));
    REQUIRE(process.wait_for_text("ack ", 30s));
    std::this_thread::sleep_for(std::chrono::milliseconds(random() % 80));
    process.signal(SIGKILL);
    const auto outcome = process.wait(30s);
    REQUIRE(outcome);
    committed = last_acknowledged(outcome->out, committed);

    auto opened = open_or_throw(store);
    CHECK(opened.lost_entries == 0);
    CHECK_FALSE(opened.dead_owner.empty());
    int whole = 0;
    while (opened.store->find_row("d", name(whole))) {
      REQUIRE(opened.store->find_row("d", name(whole))->values == reply(whole));
      REQUIRE(opened.store->find(cell(name(whole)))->attempts[0].reply == reply(whole));
      ++whole;
    }
    CHECK(whole > committed);
    CHECK(opened.store->spent("d") == whole);
    CHECK_FALSE(opened.store->find(cell(name(whole))));
    committed = whole - 1;
  }
  MESSAGE("killed 20 times, ", committed + 1, " rows");
}

TEST_CASE("a store that another process holds is refused with its name, and free once that is dead") {
  const TempDir folder;
  const auto store = folder / ".sdg";
  sdg::test::Process process(writer(store, 0));
  REQUIRE(process.wait_for_text("ack 10\n", 30s));
  const auto refused = open_store(store, small_options());
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.failure().kind == StoreError::Held);
  CHECK(refused.failure().message.find("process " + std::to_string(process.pid())) != std::string::npos);

  const auto reader = open_read_only(store);
  REQUIRE(reader.ok());
  CHECK((*reader)->find(cell(name(3)))->attempts[0].reply == reply(3));

  process.signal(SIGKILL);
  REQUIRE(process.wait(30s));
  const auto taken = open_store(store, small_options());
  REQUIRE(taken.ok());
  CHECK(taken->dead_owner.find("process " + std::to_string(process.pid())) != std::string::npos);
}

TEST_CASE("RocksDB's own lock is the second line where the owner file has been deleted") {
  const TempDir folder;
  const auto store = folder / ".sdg";
  sdg::test::Process process(writer(store, 0));
  REQUIRE(process.wait_for_text("ack 1\n", 30s));
  std::filesystem::remove(store / "OWNER");
  const auto refused = open_store(store, small_options());
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.failure().kind == StoreError::Held);
}
