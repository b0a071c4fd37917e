#include <doctest/doctest.h>

#include <algorithm>

#include "tests/unit/compiler/lower/compile.h"

using namespace sdg;
using plan::NodeKind;

namespace {

std::unique_ptr<test::Compiled> planned(const std::string& lines) {
  auto compiled =
      test::compile("model ask = sim(\"\")\ndataset d {\n  rows 1\n" + lines + "\n  output \"d.jsonl\"\n}\n", false);
  REQUIRE(compiled->diags.all().empty());
  return compiled;
}

long count(const plan::Dataset& dataset, NodeKind kind) {
  return std::ranges::count(dataset.nodes, kind, &plan::Node::kind);
}

const plan::Node& node_of(const plan::Dataset& dataset, std::string_view column) {
  const auto found = std::ranges::find(dataset.columns, column, &plan::Column::name);
  REQUIRE(found != dataset.columns.end());
  return dataset[found->node];
}

}  // namespace

TEST_CASE("what is known is computed while compiling") {
  const auto compiled = planned(R"(
  a = 6 * 7
  b = "x" when a > 40 else "y"
  c = match a { 42 => upper("yes"), _ => "no" }
  e = [n for n in [1, 2]] ?? []
  f = {x: a, y: [a, 1]}.y[0]
)");
  const plan::Dataset& dataset = compiled->plan.datasets[0];
  const auto constant = [&](std::string_view column) { return dataset.constants[node_of(dataset, column).payload]; };
  CHECK(constant("a") == plan::Value(std::int64_t{42}));
  CHECK(constant("b") == plan::Value::string("x"));
  CHECK(constant("c") == plan::Value::string("YES"));
  CHECK(constant("f") == plan::Value(std::int64_t{42}));
}

TEST_CASE("what fails is left to the row that needs it") {
  const auto compiled = planned("  let zero = 0\n  a = 1 // zero");
  CHECK(node_of(compiled->plan.datasets[0], "a").kind == NodeKind::Apply);
}

TEST_CASE("what no output reads is not in the plan") {
  const auto compiled = planned(R"(
  let unread = ask("Who?")
  a = ask("What?")
  kept = unread when false else "x"
)");
  CHECK(count(compiled->plan.datasets[0], NodeKind::Ask) == 1);
}

TEST_CASE("the same expression is one node") {
  const auto compiled = planned(R"(
  n = integer(1..9)
  a = n * 2 + 1
  b = n * 2 - 1
)");
  CHECK(count(compiled->plan.datasets[0], NodeKind::Apply) == 3);
}

TEST_CASE("draws are told apart by where they stand: column, samplers gone through, count") {
  const auto compiled = test::compile(R"(
sampler tone() -> string = choice("a", "b")
dataset d {
  rows 1
  x = choice("p", "q")
  y = choice("p", "q") when bernoulli(0.5) else choice("r", "s")
  z = "{tone()} {tone()}"
  w = choice("p", "q", as = "x before")
  v = tone() + choice("p", "q", as = "w")
  output "d.jsonl"
}
)",
                                      false);
  std::vector<std::string> paths;
  for (const plan::Draw& draw : compiled->plan.datasets[0].draws) paths.push_back(draw.path);
  std::ranges::sort(paths);
  CHECK(paths == std::vector<std::string>{"v/tone/choice", "w/choice", "x before/choice", "x/choice", "y/bernoulli",
                                          "y/choice", "y/choice#2", "z/tone#2/choice", "z/tone/choice"});
}

TEST_CASE("inputs come before those who read them, and every node has a slot of its own in its block") {
  const auto compiled = planned(R"(
  a = [ask("Say {n}") for n in 1..3]
  b = repeat(2, ask("Again") where length(it) > 3 saying "too short")
  c = iterate(3, "x", "{it}{it}", until = length(it) > 4)
)");
  const plan::Dataset& dataset = compiled->plan.datasets[0];
  std::vector<std::vector<bool>> taken;
  for (const plan::Block& block : dataset.blocks) taken.emplace_back(block.slots);
  for (std::uint32_t i = 0; i < dataset.nodes.size(); ++i) {
    const plan::Node& node = dataset.nodes[i];
    for (const plan::NodeId input : node.inputs) CHECK(input.index < i);
    REQUIRE(node.slot < dataset.blocks[node.block.index].slots);
    CHECK_FALSE(taken[node.block.index][node.slot]);
    taken[node.block.index][node.slot] = true;
  }
}

TEST_CASE("a question in a repeat is asked in each round, one in a comprehension where it reads the element") {
  const auto compiled = planned(R"(
  a = repeat(2, ask("Say it"))
  b = [ask("Once") for n in 1..3]
)");
  const plan::Dataset& dataset = compiled->plan.datasets[0];
  for (const plan::Node& node : dataset.nodes) {
    if (node.kind != NodeKind::Ask) continue;
    const bool is_repeated = dataset.asks[node.payload].column == "a";
    CHECK(dataset.blocks[node.block.index].kind == (is_repeated ? plan::BlockKind::Repeat : plan::BlockKind::Row));
  }
}

TEST_CASE("equal questions are refused, but not in different arms") {
  const auto codes = [](const std::string& lines) {
    const auto compiled =
        test::compile("model ask = sim(\"\")\ndataset d {\n  rows 1\n" + lines + "\n  output \"d.jsonl\"\n}\n");
    std::vector<std::string> result;
    for (const auto& diagnostic : compiled->diags.all()) result.push_back(diag::code_text(diagnostic.code));
    return result;
  };
  CHECK(codes("  a = ask(\"x\")\n  b = ask(\"x\")") == std::vector<std::string>{"SDG0409"});
  CHECK(codes("  a = ask(\"x\")\n  b = ask(\"x\", sample = 1)").empty());
  CHECK(codes("  let c = bernoulli(0.5)\n  a = ask(\"x\") when c else \"{ask(\"x\")}!\"").empty());
  CHECK(codes("  a: int = ask(\"x\")\n  b = ask(\"x\")").empty());  // another form is another question
}

TEST_CASE("which weights answer is told by the command and, where a file of them is named, by its size and time") {
  const auto tag_of = [](const std::string& command) {
    const auto compiled = test::compile("model own = server(\"" + command +
                                        "\")\ndataset d {\n  rows 1\n  x = own(\"Hi\")\n  output \"d.jsonl\"\n}\n");
    REQUIRE(compiled->diags.all().empty());
    return compiled->plan.models[0].tag;
  };
  CHECK(tag_of("serve --port {port} -m there.gguf") == "serve --port -m there.gguf 7@1.5 there.gguf");
  CHECK(tag_of("serve --port {port} --model=there.gguf") == "serve --port --model=there.gguf 7@1.5 there.gguf");
  CHECK(tag_of("serve --port {port} --model org/name") == "serve --port --model org/name");
}
