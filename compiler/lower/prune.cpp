#include "compiler/lower/prune.h"

#include <algorithm>
#include <optional>
#include <set>

#include "compiler/lower/references.h"
#include "compiler/plan/inner_nodes.h"

namespace sdg::lower {

using plan::Dataset;
using plan::Node;
using plan::NodeId;

namespace {

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

/// Leaves of a table what nodes of the kind point to: a question that nobody asks is no question.
template <class Entry>
void keep_used(Dataset& dataset, plan::NodeKind kind, std::vector<Entry>& table) {
  std::vector<Entry> kept;
  std::vector<std::optional<std::uint32_t>> places(table.size());
  for (Node& node : dataset.nodes) {
    if (node.kind != kind) continue;
    auto& place = places[node.payload];
    if (!place) {
      place = static_cast<std::uint32_t>(kept.size());
      kept.push_back(std::move(table[node.payload]));
    }
    node.payload = *place;
  }
  table = std::move(kept);
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
  keep_used(dataset, plan::NodeKind::Ask, dataset.asks);
  keep_used(dataset, plan::NodeKind::Draw, dataset.draws);
  keep_used(dataset, plan::NodeKind::Table, dataset.tables);
}

namespace {

/// What a reader takes of the rows of an input: the names of fields, or all of it.
struct Taken {
  bool all = false;
  std::set<std::string, std::less<>> fields;
};

void note_taken(Dataset& reader, std::uint32_t upstream, Taken& taken) {
  for (const plan::TableRef& table : reader.tables)
    taken.all |= table.kind == plan::InputSpec::Kind::Dataset && table.index == upstream;
  const auto is_row = [&](NodeId id) {
    const Node& node = reader.nodes[id.index];
    if (node.kind != plan::NodeKind::Input) return false;
    const plan::InputSpec& input = reader.inputs[node.payload];
    return input.kind == plan::InputSpec::Kind::Dataset && input.index == upstream;
  };
  const Visit note_whole = [&](NodeId& id) { taken.all |= is_row(id); };
  visit_roots(reader, note_whole);
  for (const Node& node : reader.nodes) {
    plan::visit_inner_nodes(reader, node, note_whole);
    for (NodeId input : node.inputs) {
      if (!is_row(input)) continue;
      if (node.kind == plan::NodeKind::Field) taken.fields.insert(reader.names[node.payload]);
      taken.all |= node.kind != plan::NodeKind::Field;
    }
  }
}

bool is_shown(const Dataset& dataset, const plan::Column& column) {
  return std::ranges::any_of(dataset.outputs, [&](const plan::OutputSpec& output) {
    return std::ranges::any_of(output.columns, [&](const auto& written) { return written.node == column.node; });
  });
}

}  // namespace

void prune(plan::Plan& plan) {
  for (std::size_t i = plan.datasets.size(); i-- > 0;) {
    Dataset& dataset = plan.datasets[i];
    Taken taken;
    for (std::size_t reader = i + 1; reader < plan.datasets.size(); ++reader)
      note_taken(plan.datasets[reader], static_cast<std::uint32_t>(i), taken);
    std::erase_if(dataset.columns, [&](const plan::Column& column) {
      return !taken.all && !taken.fields.contains(column.name) && !is_shown(dataset, column);
    });
    prune(dataset);
  }
}

}  // namespace sdg::lower
