#include "runtime/exec/open_asks.h"

#include <algorithm>
#include <set>
#include <utility>

#include "compiler/plan/inner_nodes.h"
#include "runtime/exec/frame_nesting.h"

namespace sdg::exec {
namespace {

using eval::Frame;
using eval::State;
using plan::NodeId;
using plan::NodeKind;

class OpenAsks {
 public:
  OpenAsks(const RowProgram& program, StoredRow& row, const Frame* wanted)
      : program_(program),
        dataset_(program.dataset),
        row_(row),
        wanted_(wanted),
        times_(times_asked(dataset_)),
        counts_(dataset_.asks.size()) {}

  std::vector<AskCount> count() {
    look_at_row(row_.evaluator().row_frame(), 0);
    return std::move(counts_);
  }

 private:
  void look_at_row(Frame& frame, std::size_t level) {
    // Before a row has its key nothing in it may be evaluated.
    if (level > 0 && !frame.identity) return look_below_unknown_list(frame, level);
    for (const auto node : program_.filters[level]) {
      const auto keep = row_.evaluator().evaluate(node, frame);
      if (keep.state == State::Failed || (keep.state == State::Ready && !keep.value->as_bool())) return;
      look_at(node, frame);
    }
    if (level == dataset_.each.size()) {
      for (const auto root : program_.roots) look_at(root, frame);
      return;
    }
    look_at(dataset_.each[level].list, frame);
    for (const auto& below : frame.rows) {
      if (!wanted_ || is_within(*wanted_, *below) || is_within(*below, *wanted_)) look_at_row(*below, level + 1);
    }
    if (frame.rows.empty() && row_.evaluator().evaluate(dataset_.each[level].list, frame).state == State::Pending) {
      look_below_unknown_list(frame, level + 1);
    }
  }

  /// A list that is not there yet may have any number of rows: one stands for all.
  void look_below_unknown_list(Frame& frame, std::size_t level) {
    for (; level <= dataset_.each.size(); ++level) {
      for (const auto node : program_.filters[level]) look_at(node, frame);
      if (level < dataset_.each.size()) look_at(dataset_.each[level].list, frame);
    }
    for (const auto root : program_.roots) look_at(root, frame);
  }

  void look_at(NodeId id, Frame& frame) {
    const auto& node = dataset_[id];
    Frame* home = frame.enclosing(node.block);
    if (!seen_.emplace(id.index, home ? home : &frame).second) return;
    const eval::Slot* slot = home && plan::has_slot(node.kind) ? &home->slot(node.slot) : nullptr;
    if (slot && (slot->state == State::Ready || slot->state == State::Failed)) return;
    if (node.kind == NodeKind::Ask && !(slot && slot->asked)) {
      count_ask(node.payload, frame, home != nullptr, is_below_unknown_list(node.block, frame));
    }
    if (node.kind == NodeKind::Choose && slot && slot->state == State::Pending) {
      const auto condition = row_.evaluator().evaluate(node.inputs[0], *home);
      if (condition.state == State::Ready) return look_at(node.inputs[condition.value->as_bool() ? 1 : 2], frame);
    }
    for (const auto input : node.inputs) look_at(input, frame);
    plan::visit_inner_nodes(dataset_, node, [&](NodeId inner) { look_at(inner, frame); });
  }

  void count_ask(std::uint32_t ask, const Frame& frame, bool is_of_row, bool stands_for_all) {
    std::uint64_t came_up = 0;
    for (const auto& cell : row_.cells()) {
      if (!is_of_row && cell->ask == ask && is_within(*cell->question.frame, frame)) ++came_up;
    }
    const auto& times = times_[ask];
    counts_[ask].count += times.count - std::min(times.count, came_up);
    counts_[ask].at_least |= times.at_least || stands_for_all;
  }

  /// Its row is one of a list that is not there.
  bool is_below_unknown_list(plan::BlockId block, Frame& frame) const {
    for (; block.index != 0; block = dataset_.blocks[block.index].parent) {
      if (dataset_.blocks[block.index].kind == plan::BlockKind::Each && !frame.enclosing(block)) return true;
    }
    return false;
  }

  const RowProgram& program_;
  const plan::Dataset& dataset_;
  StoredRow& row_;
  const Frame* wanted_;
  std::vector<AskCount> times_;
  std::vector<AskCount> counts_;
  std::set<std::pair<std::uint32_t, const Frame*>> seen_;
};

/// How often a loop goes, or how many elements a list has.
AskCount length_of(const plan::Dataset& dataset, NodeId gone_through) {
  const auto& node = dataset[gone_through];
  if (node.kind != NodeKind::Constant) return {1, true};
  const auto& value = dataset.constants[node.payload];
  if (value.kind() == plan::ValueKind::Int)
    return {static_cast<std::uint64_t>(std::max<std::int64_t>(0, value.as_int())), false};
  if (value.kind() == plan::ValueKind::List) return {value.items().size(), false};
  return {1, true};
}

/// How often the blocks of loops are evaluated each time the one around them is.
std::vector<AskCount> times_of_blocks(const plan::Dataset& dataset) {
  std::vector<AskCount> times(dataset.blocks.size(), AskCount{1});
  for (const auto& node : dataset.nodes) {
    const bool is_loop = node.kind == NodeKind::Repeat || node.kind == NodeKind::Iterate;
    if (!is_loop && node.kind != NodeKind::Map) continue;
    const auto block = is_loop ? dataset.loops[node.payload].block : dataset.maps[node.payload].block;
    times[block.index] = length_of(dataset, node.inputs[0]);
  }
  return times;
}

std::vector<AskCount> times_asked(const plan::Dataset& dataset, const std::vector<AskCount>& of_blocks) {
  std::vector<AskCount> times(dataset.asks.size(), AskCount{1});
  for (const auto& node : dataset.nodes) {
    if (node.kind != NodeKind::Ask) continue;
    for (auto block = node.block; block.index != 0; block = dataset.blocks[block.index].parent) {
      times[node.payload].count *= of_blocks[block.index].count;
      times[node.payload].at_least |= of_blocks[block.index].at_least;
    }
  }
  return times;
}

}  // namespace

std::vector<AskCount> times_asked(const plan::Dataset& dataset) {
  return times_asked(dataset, times_of_blocks(dataset));
}

std::vector<AskCount> times_asked_of_candidate(const plan::Dataset& dataset) {
  auto of_blocks = times_of_blocks(dataset);
  for (const auto& each : dataset.each) of_blocks[each.block.index].at_least = true;
  return times_asked(dataset, of_blocks);
}

std::vector<AskCount> open_asks(const RowProgram& program, StoredRow& row, const Frame* below) {
  return OpenAsks(program, row, below).count();
}

}  // namespace sdg::exec
