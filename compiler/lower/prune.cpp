#include "compiler/lower/prune.h"

#include <algorithm>
#include <iterator>
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
  std::erase_if(dataset.between, [&](const plan::Column& column) { return !needed[column.node.index]; });
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
  for (plan::Column& column : dataset.between) rename(column.node);
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

/// What a reader takes of each dataset that it reads.
void note_taken(Dataset& reader, std::vector<Taken>& taken) {
  using Kind = plan::InputSpec::Kind;
  for (const plan::TableRef& table : reader.tables) {
    if (table.kind == Kind::Dataset) taken[table.index].all = true;
  }
  const auto row_of = [&](NodeId id) -> Taken* {
    const Node& node = reader.nodes[id.index];
    if (node.kind != plan::NodeKind::Input) return nullptr;
    const plan::InputSpec& input = reader.inputs[node.payload];
    return input.kind == Kind::Dataset ? &taken[input.index] : nullptr;
  };
  const Visit note_whole = [&](NodeId& id) {
    if (Taken* row = row_of(id)) row->all = true;
  };
  visit_roots(reader, note_whole);
  for (const Node& node : reader.nodes) {
    plan::visit_inner_nodes(reader, node, note_whole);
    for (NodeId input : node.inputs) {
      Taken* row = row_of(input);
      if (!row) continue;
      if (node.kind == plan::NodeKind::Field) {
        row->fields.insert(reader.names[node.payload]);
      } else {
        row->all = true;
      }
    }
  }
}

/// By node: whether an output shows it.
std::vector<bool> shown_nodes(const Dataset& dataset) {
  std::vector<bool> shown(dataset.nodes.size());
  for (const auto& output : dataset.outputs) {
    for (const auto& written : output.columns) shown[written.node.index] = true;
  }
  return shown;
}

/// Moves the columns that nobody takes behind those that others may still read.
template <class IsTaken>
void set_aside(Dataset& dataset, const IsTaken& is_taken) {
  const auto rest = std::stable_partition(dataset.columns.begin(), dataset.columns.end(), is_taken);
  std::move(rest, dataset.columns.end(), std::back_inserter(dataset.between));
  dataset.columns.erase(rest, dataset.columns.end());
}

}  // namespace

// A dataset stands behind those that it reads: from the last to the first, all that is read of one is known by its
// turn.
void prune(plan::Plan& plan) {
  std::vector<Taken> taken(plan.datasets.size());
  for (std::size_t i = plan.datasets.size(); i-- > 0;) {
    Dataset& dataset = plan.datasets[i];
    const auto shown = shown_nodes(dataset);
    set_aside(dataset, [&](const plan::Column& column) {
      return taken[i].all || taken[i].fields.contains(column.name) || shown[column.node.index];
    });
    prune(dataset);
    note_taken(dataset, taken);
  }
}

}  // namespace sdg::lower
