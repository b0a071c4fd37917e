#pragma once

#include "compiler/plan/plan.h"

namespace sdg::plan {

/// Calls `visit` for the nodes that stand in a node's table entry, besides its inputs: what a loop repeats, what an
/// acceptance checks, the turns of a question. Whoever may change the dataset may change the ids.
template <class Dataset, class Visit>
void visit_inner_nodes(Dataset& dataset, const Node& node, const Visit& visit) {
  const auto visit_ask = [&](auto& ask) {
    for (auto& turn : ask.turns) visit(turn.content);
    for (auto& setting : ask.settings) visit(setting.value);
    if (ask.given) visit(ask.given->text);
    if (!ask.acceptance) return;
    visit(ask.acceptance->condition);
    if (ask.acceptance->saying) visit(*ask.acceptance->saying);
  };
  switch (node.kind) {
    case NodeKind::Map: {
      auto& mapping = dataset.maps[node.payload];
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
      auto& loop = dataset.loops[node.payload];
      visit(loop.body);
      if (loop.until) visit(*loop.until);
      return;
    }
    case NodeKind::Ask: visit_ask(dataset.asks[node.payload]); return;
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
    case NodeKind::Render:
    case NodeKind::Check:
    case NodeKind::Draw:
    case NodeKind::Split:
    case NodeKind::Image:
    case NodeKind::Embed:
    case NodeKind::External: return;
  }
}

}  // namespace sdg::plan
