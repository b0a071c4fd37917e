#pragma once

#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "compiler/plan/plan.h"

namespace sdg::lower {

using plan::BlockId;
using plan::Builtin;
using plan::NodeId;
using plan::NodeKind;
using plan::TypeId;
using plan::Value;
using source::Span;

/// Makes the nodes of one dataset: each thing once, and what is known already as a constant.
class Builder {
 public:
  Builder(plan::Dataset& dataset, plan::TypeTable& types);

  NodeId constant(Value value, TypeId type, Span span);
  NodeId input(std::uint32_t index, TypeId type, Span span);
  NodeId row_index(TypeId type, Span span);
  NodeId local(BlockId block, std::uint32_t index, TypeId type, Span span);
  NodeId table(plan::TableRef table, TypeId type, Span span);
  NodeId field(NodeId record, std::string_view name, TypeId type, Span span);
  NodeId apply(Builtin builtin, std::vector<NodeId> args, TypeId type, Span span);
  NodeId choose(NodeId condition, NodeId then, NodeId otherwise, TypeId type, Span span);
  NodeId coalesce(NodeId value, NodeId otherwise, TypeId type, Span span);
  NodeId match(NodeId subject, plan::MatchArms arms, const std::vector<NodeId>& values, TypeId type, Span span);
  NodeId list(std::vector<NodeId> items, std::vector<bool> spread, TypeId type, Span span);
  NodeId record(std::vector<std::string> names, std::vector<NodeId> values, TypeId type, Span span);
  NodeId concat(const std::vector<NodeId>& pieces, TypeId type, Span span);
  NodeId map(NodeId list, plan::Mapping mapping, TypeId type, Span span);
  NodeId check(NodeId value, TypeId type, Span span);
  NodeId draw(plan::Draw draw, std::vector<NodeId> args, BlockId block, TypeId type, Span span);
  NodeId redraw(plan::Redrawing redraw, TypeId type, Span span);
  NodeId loop(NodeKind kind, plan::Loop loop, std::vector<NodeId> inputs, BlockId at_least, TypeId type, Span span);
  NodeId split(std::vector<NodeId> by, TypeId type, Span span);
  NodeId image(NodeId from, TypeId type, Span span);
  NodeId embed(std::uint32_t model, NodeId text, TypeId type, Span span);
  NodeId external(std::uint32_t external, std::vector<NodeId> args, TypeId type, Span span);
  NodeId render(plan::Rendering rendering, std::vector<NodeId> inputs, TypeId type, Span span);
  NodeId ask(plan::Ask ask, std::vector<NodeId> inputs, BlockId at_least, TypeId type, Span span);

  BlockId open_block(plan::BlockKind kind, BlockId parent);
  BlockId deeper(BlockId a, BlockId b) const;
  BlockId block_of(NodeId node) const { return dataset_.nodes[node.index].block; }
  const plan::Node& node(NodeId id) const { return dataset_.nodes[id.index]; }
  /// The value of a constant node, or null.
  const Value* constant_of(NodeId id) const;

 private:
  /// `key` tells the node from all that are not the same; an empty one makes the node unlike any other.
  NodeId make(NodeKind kind, TypeId type, std::uint32_t payload, std::vector<NodeId> inputs, BlockId at_least,
              Span span, std::string_view key = "-");
  bool all_constant(std::span<const NodeId> nodes) const;
  std::vector<Value> constants_of(std::span<const NodeId> nodes) const;
  std::uint32_t name_index(std::string_view name);

  plan::Dataset& dataset_;
  plan::TypeTable& types_;
  std::unordered_map<std::string, NodeId> known_;
  std::unordered_map<std::string, std::uint32_t> names_;
};

}  // namespace sdg::lower
