#include "runtime/store/owner_file.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "tests/support/temp_dir.h"

using namespace sdg::store;
using sdg::test::read_file;
using sdg::test::TempDir;

namespace {

/// A process that has just ended.
std::int64_t dead_pid() {
  const pid_t child = fork();
  if (child == 0) _exit(0);
  waitpid(child, nullptr, 0);
  return child;
}

Owner elsewhere() {
  Owner owner = this_process("sdgc run there.sdg");
  owner.host += "-other";
  return owner;
}

Owner dead_here() {
  Owner owner = this_process("sdgc run before.sdg");
  owner.pid = dead_pid();
  return owner;
}

bool contains(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("an owner is read back from its file") {
  const Owner self = this_process("sdgc run a=b.sdg\nwith a break");
  CHECK(self.command == "sdgc run a=b.sdg with a break");
  CHECK(read_owner(to_text(self)) == self);
  CHECK(read_owner("") == std::nullopt);
  CHECK(read_owner("host=a\npid=x\nstart=1\n") == std::nullopt);
}

TEST_CASE("a store is owned while the object lives, and free afterwards") {
  const TempDir folder;
  const Owner self = this_process("sdgc run x.sdg");
  {
    auto first = OwnerFile::take(folder.path(), self, false);
    REQUIRE(first.ok());
    CHECK_FALSE(first->dead_owner());
    CHECK(read_file(folder / "OWNER") == to_text(self));
    auto second = OwnerFile::take(folder.path(), self, true);
    REQUIRE_FALSE(second.ok());
    CHECK(second.failure().kind == StoreError::Held);
  }
  CHECK_FALSE(std::filesystem::exists(folder / "OWNER"));
  CHECK(OwnerFile::take(folder.path(), self, false).ok());
}

TEST_CASE("who is refused is told who holds the store and what to do") {
  const TempDir folder;
  const Owner self = this_process("sdgc run x.sdg");
  const auto held = OwnerFile::take(folder.path(), self, false);
  const auto refused = OwnerFile::take(folder.path(), self, false);
  REQUIRE_FALSE(refused.ok());
  const auto& message = refused.failure().message;
  CHECK(contains(message, folder.path().string()));
  CHECK(contains(message, "process " + std::to_string(getpid()) + " on host `" + self.host + "`"));
  CHECK(contains(message, "(sdgc run x.sdg)"));
  CHECK(contains(message, "--store DIR"));
}

TEST_CASE("a dead owner is taken over and named") {
  const TempDir folder;
  const Owner dead = dead_here();
  folder.write("OWNER", to_text(dead));
  const Owner self = this_process("sdgc run x.sdg");
  auto taken = OwnerFile::take(folder.path(), self, false);
  REQUIRE(taken.ok());
  CHECK(taken->dead_owner() == dead);
  CHECK(read_file(folder / "OWNER") == to_text(self));
}

TEST_CASE("a pid that another process has got since is a dead owner") {
  const TempDir folder;
  Owner before = this_process("sdgc run before.sdg");
  before.start_ticks -= 1;
  folder.write("OWNER", to_text(before));
  CHECK(OwnerFile::take(folder.path(), this_process(""), false).ok());
}

TEST_CASE("an owner of an earlier boot is dead") {
  const TempDir folder;
  Owner before = this_process("sdgc run before.sdg");
  before.boot_id = "00000000-0000-0000-0000-000000000000";
  folder.write("OWNER", to_text(before));
  CHECK(OwnerFile::take(folder.path(), this_process(""), false).ok());
}

TEST_CASE("an owner that cannot be seen from here keeps the store, unless it is taken over on purpose") {
  const TempDir folder;
  Owner other_container = this_process("sdgc run there.sdg");
  other_container.pid_namespace = "pid:[1]";
  for (const auto& owner : {elsewhere(), other_container}) {
    folder.write("OWNER", to_text(owner));
    const auto refused = OwnerFile::take(folder.path(), this_process(""), false);
    REQUIRE_FALSE(refused.ok());
    CHECK(refused.failure().kind == StoreError::Held);
    CHECK(contains(refused.failure().message, "--take-over"));
    CHECK(OwnerFile::take(folder.path(), this_process(""), true).ok());
  }
}

TEST_CASE("an owner file that names nobody is not taken for a dead one") {
  const TempDir folder;
  folder.write("OWNER", "written by something else");
  const auto refused = OwnerFile::take(folder.path(), this_process(""), false);
  REQUIRE_FALSE(refused.ok());
  CHECK(refused.failure().kind == StoreError::Held);
  CHECK(OwnerFile::take(folder.path(), this_process(""), true).ok());
}

TEST_CASE("an owner file that a power cut has emptied holds nobody up") {
  const TempDir folder;
  for (const auto& left : {std::string(), std::string(40, '\0')}) {
    folder.write("OWNER", left);
    CHECK(OwnerFile::take(folder.path(), this_process(""), false).ok());
  }
}

TEST_CASE("who was taken over does not remove the file of the new owner") {
  const TempDir folder;
  {
    const auto first = OwnerFile::take(folder.path(), this_process(""), false);
    REQUIRE(first.ok());
    folder.write("OWNER", to_text(elsewhere()));
  }
  CHECK(read_file(folder / "OWNER") == to_text(elsewhere()));
}

TEST_CASE("nothing but the owner file and its lock is left behind") {
  const TempDir folder;
  folder.write("OWNER", to_text(dead_here()));
  { const auto taken = OwnerFile::take(folder.path(), this_process(""), false); }
  for (const auto& file : std::filesystem::directory_iterator(folder.path())) {
    CHECK(file.path().filename() == "OWNER.lock");
  }
}
