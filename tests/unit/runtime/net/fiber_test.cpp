#include "runtime/net/fiber.h"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <vector>

#include "runtime/net/loop.h"

using namespace sdg;

namespace {

/// More than a stack holds, also under the sanitizers. Touched page by page, from the top.
int descend(int levels) {
  volatile char frame[2048];
  frame[0] = static_cast<char>(levels);
  return levels == 0 ? frame[0] : descend(levels - 1) + frame[0];
}

}  // namespace

TEST_CASE("a fiber that needs more than its stack ends the process and writes nowhere else") {
  const pid_t child = fork();
  if (child == 0) {
    std::signal(SIGSEGV, SIG_DFL);
    const net::Loop loop;
    int sum = 0;
    net::Fiber fiber([&sum] { sum = descend(400); });
    fiber.join();
    _exit(sum == 0 ? 0 : 1);
  }
  int status = 0;
  REQUIRE(waitpid(child, &status, 0) == child);
#ifndef __SANITIZE_ADDRESS__  // which says so in its own way
  CHECK(WIFSIGNALED(status));
  CHECK(WTERMSIG(status) == SIGSEGV);
#endif
}

TEST_CASE("more fibers can wait than Linux gives a process mappings for guarded stacks") {
  const net::Loop loop;
  net::Event go;
  std::vector<net::Fiber> fibers;
  int woken = 0;
  for (int i = 0; i < 40'000; ++i) {
    fibers.emplace_back([&, is_last = i + 1 == 40'000] {
      if (is_last) go.set();
      net::yield();
      ++woken;
    });
  }
  go.wait();
  for (auto& fiber : fibers) fiber.join();
  CHECK(woken == 40'000);
}
