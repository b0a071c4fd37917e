#include <doctest/doctest.h>

#include <csignal>

#include "runtime/exec/run.h"
#include "runtime/net/fiber.h"
#include "tests/unit/runtime/exec/run_fixture.h"

using namespace sdg;
using namespace sdg::test;
using exec::ExitCode;
using model::TroubleKind;

namespace {

plan::Plan one_question(const TempDir& folder, std::uint64_t rows, std::uint32_t retries = 6) {
  RunPlan plan(folder, rows);
  plan.model.retries = retries;
  plan.question("a", plan.concat({plan.text("number "), plan.row_index()}));
  return plan.finish();
}

}  // namespace

TEST_CASE("a request that got no answer is sent again") {
  RunFixture fixture;
  fixture.say = [count = 0](const model::Request& request, const net::Cancel&) mutable -> Said {
    if (++count == 1) return trouble(TroubleKind::Transient);
    return last_turn(request);
  };
  const auto result = fixture.run(one_question(fixture.folder, 1));
  CHECK(result.exit == ExitCode::Done);
  CHECK(report::total(result.datasets.at(0)).retries == 1);
  CHECK(fixture.written() == "{\"a\":\"number 0\"}\n");
}

TEST_CASE("a row that ran out of retries fails this time and is asked again the next") {
  RunFixture fixture;
  fixture.say = [](const model::Request& request, const net::Cancel&) -> Said {
    if (last_turn(request) == "number 1") return trouble(TroubleKind::Transient);
    return last_turn(request);
  };
  const auto plan = one_question(fixture.folder, 3, 0);
  const auto result = fixture.run(plan);
  CHECK(result.exit == ExitCode::RowsFailed);
  CHECK(result.datasets.at(0).failures.contains("transport"));
  fixture.say = [](const model::Request& request, const net::Cancel&) -> Said { return last_turn(request); };
  CHECK(fixture.run(plan).exit == ExitCode::Done);
  CHECK(fixture.asked.size() == 4);
}

TEST_CASE("where nobody answers at all, trying again later may help") {
  RunFixture fixture;
  fixture.say = [](const model::Request&, const net::Cancel&) -> Said { return trouble(TroubleKind::Transient); };
  CHECK(fixture.run(one_question(fixture.folder, 2, 0)).exit == ExitCode::TryAgain);
}

TEST_CASE("a refused request fails its row and is not sent again") {
  RunFixture fixture;
  fixture.say = [](const model::Request&, const net::Cancel&) -> Said { return trouble(TroubleKind::Row, "too long"); };
  const auto result = fixture.run(one_question(fixture.folder, 1));
  CHECK(fixture.asked.size() == 1);
  CHECK(result.datasets.at(0).failures.contains("provider"));
  CHECK(result.datasets.at(0).samples.at(0).message == "too long");
}

TEST_CASE("a provider that will answer nothing is told once, and ends the run") {
  RunFixture fixture;
  fixture.say = [](const model::Request&, const net::Cancel&) -> Said {
    return trouble(TroubleKind::Unusable, "wrong key");
  };
  const auto result = fixture.run(one_question(fixture.folder, 1000), {.concurrency = 4});
  CHECK(result.exit == ExitCode::Unusable);
  CHECK(fixture.asked.size() <= 4);
  REQUIRE(result.messages.size() == 1);
  CHECK(result.messages[0] == "model `writer`: wrong key");
  CHECK_FALSE(std::filesystem::exists(fixture.folder / "d.jsonl"));
}

TEST_CASE("a locked run asks nothing") {
  RunFixture fixture;
  const auto plan = one_question(fixture.folder, 3);
  CHECK(fixture.run(plan, {.locked = true}).exit == ExitCode::Locked);
  CHECK(fixture.asked.empty());
  fixture.run(plan);
  std::filesystem::remove(fixture.folder / "d.jsonl");
  CHECK(fixture.run(plan, {.locked = true}).exit == ExitCode::Done);
}

TEST_CASE("a signal lets what is in flight arrive, and the next run goes on from there") {
  RunFixture fixture;
  fixture.say = [&fixture](const model::Request& request, const net::Cancel&) -> Said {
    if (fixture.asked.size() == 10) fixture.stop->signal(SIGINT);
    net::sleep_until(std::chrono::steady_clock::now() + std::chrono::milliseconds(2));
    return last_turn(request);
  };
  const auto plan = one_question(fixture.folder, 100);
  const auto result = fixture.run(plan, {.concurrency = 5});
  CHECK(result.exit == ExitCode::Interrupted);
  const auto asked = fixture.asked.size();
  CHECK(asked < 20);
  CHECK(fixture.store->statistics().attempts_written == asked);
  CHECK_FALSE(std::filesystem::exists(fixture.folder / "d.jsonl"));
  CHECK(fixture.run(plan).exit == ExitCode::Done);
  CHECK(fixture.asked.size() == 100);
}

TEST_CASE("a second signal gives up what is in flight") {
  RunFixture fixture;
  fixture.say = [&fixture](const model::Request&, const net::Cancel& cancel) -> Said {
    fixture.stop->signal(SIGTERM);
    fixture.stop->signal(SIGTERM);
    net::Event over;
    const net::Cancel::Watch watch(cancel, [&over] { over.set(); });
    over.wait();
    return trouble(TroubleKind::Cancelled);
  };
  CHECK(fixture.run(one_question(fixture.folder, 5)).exit == ExitCode::Terminated);
}

TEST_CASE("what is in flight too long after a signal is given up") {
  RunFixture fixture;
  fixture.say = [&fixture](const model::Request&, const net::Cancel& cancel) -> Said {
    fixture.stop->signal(SIGTERM);
    net::Event over;
    const net::Cancel::Watch watch(cancel, [&over] { over.set(); });
    over.wait();
    return trouble(TroubleKind::Cancelled);
  };
  const auto result = fixture.run(one_question(fixture.folder, 5), {.drain_timeout = std::chrono::milliseconds(20)});
  CHECK(result.exit == ExitCode::Terminated);
}

TEST_CASE("two rows with one key are an error before anything is asked") {
  RunFixture fixture;
  RunPlan plan(fixture.folder, 4);
  const auto index = plan.row_index();
  plan.question("a", plan.concat({plan.text("number "), index}));
  plan.dataset().key.push_back(plan.apply(plan::Builtin::Modulo, {index, plan.integer(3)}));
  const auto result = fixture.run(plan.finish());
  CHECK(result.exit == ExitCode::ProgramWrong);
  CHECK(fixture.asked.empty());
  CHECK(result.messages.at(0) ==
        "row 0 and row 3 of dataset `d` have the same key 0; add what tells them apart to its `key` line");
}

// AddressSanitizer cannot follow an exception on a fiber's stack, and reports what is no mistake.
#ifdef __SANITIZE_ADDRESS__
constexpr bool kCannotThrow = true;
#else
constexpr bool kCannotThrow = false;
#endif

TEST_CASE("a bug ends the run as an exception, not as a hung process" * doctest::skip(kCannotThrow)) {
  RunFixture fixture;
  fixture.say = [](const model::Request&, const net::Cancel&) -> Said { throw std::logic_error("a bug"); };
  RunPlan plan(fixture.folder, 20);
  plan.question("a", plan.text("one"));
  plan.question("b", plan.text("two"));
  CHECK_THROWS_AS(fixture.run(plan.finish()), std::logic_error);
}
