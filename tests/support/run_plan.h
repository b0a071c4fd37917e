#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/plan_builder.h"
#include "tests/support/temp_dir.h"

namespace sdg::test {

/// A plan of one dataset and one model, whose columns are added one by one. Writes `d.jsonl` into the folder.
class RunPlan : public PlanBuilder {
 public:
  explicit RunPlan(const TempDir& folder, std::uint64_t rows = 3) {
    dataset().rows = rows;
    dataset().row_program = plan::sha256("program");
    dataset().outputs.push_back({"jsonl", (folder / "d.jsonl").string(), {}, {}, {}});
    model.name = "writer";
    model.provider = "sim";
    model.base_url = "sim:";
    model.id = "scripted";
  }

  /// Asks a server that speaks like OpenAI instead of the simulator.
  void ask_server(std::string url, std::uint32_t at_once) {
    model.provider = "openai";
    model.base_url = std::move(url);
    model.concurrency = at_once;
  }

  NodeId column(std::string name, NodeId node) {
    const auto type = dataset().nodes[node.index].type;
    dataset().columns.push_back({name, node, type, {}, true, {}});
    dataset().outputs.front().columns.push_back({std::move(name), node, type});
    return node;
  }

  /// A column that asks for a text. `change` may say more about the question.
  NodeId question(std::string name, NodeId content, const std::function<void(plan::Ask&)>& change = {}) {
    plan::Ask asked;
    asked.turns.push_back({plan::Role::User, content, false});
    asked.reply = types().of(plan::TypeKind::String);
    asked.column = name;
    asked.caller = "writer";
    if (change) change(asked);
    const auto reply = asked.reply;
    return column(std::move(name), typed(ask(std::move(asked)), reply));
  }

  /// Columns that ask for a text each: the first about the row's number, each other one about the text before it.
  void chain(const std::vector<std::string>& names) {
    auto before = row_index();
    for (const auto& name : names) before = question(name, concat({text("more of "), before}));
  }

  plan::Plan finish() const {
    auto whole = plan();
    whole.models.push_back(model);
    whole.sources = sources;
    return whole;
  }

  plan::ModelSpec model;
  std::vector<plan::SourceSpec> sources;
};

}  // namespace sdg::test
