#include "compiler/lower/prune.h"

#include <functional>

namespace sdg::lower {

using plan::Dataset;
using plan::Node;
using plan::NodeId;
using plan::NodeKind;

namespace {

using Visit = std::function<void(NodeId&)>;

void visit_ask(plan::Ask& ask, const Visit& visit) {
  for (plan::Turn& turn : ask.turns) visit(turn.content);
  for (plan::Setting& setting : ask.settings) visit(setting.value);
  if (!ask.acceptance) return;
  visit(ask.acceptance->condition);
  if (ask.acceptance->saying) visit(*ask.acceptance->saying);
}

/// The nodes that stand in a node's table entry, besides its inputs.
void visit_payload(Dataset& dataset, const Node& node, const Visit& visit) {
  switch (node.kind) {
    case NodeKind::Map: {
      plan::Mapping& mapping = dataset.maps[node.payload];
      visit(mapping.body);
      if (mapping.condition) visit(*mapping.condition);
      return;
    }
    case NodeKind::Redraw:
      visit(dataset.redraws[node.payload].body);
      visit(dataset.redraws[node.payload].condition);
      return;
    case NodeKind::Repeat:
    case NodeKind::Iterate: {
      plan::Loop& loop = dataset.loops[node.payload];
      visit(loop.body);
      if (loop.until) visit(*loop.until);
      return;
    }
    case NodeKind::Ask: visit_ask(dataset.asks[node.payload], visit); return;
    case NodeKind::Constant:
    case NodeKind::Input:
    case NodeKind::RowIndex:
    case NodeKind::Local:
    case NodeKind::Table:
    case NodeKind::Field:
    case NodeKind::Apply:
    case NodeKind::Choose:
    case NodeKind::Coalesce:
    case NodeKind::Match:
    case NodeKind::List:
    case NodeKind::Record:
    case NodeKind::Concat:
    case NodeKind::Check:
    case NodeKind::Draw: return;
  }
}

void visit_roots(Dataset& dataset, const Visit& visit) {
  for (plan::Column& column : dataset.columns) visit(column.node);
  for (NodeId& key : dataset.key) visit(key);
  for (NodeId& keep : dataset.keep) visit(keep);
  for (plan::OutputSpec& output : dataset.outputs) {
    for (plan::OutputColumn& column : output.columns) visit(column.node);
  }
}

std::vector<bool> needed_nodes(Dataset& dataset) {
  std::vector<bool> needed(dataset.nodes.size());
  std::vector<NodeId> to_visit;
  const Visit want = [&](NodeId& id) {
    if (needed[id.index]) return;
    needed[id.index] = true;
    to_visit.push_back(id);
  };
  visit_roots(dataset, want);
  while (!to_visit.empty()) {
    Node& node = dataset.nodes[to_visit.back().index];
    to_visit.pop_back();
    for (NodeId& input : node.inputs) want(input);
    visit_payload(dataset, node, want);
  }
  return needed;
}

}  // namespace

void prune(Dataset& dataset) {
  const std::vector<bool> needed = needed_nodes(dataset);
  std::vector<NodeId> new_ids(dataset.nodes.size());
  std::vector<Node> kept;
  for (std::size_t i = 0; i < dataset.nodes.size(); ++i) {
    if (!needed[i]) continue;
    new_ids[i] = {static_cast<std::uint32_t>(kept.size())};
    kept.push_back(std::move(dataset.nodes[i]));
  }
  dataset.nodes = std::move(kept);
  const Visit rename = [&](NodeId& id) { id = new_ids[id.index]; };
  for (Node& node : dataset.nodes) {
    for (NodeId& input : node.inputs) rename(input);
    visit_payload(dataset, node, rename);
    node.slot = dataset.blocks[node.block.index].slots++;
  }
  visit_roots(dataset, rename);
}

}  // namespace sdg::lower
