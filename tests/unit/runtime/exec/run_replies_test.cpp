#include <doctest/doctest.h>

#include <map>
#include <nlohmann/json.hpp>

#include "runtime/exec/run.h"
#include "tests/unit/runtime/exec/run_fixture.h"

using namespace sdg;
using namespace sdg::test;
using exec::ExitCode;

namespace {

using Script = std::vector<std::string>;

/// Says one thing after the other, whatever is asked; the last for ever.
std::function<Said(const model::Request&, const net::Cancel&)> in_turn(Script replies) {
  return
      [replies = std::move(replies), next = std::size_t{0}](const model::Request&, const net::Cancel&) mutable -> Said {
        return replies[std::min(next++, replies.size() - 1)];
      };
}

/// `where it > least saying "…"`
plan::Acceptance more_than(RunPlan& plan, std::int64_t least, const std::string& saying) {
  plan::Acceptance acceptance;
  acceptance.block = plan.block(plan::BlockKind::Where);
  acceptance.condition = plan.apply(plan::Builtin::Greater, {plan.local(acceptance.block, 0), plan.integer(least)});
  if (!saying.empty()) acceptance.saying = plan.text(saying);
  return acceptance;
}

std::size_t turns_of(const std::string& body) { return nlohmann::json::parse(body).at("messages").size(); }

struct NumberRun {
  explicit NumberRun(Script replies, std::int64_t least = -1, std::string saying = {}) {
    fixture.say = in_turn(std::move(replies));
    result = fixture.run(plan(least, saying));
  }
  plan::Plan plan(std::int64_t least, const std::string& saying = {}) {
    RunPlan made(fixture.folder, 1);
    made.question("n", made.text("how many?"), [&](plan::Ask& ask) {
      ask.reply = made.types().of(plan::TypeKind::Int);
      ask.format.kind = plan::ReplyFormat::Kind::Scalar;
      if (least >= 0) ask.acceptance = more_than(made, least, saying);
    });
    made.dataset().row_program = plan::sha256(std::to_string(least) + saying);
    return made.finish();
  }
  std::string cause() const {
    const auto& failures = result.datasets.at(0).failures;
    return failures.empty() ? "" : failures.begin()->first;
  }

  RunFixture fixture;
  exec::RunResult result;
};

}  // namespace

TEST_CASE("a reply without the asked form is told what was wrong, then asked afresh") {
  const NumberRun run({"many", "lots", "42"});
  CHECK(run.result.exit == ExitCode::Done);
  CHECK(run.fixture.written() == "{\"n\":42}\n");
  REQUIRE(run.fixture.bodies.size() == 3);
  CHECK(turns_of(run.fixture.bodies[1]) == turns_of(run.fixture.bodies[0]) + 2);
  CHECK(turns_of(run.fixture.bodies[2]) == turns_of(run.fixture.bodies[0]));
}

TEST_CASE("after so many replies without the asked form the cell has failed, and is not asked again") {
  NumberRun run({"many"});
  CHECK(run.result.exit == ExitCode::RowsFailed);
  CHECK(run.fixture.bodies.size() == 3);
  CHECK(run.cause() == "format");
  const auto again = run.fixture.run(run.plan(-1));
  CHECK(again.exit == ExitCode::RowsFailed);
  CHECK(run.fixture.bodies.size() == 3);
}

TEST_CASE("a failed cell is asked as often again where that is wanted") {
  NumberRun run({"many", "many", "many", "many", "42"});
  CHECK(run.result.exit == ExitCode::RowsFailed);
  const auto again = run.fixture.run(run.plan(-1), {.retry_failed = true});
  CHECK(again.exit == ExitCode::Done);
  CHECK(run.fixture.bodies.size() == 5);
  CHECK(run.fixture.written() == "{\"n\":42}\n");
}

TEST_CASE("a value that `where` rejects is asked for again") {
  const NumberRun run({"1", "2", "7"}, 5);
  CHECK(run.fixture.written() == "{\"n\":7}\n");
  REQUIRE(run.fixture.bodies.size() == 3);
  CHECK(run.fixture.bodies[1] == run.fixture.bodies[0]);  // nothing is said about it
}

TEST_CASE("`saying` tells the model why its value was rejected") {
  const NumberRun run({"1", "7"}, 5, "more than that");
  CHECK(run.fixture.written() == "{\"n\":7}\n");
  CHECK(run.fixture.asked.at(1) == "more than that");
}

TEST_CASE("a cell whose values are all rejected fails as rejected") {
  const NumberRun run({"1"}, 5);
  CHECK(run.fixture.bodies.size() == 3);
  CHECK(run.cause() == "rejected");
}

