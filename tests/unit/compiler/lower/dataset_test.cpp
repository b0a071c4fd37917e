#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "compile.h"

using namespace sdg;
using plan::BlockKind;
using plan::NodeKind;

namespace {

plan::Plan planned(const std::string& text) {
  const auto compiled = test::compile(text);
  for (const auto& diagnostic : compiled->diags.all()) MESSAGE(diagnostic.message);
  REQUIRE(!compiled->diags.has_errors());
  return compiled->plan;
}

const plan::Column& column(const plan::Dataset& dataset, std::string_view name) {
  return *std::ranges::find(dataset.columns, name, &plan::Column::name);
}

BlockKind block_of(const plan::Dataset& dataset, plan::NodeId node) {
  return dataset.blocks[dataset[node].block.index].kind;
}

}  // namespace

TEST_CASE(
    "what draws, asks or reads the element below an each belongs to the element's row, the rest to the one above") {
  const auto plan = planned(R"~(model ask = sim("")
dataset d from ["a b"] as line {
  each word in split(line)
  shout = upper(word)
  whisper = lower(line)
  mood = choice("x", "y")
  said = ask("Say it")
  index = index()
  output "d.jsonl"
}
)~");
  const plan::Dataset& dataset = plan.datasets[0];
  REQUIRE(dataset.each.size() == 1);
  CHECK(dataset.blocks[dataset.each[0].block.index].kind == BlockKind::Each);
  CHECK(block_of(dataset, dataset.each[0].list) == BlockKind::Row);
  for (const char* name : {"shout", "mood", "said"}) {
    CAPTURE(name);
    CHECK(block_of(dataset, column(dataset, name).node) == BlockKind::Each);
  }
  for (const char* name : {"whisper", "index"}) {
    CAPTURE(name);
    CHECK(block_of(dataset, column(dataset, name).node) == BlockKind::Row);
  }
}

TEST_CASE("a key above an each names the parents, one below it the children") {
  const auto plan = planned(R"~(dataset d from [{id: 1, parts: ["a"]}] as r {
  key r.id
  each part in r.parts
  key part
  text = part
  output "d.jsonl"
}
)~");
  CHECK(plan.datasets[0].key.size() == 1);
  CHECK(plan.datasets[0].each[0].key.size() == 1);
}

TEST_CASE("a measure stands in a block of its own, its arguments in the row's") {
  const auto plan = planned(R"~(dataset d {
  rows 3
  score = integer(1..5)
  measure share = sum(score) * 100 / count()
  output "d.jsonl"
}
)~");
  const plan::Dataset& dataset = plan.datasets[0];
  REQUIRE(dataset.measures.size() == 1);
  const plan::MeasureSpec& measure = dataset.measures[0];
  REQUIRE(measure.aggregates.size() == 2);
  CHECK(measure.aggregates[0].aggregate == plan::Aggregate::Sum);
  CHECK(measure.aggregates[0].value == column(dataset, "score").node);
  CHECK(!measure.aggregates[1].value);
  CHECK(block_of(dataset, measure.result) == BlockKind::Measure);
}

TEST_CASE("of a dataset that is read, the columns that nobody reads are not computed") {
  const auto plan = planned(R"~(model ask = sim("")
dataset a from [1] as n {
  x = n
  y = ask("never")
}
dataset b from a {
  x = a.x
  output "b.jsonl"
}
dataset c from [1] as n {
  x = n
  y = ask("read as a whole")
}
dataset d {
  rows 1
  x = length(c)
  output "d.jsonl"
}
)~");
  const auto names = [&](std::size_t dataset) {
    std::vector<std::string> columns;
    for (const auto& listed : plan.datasets[dataset].columns) columns.push_back(listed.name);
    return columns;
  };
  CHECK(names(0) == std::vector<std::string>{"x"});
  CHECK(std::ranges::find(plan.datasets[0].nodes, NodeKind::Ask, &plan::Node::kind) == plan.datasets[0].nodes.end());
  CHECK(names(2) == std::vector<std::string>{"x", "y"});
}

TEST_CASE("a dataset stands after those that it reads, wherever they stand on the page") {
  const auto plan = planned(R"~(dataset last from first {
  x = first.x
  output "last.jsonl"
}
dataset first from [1] as n {
  x = n
}
)~");
  REQUIRE(plan.datasets.size() == 2);
  CHECK(plan.datasets[0].name == "first");
  CHECK(plan.datasets[1].inputs[0].index == 0);
}

TEST_CASE("a command is parted at blanks outside of quotes, and never inside of a value") {
  const auto plan = planned(R"~(param folder: string = "my data"
function f(x: int) -> int = external("python3 run.py --in {folder}/in 'two words' ''")
dataset d {
  rows 1
  x = f(1)
  output "d.jsonl"
}
)~");
  REQUIRE(plan.externals.size() == 1);
  CHECK(plan.externals[0].command.words ==
        std::vector<std::string>{"python3", "run.py", "--in", "my data/in", "two words", ""});
}

TEST_CASE("a part of a source is read as a part, and a list is cut while compiling") {
  const auto plan = planned(R"~(source s: { a: int } = read("s.jsonl")
dataset d from slice(s, 2, 9) as r, slice([1, 2, 3], 1) as n {
  a = r.a + n
  output "d.jsonl"
}
)~");
  const auto& inputs = plan.datasets[0].inputs;
  REQUIRE(inputs[0].steps.size() == 1);
  CHECK(inputs[0].steps[0].start == 2);
  CHECK(inputs[0].steps[0].end == 9);
  CHECK(inputs[1].steps.empty());
  CHECK(inputs[1].values.size() == 2);
}
