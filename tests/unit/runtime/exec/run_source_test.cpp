#include <doctest/doctest.h>

#include "runtime/exec/run.h"
#include "tests/unit/runtime/exec/run_fixture.h"

using namespace sdg;
using namespace sdg::test;
using exec::ExitCode;

namespace {

/// A dataset that asks about each line of `people.jsonl`, keyed by `name`.
class People {
 public:
  explicit People(const RunFixture& fixture) : plan_(fixture.folder) {
    const auto text = plan_.types().of(plan::TypeKind::String);
    const auto row = plan_.types().record_of({{"name", text, {}, {}}});
    plan_.sources.push_back({"people", "jsonl", (fixture.folder / "people.jsonl").string(), row, {}, {}, {}, {}});
    plan_.dataset().rows.reset();
    plan_.dataset().inputs.push_back({plan::InputSpec::Kind::Source, 0, {}, "p", row, {}, {}});
    const auto name = plan_.column("name", plan_.field(plan_.input(0), "name"));
    plan_.dataset().key.push_back(name);
    plan_.question("about", plan_.concat({plan_.text("who is "), name}));
  }
  RunPlan& operator*() { return plan_; }
  plan::Plan finish() const { return plan_.finish(); }

 private:
  RunPlan plan_;
};

}  // namespace

TEST_CASE("rows that are put between others are all that is asked") {
  RunFixture fixture;
  const auto plan = People(fixture).finish();
  fixture.folder.write("people.jsonl", "{\"name\":\"Ada\"}\n{\"name\":\"Bo\"}\n");
  CHECK(fixture.run(plan).exit == ExitCode::Done);
  CHECK(fixture.run(plan).nothing_to_do);
  fixture.folder.write("people.jsonl", "{\"name\":\"Ada\"}\n{\"name\":\"Al\"}\n{\"name\":\"Bo\"}\n");
  const auto result = fixture.run(plan);
  CHECK(result.exit == ExitCode::Done);
  CHECK(fixture.asked == std::vector<std::string>{"who is Ada", "who is Bo", "who is Al"});
  CHECK(fixture.written() ==
        "{\"name\":\"Ada\",\"about\":\"<who is Ada>\"}\n"
        "{\"name\":\"Al\",\"about\":\"<who is Al>\"}\n"
        "{\"name\":\"Bo\",\"about\":\"<who is Bo>\"}\n");
}

TEST_CASE("a file that is missing is told before anything is asked") {
  RunFixture fixture;
  const auto result = fixture.run(People(fixture).finish());
  CHECK(result.exit == ExitCode::ProgramWrong);
  REQUIRE(result.messages.size() == 1);
  CHECK(result.messages[0].find("people.jsonl") != std::string::npos);
  CHECK(fixture.asked.empty());
}

TEST_CASE("two people of one name are told by their places") {
  RunFixture fixture;
  fixture.folder.write("people.jsonl", "{\"name\":\"Ada\"}\n{\"name\":\"Bo\"}\n{\"name\":\"Ada\"}\n");
  const auto result = fixture.run(People(fixture).finish());
  CHECK(result.exit == ExitCode::ProgramWrong);
  CHECK(result.messages.at(0) ==
        "row 0 and row 2 of dataset `d` have the same key \"Ada\"; add what tells them apart to its `key` line");
  CHECK(fixture.asked.empty());
}

TEST_CASE("a row whose fields changed is evaluated anew, and asks what it has not asked yet") {
  RunFixture fixture;
  People people(fixture);
  (*people).dataset().key = {(*people).row_index()};
  const auto plan = people.finish();
  fixture.folder.write("people.jsonl", "{\"name\":\"Ada\"}\n{\"name\":\"Bo\"}\n");
  fixture.run(plan);
  fixture.folder.write("people.jsonl", "{\"name\":\"Ada\"}\n{\"name\":\"Ben\"}\n");
  CHECK(fixture.run(plan).datasets.at(0).taken == 1);
  CHECK(fixture.asked == std::vector<std::string>{"who is Ada", "who is Bo", "who is Ben"});
}

TEST_CASE("a table is read whole, and rows that use it depend on it") {
  RunFixture fixture;
  const auto plan_with_table = [&] {
    RunPlan plan(fixture.folder, 1);
    const auto text = plan.types().of(plan::TypeKind::String);
    const auto row = plan.types().record_of({{"name", text, {}, {}}});
    plan.sources.push_back({"people", "jsonl", (fixture.folder / "people.jsonl").string(), row, {}, {}, {}, {}});
    plan.dataset().tables.push_back({plan::InputSpec::Kind::Source, 0});
    const auto table = plan.node(plan::NodeKind::Table, 0, {}, {});
    plan.question("about", plan.concat({plan.text("who are "), table}));
    return plan.finish();
  };
  fixture.folder.write("people.jsonl", "{\"name\":\"Ada\"}\n");
  fixture.run(plan_with_table());
  fixture.folder.write("people.jsonl", "{\"name\":\"Ada\"}\n{\"name\":\"Bo\"}\n");
  fixture.run(plan_with_table());
  CHECK(fixture.asked ==
        std::vector<std::string>{"who are [{\"name\":\"Ada\"}]", "who are [{\"name\":\"Ada\"},{\"name\":\"Bo\"}]"});
}