TEST_CASE("a loosened `where` finds an old reply, a tightened one asks on") {
  NumberRun run({"1", "4", "7"}, 5);
  CHECK(run.fixture.bodies.size() == 3);
  CHECK(run.fixture.run(run.plan(3)).exit == ExitCode::Done);
  CHECK(run.fixture.written() == "{\"n\":4}\n");
  CHECK(run.fixture.bodies.size() == 3);
  run.fixture.say = in_turn({"9"});
  CHECK(run.fixture.run(run.plan(8)).exit == ExitCode::RowsFailed);  // three were rejected: used up
  CHECK(run.fixture.bodies.size() == 3);
}

TEST_CASE("a reply that was cut is a failure of that name, and is served as it stands") {
  NumberRun run({"!length"});
  CHECK(run.cause() == "length");
  CHECK(run.fixture.bodies.size() == 1);
  run.fixture.run(run.plan(-1));
  CHECK(run.fixture.bodies.size() == 1);
}

TEST_CASE("one failed row fails alone") {
  RunFixture fixture;
  fixture.say = [](const model::Request& request, const net::Cancel&) -> Said {
    const auto turn = last_turn(request);
    return turn == "number 1" ? "!content_filter" : turn;
  };
  RunPlan plan(fixture.folder, 3);
  plan.question("a", plan.concat({plan.text("number "), plan.row_index()}));
  const auto result = fixture.run(plan.finish());
  CHECK(result.exit == ExitCode::RowsFailed);
  CHECK(fixture.written() == "{\"a\":\"number 0\"}\n{\"a\":\"number 2\"}\n");
  const auto& tally = result.datasets.at(0);
  CHECK(tally.failed == 1);
  CHECK(tally.failures == std::map<std::string, std::uint64_t>{{"content_filter", 1}});
  REQUIRE(tally.samples.size() == 1);
  CHECK(tally.samples[0].row_key == "1");
  CHECK(tally.samples[0].column == "a");
}

TEST_CASE("a failed row may be kept, with what it has and why it has no more") {
  RunFixture fixture;
  fixture.say = in_turn({"fine", "!refusal"});
  RunPlan plan(fixture.folder, 1);
  plan.dataset().on_failure = plan::OnFailure::Keep;
  const auto a = plan.question("a", plan.text("first"));
  plan.question("b", plan.concat({plan.text("second "), a}));
  const auto cause = plan.types().optional_of(plan.types().of(plan::TypeKind::String));
  const auto errors = plan.types().record_of({{"a", cause, {}, {}}, {"b", cause, {}, {}}});
  plan.dataset().outputs.front().columns.push_back({"_errors", {}, errors});
  CHECK(fixture.run(plan.finish()).exit == ExitCode::RowsFailed);
  CHECK(fixture.written() == "{\"a\":\"fine\",\"b\":null,\"_errors\":{\"a\":null,\"b\":\"refusal\"}}\n");
}

TEST_CASE("`on failure stop` writes nothing") {
  RunFixture fixture;
  fixture.say = in_turn({"!refusal"});
  RunPlan plan(fixture.folder, 1000);
  plan.dataset().on_failure = plan::OnFailure::Stop;
  plan.question("a", plan.concat({plan.text("number "), plan.row_index()}));
  const auto result = fixture.run(plan.finish(), {.concurrency = 2});
  CHECK(result.exit == ExitCode::RowsFailed);
  CHECK(fixture.asked.size() < 20);
  CHECK_FALSE(std::filesystem::exists(fixture.folder / "d.jsonl"));
}

TEST_CASE("a condition may ask, and what it asks is a cell of its own") {
  RunFixture fixture;
  fixture.say = [](const model::Request& request, const net::Cancel&) -> Said {
    const auto turn = last_turn(request);
    return turn.starts_with("is it good") ? std::string("yes") : turn + "!";
  };
  RunPlan plan(fixture.folder, 2);
  plan.question("a", plan.concat({plan.text("text "), plan.row_index()}), [&](plan::Ask& ask) {
    const auto block = plan.block(plan::BlockKind::Where);
    plan::Ask judge;
    judge.turns.push_back({plan::Role::User, plan.concat({plan.text("is it good: "), plan.local(block, 0)}), false});
    judge.reply = plan.types().of(plan::TypeKind::String);
    judge.column = "a";
    const auto verdict = plan.ask(std::move(judge), block);
    plan::Acceptance acceptance;
    acceptance.block = block;
    acceptance.condition = plan.apply(plan::Builtin::Equal, {verdict, plan.text("yes")});
    ask.acceptance = acceptance;
  });
  CHECK(fixture.run(plan.finish()).exit == ExitCode::Done);
  CHECK(fixture.asked.size() == 4);
  CHECK(fixture.written() == "{\"a\":\"text 0!\"}\n{\"a\":\"text 1!\"}\n");
}
