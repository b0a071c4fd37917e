#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/eval/draw_key.h"
#include "runtime/eval/evaluator.h"
#include "runtime/eval/program.h"

namespace sdg::eval {

/// What a node came to, two words long. Points into frames, the row or the plan.
struct Outcome {
  State state = State::Pending;
  union {
    const Value* value = nullptr;  // Ready
    const FailurePtr* failure;     // Failed
  };

  static Outcome pending() { return {}; }
  static Outcome ready(const Value& value) {
    Outcome outcome;
    outcome.state = State::Ready;
    outcome.value = &value;
    return outcome;
  }
  static Outcome failed(const FailurePtr& failure) {
    Outcome outcome;
    outcome.state = State::Failed;
    outcome.failure = &failure;
    return outcome;
  }
  bool is_ready() const { return state == State::Ready; }
};

/// Walks from a node down to what it needs, and keeps what it finds in the slots of frames: the inside of RowEvaluator.
/// Native recursion is bounded: what lies deeper is put off and taken up from a list, so a fiber's stack is enough.
class Interpreter {
 public:
  Interpreter(const Program& program, RowInputs inputs, Tables& tables, Asker& asker);

  Outcome evaluate(NodeId node, Frame& frame);
  Outcome open_rows(const plan::EachSpec& each, Frame& outer);
  Evaluation identify(const plan::EachSpec& each, Frame& row);
  Frame& row_frame() { return row_frame_; }
  const RowInputs& inputs() const { return inputs_; }
  Frame& question_frame(const Question& question, BlockId block, Value local);
  void answer(const Question& question, Value value);
  void fail(const Question& question, FailurePtr failure);

 private:
  /// A node with a slot, on its way to a value.
  struct Site {
    NodeId id;
    const plan::Node& node;
    Frame& home;
    Slot& slot;
  };
  struct PutOff {
    NodeId node;
    Frame* frame;
  };

  // interpreter.cpp
  Outcome walk(NodeId id, Frame& from);
  Outcome walk_slot(NodeId id, const plan::Node& node, Frame& home);
  Outcome compute(const Site& site);
  Outcome settle(Slot& slot, const Outcome& outcome, bool put_off);
  Outcome put_off(const Site& site);
  /// Evaluates all of them, so that questions go out together; what the first without a value came to, else Ready.
  Outcome walk_all(std::span<const NodeId> inputs, Frame& frame);
  /// The value of a node that is known to be ready.
  const Value& value_of(NodeId id, Frame& frame);
  static Outcome store(const Site& site, Value value);
  /// The same for what was put together here, and may have become larger than a row may be.
  static Outcome store_made(const Site& site, Value value);
  static Outcome fail(const Site& site, CellFailure failure);
  Slot& slot_of(const Question& question);
  Frame& add_frame(const Site& site, Frame::Frames& siblings, BlockId block);

  // interpret_value.cpp
  Outcome field(const plan::Node& node, Frame& home);
  Outcome apply(const Site& site);
  Outcome apply_ready(const Site& site);
  Outcome list(const Site& site);
  Outcome record(const Site& site);
  Outcome concat(const Site& site);
  Outcome check(const Site& site);
  Outcome split(const Site& site);
  Outcome render(const Site& site);

  // interpret_choice.cpp
  Outcome choose(const Site& site);
  Outcome coalesce(const Site& site);
  Outcome match(const Site& site);

  // interpret_loop.cpp
  Outcome map(const Site& site);
  Outcome map_element(const plan::Mapping& mapping, Frame& frame, bool& kept);
  void add_element_frames(const Site& site, Frame::Frames& frames, BlockId block, const Value& list);
  Outcome repeat(const Site& site);
  Outcome iterate(const Site& site);
  void add_step(const Site& site, Frame::Frames& frames, const Value& so_far);
  Outcome take_steps(const Site& site, Frame::Frames& frames, std::uint32_t most);
  Outcome redraw(const Site& site);

  // interpret_draw.cpp
  Outcome draw(const Site& site);
  Outcome draw_ready(const Site& site);
  std::vector<std::uint64_t> draw_numbers(Frame& home) const;

  // interpret_each.cpp
  const RowIdentity& identity_of(const Frame& frame) const;

  // interpret_ask.cpp
  Outcome ask(const Site& site);
  Outcome start_ask_inputs(const plan::Ask& ask, Frame& home);
  Question question_of(const Site& site, const plan::Ask& ask);
  std::vector<std::int64_t> sample_number(const Frame& home, const plan::Ask& ask) const;

  const Program& program_;
  const plan::Dataset& dataset_;
  RowInputs inputs_;
  Tables& tables_;
  Asker& asker_;
  Value index_;
  RowIdentity identity_;  // of the row above every `each`
  Frame row_frame_;

  std::uint32_t answers_ = 0;  // how many arrived: what is Pending as of now stays so until the next
  std::uint32_t walks_ = 0;
  std::uint32_t depth_ = 0;
  std::uint32_t put_offs_ = 0;  // met in this walk
  std::vector<PutOff> work_;
};

}  // namespace sdg::eval
