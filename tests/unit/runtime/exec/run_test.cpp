#include "runtime/exec/run.h"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>

#include "runtime/net/fiber.h"
#include "tests/unit/runtime/exec/run_fixture.h"

using namespace sdg;
using namespace sdg::test;
using exec::ExitCode;

namespace {

/// `id` is the row's number, `a` asks about it, `b` asks about `a`.
RunPlan chained(const TempDir& folder, std::uint64_t rows = 3) {
  RunPlan plan(folder, rows);
  const auto id = plan.column("id", plan.row_index());
  const auto a = plan.question("a", plan.concat({plan.text("about "), id}));
  plan.question("b", plan.concat({plan.text("more of "), a}));
  return plan;
}

void wait_a_little(std::uint64_t number) {
  net::sleep_until(std::chrono::steady_clock::now() + std::chrono::microseconds(100 + number * 7919 % 900));
}

}  // namespace

TEST_CASE("columns that read each other are asked one after the other") {
  RunFixture fixture;
  const auto result = fixture.run(chained(fixture.folder, 2).finish());
  CHECK(result.exit == ExitCode::Done);
  CHECK(fixture.written() ==
        "{\"id\":0,\"a\":\"<about 0>\",\"b\":\"<more of <about 0>>\"}\n"
        "{\"id\":1,\"a\":\"<about 1>\",\"b\":\"<more of <about 1>>\"}\n");
  REQUIRE(result.datasets.size() == 1);
  CHECK(result.datasets[0].computed == 2);
  CHECK(result.datasets[0].written_rows == 2);
  CHECK(report::total(result.datasets[0]).calls == 4);
}

TEST_CASE("the files are the same at any concurrency, whoever answers first") {
  std::string first;
  for (const std::uint32_t concurrency : {1U, 7U, 256U}) {
    RunFixture fixture;
    fixture.say = [](const model::Request& request, const net::Cancel&) -> Said {
      const auto turn = last_turn(request);
      wait_a_little(std::hash<std::string>()(turn) % 1000);
      return "<" + turn + ">";
    };
    const auto result = fixture.run(chained(fixture.folder, 300).finish(), {.concurrency = concurrency});
    CHECK(result.exit == ExitCode::Done);
    CHECK(fixture.most_in_flight <= concurrency);
    CHECK(fixture.most_in_flight > concurrency / 2);
    if (first.empty()) first = fixture.written();
    CHECK(fixture.written() == first);
  }
}

TEST_CASE("a second run has nothing to do and does not open the store") {
  RunFixture fixture;
  const auto plan = chained(fixture.folder).finish();
  fixture.run(plan);
  const auto again = fixture.run(plan);
  CHECK(again.exit == ExitCode::Done);
  CHECK(again.nothing_to_do);
  CHECK(fixture.stores_opened == 1);
  CHECK(fixture.asked.size() == 6);
}

TEST_CASE("a file that was deleted is written again from the store, without a question") {
  RunFixture fixture;
  const auto plan = chained(fixture.folder).finish();
  fixture.run(plan);
  const auto first = fixture.written();
  std::filesystem::remove(fixture.folder / "d.jsonl");
  const auto again = fixture.run(plan);
  CHECK(fixture.asked.size() == 6);
  CHECK(again.datasets.at(0).taken == 3);
  CHECK(report::total(again.datasets.at(0)).calls == 0);
  CHECK(fixture.written() == first);
}

TEST_CASE("more rows ask only for themselves") {
  RunFixture fixture;
  fixture.run(chained(fixture.folder, 3).finish());
  const auto more = fixture.run(chained(fixture.folder, 5).finish());
  CHECK(fixture.asked.size() == 10);
  CHECK(more.datasets.at(0).taken == 3);
  CHECK(more.datasets.at(0).computed == 2);
}

TEST_CASE("a changed last column asks once a row, and finds the rest in the store") {
  RunFixture fixture;
  fixture.run(chained(fixture.folder).finish());
  RunPlan changed(fixture.folder);
  const auto id = changed.column("id", changed.row_index());
  const auto a = changed.question("a", changed.concat({changed.text("about "), id}));
  changed.question("b", changed.concat({changed.text("less of "), a}));
  changed.dataset().row_program = plan::sha256("changed program");
  const auto result = fixture.run(changed.finish());
  CHECK(fixture.asked.size() == 9);
  CHECK(report::total(result.datasets.at(0)).hits == 3);
}

TEST_CASE("columns that do not read each other are asked at once") {
  RunFixture fixture;
  fixture.say = [](const model::Request& request, const net::Cancel&) -> Said {
    wait_a_little(0);
    return last_turn(request);
  };
  RunPlan plan(fixture.folder, 1);
  for (int i = 0; i < 5; ++i) plan.question(fmt::format("c{}", i), plan.text(fmt::format("question {}", i)));
  fixture.run(plan.finish());
  CHECK(fixture.most_in_flight == 5);
}

