#pragma once

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "compiler/plan/plan.h"

namespace sdg::test {

/// Makes a plan of one dataset by hand, node by node. A node goes to the innermost block of its inputs unless another
/// is named.
class PlanBuilder {
 public:
  using NodeId = plan::NodeId;
  using BlockId = plan::BlockId;
  using Value = plan::Value;
  using NodeIds = std::vector<NodeId>;

  PlanBuilder() {
    plan_.datasets.emplace_back();
    dataset().name = "d";
    dataset().blocks.push_back({plan::BlockKind::Row, BlockId{0}, 0, 0});
  }

  const plan::Plan& plan() const { return plan_; }
  plan::TypeTable& types() { return plan_.types; }
  plan::Dataset& dataset() { return plan_.datasets.front(); }
  const plan::Dataset& dataset() const { return plan_.datasets.front(); }

  BlockId block(plan::BlockKind kind, BlockId parent = {}) {
    auto& blocks = dataset().blocks;
    blocks.push_back({kind, parent, blocks[parent.index].depth + 1, 0});
    return {static_cast<std::uint32_t>(blocks.size() - 1)};
  }

  NodeId node(plan::NodeKind kind, std::uint32_t payload, NodeIds inputs, BlockId block) {
    plan::Node made{kind, {}, block, dataset().blocks[block.index].slots++, payload, std::move(inputs), {}};
    dataset().nodes.push_back(std::move(made));
    return {static_cast<std::uint32_t>(dataset().nodes.size() - 1)};
  }
  NodeId node(plan::NodeKind kind, std::uint32_t payload, NodeIds inputs) {
    const auto innermost = innermost_of(inputs);
    return node(kind, payload, std::move(inputs), innermost);
  }
  NodeId typed(NodeId id, plan::TypeId type) {
    dataset().nodes[id.index].type = type;
    return id;
  }

  NodeId constant(Value value) {
    return node(plan::NodeKind::Constant, put(dataset().constants, std::move(value)), {}, {});
  }
  NodeId integer(std::int64_t value) { return constant(Value(value)); }
  NodeId real(double value) { return constant(Value(value)); }
  NodeId text(std::string value) { return constant(Value::string(std::move(value))); }
  NodeId input(std::uint32_t place) { return node(plan::NodeKind::Input, place, {}, {}); }
  NodeId row_index() { return node(plan::NodeKind::RowIndex, 0, {}, {}); }
  NodeId local(BlockId block, std::uint32_t which) { return node(plan::NodeKind::Local, which, {}, block); }
  NodeId field(NodeId record, std::string name) {
    return node(plan::NodeKind::Field, put(dataset().names, std::move(name)), {record});
  }
  NodeId apply(plan::Builtin id, NodeIds inputs) {
    return node(plan::NodeKind::Apply, static_cast<std::uint32_t>(id), std::move(inputs));
  }
  NodeId choose(NodeId condition, NodeId then, NodeId otherwise) {
    return node(plan::NodeKind::Choose, 0, {condition, then, otherwise});
  }
  NodeId coalesce(NodeId first, NodeId second) { return node(plan::NodeKind::Coalesce, 0, {first, second}); }
  NodeId match(plan::MatchArms arms, NodeIds subject_and_arms) {
    return node(plan::NodeKind::Match, put(dataset().matches, std::move(arms)), std::move(subject_and_arms));
  }
  NodeId list(NodeIds items, std::vector<bool> spread = {}) {
    spread.resize(items.size());
    return node(plan::NodeKind::List, put(dataset().lists, std::move(spread)), std::move(items));
  }
  NodeId record(std::vector<std::string> names, NodeIds values) {
    return node(plan::NodeKind::Record, put(dataset().shapes, plan::make_shape(std::move(names))), std::move(values));
  }
  NodeId concat(NodeIds parts) { return node(plan::NodeKind::Concat, 0, std::move(parts)); }
  NodeId check(NodeId input, plan::TypeId type) { return typed(node(plan::NodeKind::Check, 0, {input}), type); }

  NodeId map(NodeId list, plan::Mapping mapping) {
    return node(plan::NodeKind::Map, put(dataset().maps, std::move(mapping)), {list});
  }
  NodeId repeat(NodeId count, BlockId block, NodeId body) {
    return node(plan::NodeKind::Repeat, put(dataset().loops, plan::Loop{block, body, {}}), {count},
                dataset().blocks[block.index].parent);
  }
  NodeId iterate(NodeId count, NodeId start, plan::Loop loop) {
    return node(plan::NodeKind::Iterate, put(dataset().loops, loop), {count, start},
                dataset().blocks[loop.block.index].parent);
  }
  NodeId redraw(plan::Redrawing redrawing) {
    return node(plan::NodeKind::Redraw, put(dataset().redraws, redrawing), {},
                dataset().blocks[redrawing.block.index].parent);
  }
  NodeId draw(plan::Draw drawing, NodeIds args, BlockId block = {}) {
    return node(plan::NodeKind::Draw, put(dataset().draws, std::move(drawing)), std::move(args), block);
  }
  /// A question of one user turn.
  NodeId ask(NodeId content, BlockId block = {}) {
    plan::Ask asked;
    asked.turns.push_back({plan::Role::User, content, false});
    return ask(std::move(asked), block);
  }
  NodeId ask(plan::Ask asked, BlockId block = {}) {
    return node(plan::NodeKind::Ask, put(dataset().asks, std::move(asked)), {}, block);
  }

 private:
  template <class T>
  static std::uint32_t put(std::vector<T>& table, T item) {
    table.push_back(std::move(item));
    return static_cast<std::uint32_t>(table.size() - 1);
  }

  BlockId innermost_of(const NodeIds& inputs) const {
    BlockId innermost;
    for (const auto input : inputs) {
      const auto block = dataset().nodes[input.index].block;
      if (dataset().blocks[block.index].depth > dataset().blocks[innermost.index].depth) innermost = block;
    }
    return innermost;
  }

  plan::Plan plan_;
};

}  // namespace sdg::test
