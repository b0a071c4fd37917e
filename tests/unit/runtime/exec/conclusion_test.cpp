#include "runtime/exec/conclusion.h"

#include <doctest/doctest.h>

#include <array>
#include <csignal>

using namespace sdg;
using exec::ExitCode;

namespace {

report::DatasetTally failed(std::string name, std::string cause) {
  report::DatasetTally tally;
  tally.dataset = std::move(name);
  tally.computed = 3;
  tally.failed = 2;
  tally.complete = true;
  tally.failures[std::move(cause)] = 2;
  auto& column = tally.columns.emplace_back();
  column.calls = 5;
  column.latencies.add(10);
  return tally;
}

}  // namespace

TEST_CASE("a run without failures says nothing and exits with 0") {
  const auto result = exec::conclude({}, {report::DatasetTally{}});
  CHECK(result.exit == ExitCode::Done);
  CHECK(result.messages.empty());
}

TEST_CASE("failed rows are told a dataset, with their causes") {
  const auto result = exec::conclude({}, {failed("d", "format"), failed("e", "length")});
  CHECK(result.exit == ExitCode::RowsFailed);
  CHECK(result.messages ==
        std::vector<std::string>{"2 rows of dataset `d` failed (2 format)", "2 rows of dataset `e` failed (2 length)"});
}

TEST_CASE("a signal counts for more than failed rows") {
  exec::Stop stop;
  stop.signal(SIGINT);
  CHECK(exec::conclude(stop, {failed("d", "format")}).exit == ExitCode::Interrupted);
}

TEST_CASE("a run that was ended says that unfinished rows are why nothing was written") {
  auto tally = failed("d", "format");
  tally.complete = false;
  CHECK(exec::conclude({}, {tally}).messages.back() ==
        "2 rows of dataset `d` failed (2 format), so nothing was written");
  exec::Stop stop;
  stop.signal(SIGTERM);
  tally.unfinished = 1;
  CHECK(exec::conclude(stop, {tally}).messages.back() ==
        "2 rows of dataset `d` failed (2 format); 1 row is unfinished, so nothing was written");
}

TEST_CASE("where not one request was answered it is worth trying again") {
  auto tally = failed("d", "transport");
  CHECK(exec::conclude({}, {tally}).exit == ExitCode::RowsFailed);
  tally.columns[0].latencies = {};
  CHECK(exec::conclude({}, {tally}).exit == ExitCode::TryAgain);
}

TEST_CASE("of several exit codes the one that matters most is given") {
  using enum ExitCode;
  CHECK(exec::worst(std::array{RowsFailed, Done}) == RowsFailed);
  CHECK(exec::worst(std::array{RowsFailed, TryAgain, Locked}) == Locked);
  CHECK(exec::worst(std::array{Unusable, CannotWrite, Budget}) == CannotWrite);
  CHECK(exec::worst(std::array{Terminated, CannotWrite}) == Terminated);
  CHECK(exec::worst({}) == Done);
}

TEST_CASE("the second signal gives up what the first one let finish") {
  exec::Stop stop;
  stop.signal(SIGTERM);
  CHECK(stop.draining());
  CHECK(stop.no_more().requested());
  CHECK_FALSE(stop.give_up().requested());
  stop.signal(SIGINT);
  CHECK(stop.give_up().requested());
  CHECK(stop.reason() == exec::StopReason::Terminated);
}
