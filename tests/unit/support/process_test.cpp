#include "tests/support/process.h"

#include <doctest/doctest.h>

#include <csignal>

using namespace sdg::test;
using namespace std::chrono_literals;

namespace {

Command shell(std::string script) { return {{"sh", "-c", std::move(script)}, {}, {}}; }

}  // namespace

TEST_CASE("what a program prints and how it ends is told") {
  const auto outcome = run(shell("echo out; echo err >&2; exit 7"));
  CHECK(outcome.out == "out\n");
  CHECK(outcome.err == "err\n");
  CHECK(outcome.exit_code == 7);
}

TEST_CASE("more than a pipe holds goes in and comes out") {
  auto command = shell("cat");
  command.stdin_text = std::string(1'000'000, 'x');
  CHECK(run(command).out == command.stdin_text);
}

TEST_CASE("a program that does not read its stdin is no trouble") {
  auto command = shell("exec <&-; echo done");
  command.stdin_text = std::string(1'000'000, 'x');
  CHECK(run(command).out == "done\n");
}

TEST_CASE("a program is awaited only as long as was said, then killed with its children") {
  Process process(shell("sleep 60 & echo started; wait"));
  CHECK(process.wait_for_text("started", 10s));
  CHECK(process.wait(10ms) == std::nullopt);
  process.signal(SIGKILL);
  CHECK(process.wait(10s)->exit_code == 128 + SIGKILL);
}

TEST_CASE("text that never comes is not awaited beyond the end of the program") {
  Process process(shell("echo other"));
  CHECK_FALSE(process.wait_for_text("expected", 60s));
}

TEST_CASE("only what a test says is in the environment") {
  auto command = shell("echo $A-$B");
  command.env["A"] = "1";
  setenv("B", "2", 1);
  CHECK(run(command).out == "1-\n");
}

TEST_CASE("a program that is not there is told like in a shell") {
  CHECK(run({{"/no/such/program"}, {}, {}}).exit_code == 127);
}
