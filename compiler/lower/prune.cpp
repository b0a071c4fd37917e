#include "compiler/lower/prune.h"

#include <functional>

#include "compiler/plan/inner_nodes.h"

namespace sdg::lower {

using plan::Dataset;
using plan::Node;
using plan::NodeId;

namespace {

using Visit = std::function<void(NodeId&)>;

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
    plan::visit_inner_nodes(dataset, node, want);
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
    plan::visit_inner_nodes(dataset, node, rename);
    node.slot = dataset.blocks[node.block.index].slots++;
  }
  visit_roots(dataset, rename);
}

}  // namespace sdg::lower
