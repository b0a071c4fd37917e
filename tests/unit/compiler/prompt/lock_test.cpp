#include "compiler/prompt/lock.h"

#include <doctest/doctest.h>

using namespace sdg::prompt;

namespace {

Wanted wanted(const std::string& id, const std::string& constraint = "^1.0.0") {
  return {"/anywhere/prompts", "prompts", id, "base", constraint};
}

}  // namespace

TEST_CASE("a lock finds what was asked, and nothing else") {
  Lock lock;
  lock.set(wanted("greet"), {1, 0, 1, {}});
  CHECK(lock.find(wanted("greet"))->text() == "1.0.1");
  CHECK_FALSE(lock.find(wanted("greet", "~1.0")));
  CHECK_FALSE(lock.find(wanted("part")));
  Wanted other_family = wanted("greet");
  other_family.family = "claude_3";
  CHECK_FALSE(lock.find(other_family));
  // Where the process runs is no part of the question.
  Wanted elsewhere = wanted("greet");
  elsewhere.folder = "prompts";
  CHECK(lock.find(elsewhere));
}

TEST_CASE("a lock is a line a prompt, in an order that does not depend on when it was asked") {
  Lock lock, other;
  lock.set(wanted("part"), {2, 0, 0, "dev"});
  lock.set(wanted("greet"), {1, 0, 0, {}});
  lock.set(wanted("greet"), {1, 0, 1, {}});
  other.set(wanted("greet"), {1, 0, 1, {}});
  other.set(wanted("part"), {2, 0, 0, "dev"});
  CHECK(lock == other);
  CHECK(lock.text() ==
        R"({
  "format": 1,
  "prompts": [
    {"registry": "prompts", "prompt": "greet", "family": "base", "constraint": "^1.0.0", "version": "1.0.1"},
    {"registry": "prompts", "prompt": "part", "family": "base", "constraint": "^1.0.0", "version": "2.0.0-dev"}
  ]
}
)");
  const auto read = Lock::parse(lock.text());
  REQUIRE(read);
  CHECK(*read == lock);
}

TEST_CASE("what is no lock is told with its place") {
  const auto conflict = Lock::parse("{\n<<<<<<< ours\n");
  REQUIRE_FALSE(conflict);
  CHECK(conflict.failure().offset == 2);
  CHECK(Lock::parse("[]").failure().message == "this is no lock of the format 1");
  CHECK(Lock::parse(R"({"format": 2, "prompts": []})").failure().message == "this is no lock of the format 1");
  CHECK(Lock::parse(R"({"format": 1, "prompts": [{"prompt": "p", "version": "new"}]})").failure().message ==
        R"(`{"prompt":"p","version":"new"}` names no version)");
}