TEST_CASE("the same question twice in a row is asked once") {
  RunFixture fixture;
  fixture.say = [](const model::Request& request, const net::Cancel&) -> Said {
    wait_a_little(0);
    return last_turn(request);
  };
  RunPlan plan(fixture.folder, 2);
  plan.question("a", plan.text("who?"));
  plan.question("b", plan.text("who?"));
  const auto result = fixture.run(plan.finish());
  CHECK(fixture.asked.size() == 2);
  CHECK(report::total(result.datasets.at(0)).hits == 2);
  CHECK(fixture.written() == "{\"a\":\"who?\",\"b\":\"who?\"}\n{\"a\":\"who?\",\"b\":\"who?\"}\n");
}

TEST_CASE("a question that comes up again later in the row finds its answer") {
  RunFixture fixture;
  RunPlan plan(fixture.folder, 2);
  const auto a = plan.question("a", plan.text("who?"));
  plan::Ask again;
  again.turns.push_back({plan::Role::User, plan.text("who?"), false});
  again.reply = plan.types().of(plan::TypeKind::String);
  again.column = "b";
  const auto asked = plan.typed(plan.ask(std::move(again)), plan.types().of(plan::TypeKind::String));
  plan.column("b", plan.choose(plan.apply(plan::Builtin::Equal, {a, plan.text("<who?>")}), asked, plan.text("nobody")));
  CHECK(fixture.run(plan.finish()).exit == ExitCode::Done);
  CHECK(fixture.asked.size() == 2);
  CHECK(fixture.written() == "{\"a\":\"<who?>\",\"b\":\"<who?>\"}\n{\"a\":\"<who?>\",\"b\":\"<who?>\"}\n");
}

TEST_CASE("what no filter needs is asked only for rows that stay") {
  RunFixture fixture;
  RunPlan plan(fixture.folder, 4);
  const auto id = plan.column("id", plan.row_index());
  const auto judged = plan.question("judged", plan.concat({plan.text("judge "), id}));
  plan.question("rest", plan.concat({plan.text("rest "), id}));
  plan.dataset().keep.push_back(plan.apply(plan::Builtin::NotEqual, {judged, plan.text("<judge 1>")}));
  const auto result = fixture.run(plan.finish());
  CHECK(fixture.asked.size() == 7);
  CHECK(result.exit == ExitCode::Done);
  CHECK(result.datasets.at(0).dropped == 1);
  CHECK(result.datasets.at(0).written_rows == 3);
  // What was filtered out is known to be: nothing is asked about it again.
  std::filesystem::remove(fixture.folder / "d.jsonl");
  CHECK(fixture.run(plan.finish()).datasets.at(0).taken == 4);
  CHECK(fixture.asked.size() == 7);
}

TEST_CASE("rows that ask nothing are written without being kept") {
  RunFixture fixture;
  RunPlan plan(fixture.folder, 3);
  plan.column("id", plan.row_index());
  const auto result = fixture.run(plan.finish());
  CHECK(fixture.written() == "{\"id\":0}\n{\"id\":1}\n{\"id\":2}\n");
  CHECK(result.datasets.at(0).computed == 3);
  CHECK(fixture.store->statistics().rows_written == 0);
}

TEST_CASE("the first rows alone go to a file beside the output") {
  RunFixture fixture;
  const auto result = fixture.run(chained(fixture.folder, 100).finish(), {.rows = 2});
  CHECK(result.exit == ExitCode::Done);
  CHECK(fixture.asked.size() == 4);
  const auto partial = fixture.written("d.partial.jsonl");
  CHECK(std::count(partial.begin(), partial.end(), '\n') == 2);
  CHECK_FALSE(std::filesystem::exists(fixture.folder / "d.jsonl"));
}

TEST_CASE("a dataset reads the rows of another one") {
  RunFixture fixture;
  auto first = chained(fixture.folder, 2).finish();
  RunPlan second(fixture.folder);
  second.dataset().name = "e";
  second.dataset().rows.reset();
  second.dataset().outputs.front().path = (fixture.folder / "e.jsonl").string();
  const auto a = second.column("a", second.field(second.input(0), "a"));
  second.question("c", second.concat({second.text("again "), a}));
  const auto row = first.types.record_of({{"a", first.types.of(plan::TypeKind::String), {}, {}}});
  second.dataset().inputs.push_back({plan::InputSpec::Kind::Dataset, 0, {}, "d", row, {}, {}});
  first.datasets.push_back(second.dataset());
  const auto result = fixture.run(first);
  CHECK(result.exit == ExitCode::Done);
  CHECK(fixture.written("e.jsonl") ==
        "{\"a\":\"<about 0>\",\"c\":\"<again <about 0>>\"}\n{\"a\":\"<about 1>\",\"c\":\"<again <about 1>>\"}\n");
}
