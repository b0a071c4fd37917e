#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/eval/frame.h"
#include "runtime/value/message.h"

namespace sdg::eval {

class Interpreter;
class Program;

using value::Message;

/// A question whose every input is known. The asker keeps it until the reply is there.
struct Question {
  NodeId node;
  const plan::Ask* ask;
  Frame* frame;  // where the node's slot is, and where the blocks of its acceptance hang
  std::vector<Message> messages;
  std::vector<std::pair<std::string_view, Value>> settings;  // of the ask, evaluated; the model's own are in the plan
  std::vector<std::int64_t> sample;                          // outermost first, trailing zeros dropped
  std::string_view row_key;                                  // of the row that asks, which may stand below an `each`
};

/// Whoever answers questions. It must not answer during the call: it keeps the question, and later fills the slot of
/// the node by RowEvaluator::answer or ::fail and has the row evaluated again.
class Asker {
 public:
  virtual ~Asker() = default;
  virtual void ask(Question question) = 0;
};

/// What a row is made of before anything is computed.
struct RowInputs {
  std::vector<Value> inputs;  // one per name in `from`
  std::uint64_t index = 0;    // among the candidates
  std::string key;            // the row key as bytes; draws depend on it
  std::int64_t seed = 0;
};

/// All rows of a source or dataset that an expression names.
class Tables {
 public:
  virtual ~Tables() = default;
  /// A list that stays as long as the row.
  virtual const Value& rows(const plan::TableRef& table) = 0;
};

/// What evaluating a node came to. `value` is set where Ready, `failure` where Failed; both live in the row's frames
/// or in the plan.
struct Evaluation {
  State state;
  const Value* value = nullptr;
  FailurePtr failure;
};

/// Evaluates the nodes of one row, on demand and once each. What comes from outside is handed to the asker and is
/// Pending until answered; evaluating again goes on where the last time stopped. Nothing here waits. All that a node
/// certainly needs is started at once; of several failures the first in the node's own order is told, whichever came
/// first. Needs about 30 KB of stack, however deep the plan.
class RowEvaluator {
 public:
  /// `program` is shared by all rows of the dataset and lives longer than they do.
  RowEvaluator(const Program& program, RowInputs inputs, Tables& tables, Asker& asker);
  /// With a program of its own: for single rows.
  RowEvaluator(const plan::Plan& plan, const plan::Dataset& dataset, RowInputs inputs, Tables& tables, Asker& asker);
  ~RowEvaluator();
  RowEvaluator(const RowEvaluator&) = delete;
  RowEvaluator& operator=(const RowEvaluator&) = delete;

  Evaluation evaluate(NodeId node) { return evaluate(node, row_frame()); }
  /// `frame` is of the node's block, or of a block inside it.
  Evaluation evaluate(NodeId node, Frame& frame);

  /// The rows that an `each` makes of the row of `outer`: Ready once they stand in `outer.rows`.
  Evaluation open_rows(const plan::EachSpec& each, Frame& outer);
  /// Finds the key of one of them; before that nothing in its block may be evaluated. Ready once it has an identity.
  Evaluation identify(const plan::EachSpec& each, Frame& row);

  Frame& row_frame();
  const RowInputs& inputs() const;
  /// A new frame of a block that belongs to a question: local 0 is the reply, or the text that is answered.
  Frame& question_frame(const Question& question, BlockId block, Value local);

  void answer(const Question& question, Value value);
  void fail(const Question& question, FailurePtr failure);

 private:
  std::unique_ptr<const Program> own_program_;
  std::unique_ptr<Interpreter> interpreter_;
};

}  // namespace sdg::eval
