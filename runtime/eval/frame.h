#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "compiler/plan/node.h"
#include "runtime/eval/cell_failure.h"
#include "runtime/eval/draw_key.h"

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
  bool asked = false;       // its question is with the asker
  bool put_off = false;     // Pending only because the evaluation would have gone too deep: it is taken up at once
  std::uint32_t as_of = 0;  // when it was found Pending; before the next answer it need not be looked at again
  Value value;
  FailurePtr failure;
};

/// What a draw inside a mapping depends on instead of the position, so that a new element moves no other one's draws.
struct ElementNumber {
  std::uint64_t hash;           // of the element
  std::uint64_t equals_before;  // earlier elements that are equal to it
};

/// What a row draws and asks by. Stays where it is: the draws look at the key.
struct RowIdentity {
  RowIdentity(std::int64_t seed, std::string_view dataset, std::string its_key)
      : key(std::move(its_key)), draws(seed, dataset, key) {}
  RowIdentity(const RowIdentity&) = delete;
  RowIdentity& operator=(const RowIdentity&) = delete;

  const std::string key;
  const DrawKeys draws;
};

/// One evaluation of a block: what its nodes came to, what its locals are, and the frames of the blocks inside.
/// Frames of a row form a tree that the row's own frame owns; they are touched by the row's thread only.
class Frame {
 public:
  using Frames = std::vector<std::unique_ptr<Frame>>;

  Frame(BlockId block, std::uint32_t depth, std::uint32_t slots, Frame* parent, NodeId owner = {})
      : block_(block), depth_(depth), owner_(owner), parent_(parent), slots_(slots) {}
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  BlockId block() const { return block_; }
  std::uint32_t depth() const { return depth_; }
  Frame* parent() const { return parent_; }
  /// The frame of a block that this one is, or stands in; nothing where it does neither.
  Frame* enclosing(BlockId block) {
    Frame* frame = this;
    while (frame && frame->block_ != block) frame = frame->parent_;
    return frame;
  }
  /// The node of the parent's block that this frame is evaluated for.
  NodeId owner() const { return owner_; }
  Slot& slot(std::uint32_t index) { return slots_[index]; }
  Value& local(std::uint32_t index) { return locals_[index]; }
  const Value& local(std::uint32_t index) const { return locals_[index]; }

  /// Its number among its siblings: the position in a loop, the copy, the step, the redraw.
  std::uint32_t number = 0;
  /// Of a mapping's frame, once a draw inside asked for it.
  std::optional<ElementNumber> element;
  /// Whether a question points here or into a frame inside: then the frame stays as long as the row.
  bool holds_questions = false;
  /// Of a row below an `each`, once its key is known.
  std::unique_ptr<const RowIdentity> identity;
  /// The rows that the next `each` makes of this one.
  Frames rows;
  /// Frames of the block that `node` evaluates, made on first use by the evaluator.
  Frames& children(NodeId node) { return children_[node.index]; }
  /// Gives back what it came to, once nothing in it is looked at again.
  void let_go() {
    for (Slot& slot : slots_) slot = {};
    locals_ = {};
    children_.clear();
  }

 private:
  BlockId block_;
  std::uint32_t depth_;
  NodeId owner_;
  Frame* parent_;
  std::vector<Slot> slots_;
  std::array<Value, 3> locals_;
  std::unordered_map<std::uint32_t, Frames> children_;
};

}  // namespace sdg::eval
