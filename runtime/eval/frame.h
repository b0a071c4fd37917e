#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <unordered_map>
#include <vector>

#include "compiler/plan/node.h"
#include "runtime/eval/cell_failure.h"

namespace sdg::eval {

using plan::BlockId;
using plan::NodeId;
using plan::Value;

enum class State : std::uint8_t {
  Empty,    // nobody wanted it yet
  Pending,  // its value comes from outside and is on its way, or waits for one that is
  Ready,
  Failed,
};

/// The value of one node in one frame.
struct Slot {
  State state = State::Empty;
  Value value;
  FailurePtr failure;
};

/// One evaluation of a block: what its nodes came to, what its locals are, and the frames of the blocks inside.
/// Frames of a row form a tree that the row's own frame owns; they are touched by the row's thread only.
class Frame {
 public:
  Frame(BlockId block, std::uint32_t depth, std::uint32_t slots, Frame* parent)
      : block_(block), depth_(depth), parent_(parent), slots_(slots) {}
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  BlockId block() const { return block_; }
  std::uint32_t depth() const { return depth_; }
  Frame* parent() const { return parent_; }
  Slot& slot(std::uint32_t index) { return slots_[index]; }
  Value& local(std::uint32_t index) { return locals_[index]; }
  const Value& local(std::uint32_t index) const { return locals_[index]; }

  /// Its number among its siblings: the position in a loop, the copy, the step, the redraw.
  std::uint32_t number = 0;
  /// Frames of the block that `node` evaluates, made on first use by the evaluator.
  std::vector<std::unique_ptr<Frame>>& children(NodeId node) { return children_[node.index]; }

 private:
  BlockId block_;
  std::uint32_t depth_;
  Frame* parent_;
  std::vector<Slot> slots_;
  std::array<Value, 3> locals_;
  std::unordered_map<std::uint32_t, std::vector<std::unique_ptr<Frame>>> children_;
};

}  // namespace sdg::eval
