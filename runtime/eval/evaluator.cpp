#include "runtime/eval/evaluator.h"

#include "runtime/eval/interpreter.h"
#include "runtime/eval/program.h"

namespace sdg::eval {
namespace {

Evaluation as_evaluation(const Outcome& outcome) {
  if (outcome.state == State::Ready) return {outcome.state, outcome.value, nullptr};
  if (outcome.state == State::Failed) return {outcome.state, nullptr, *outcome.failure};
  return {State::Pending, nullptr, nullptr};
}

}  // namespace

RowEvaluator::RowEvaluator(const Program& program, RowInputs inputs, Tables& tables, Asker& asker)
    : interpreter_(std::make_unique<Interpreter>(program, std::move(inputs), tables, asker)) {}

RowEvaluator::RowEvaluator(const plan::Plan& plan, const plan::Dataset& dataset, RowInputs inputs, Tables& tables,
                           Asker& asker)
    : own_program_(std::make_unique<Program>(plan, dataset)),
      interpreter_(std::make_unique<Interpreter>(*own_program_, std::move(inputs), tables, asker)) {}

RowEvaluator::~RowEvaluator() = default;

Evaluation RowEvaluator::evaluate(NodeId node, Frame& frame) {
  return as_evaluation(interpreter_->evaluate(node, frame));
}

Evaluation RowEvaluator::open_rows(const plan::EachSpec& each, Frame& outer) {
  return as_evaluation(interpreter_->open_rows(each, outer));
}

Evaluation RowEvaluator::identify(const plan::EachSpec& each, Frame& row) { return interpreter_->identify(each, row); }

Frame& RowEvaluator::row_frame() { return interpreter_->row_frame(); }

const RowInputs& RowEvaluator::inputs() const { return interpreter_->inputs(); }

Frame& RowEvaluator::question_frame(const Question& question, BlockId block, Value local) {
  return interpreter_->question_frame(question, block, std::move(local));
}

void RowEvaluator::answer(const Question& question, Value value) { interpreter_->answer(question, std::move(value)); }

void RowEvaluator::fail(const Question& question, FailurePtr failure) {
  interpreter_->fail(question, std::move(failure));
}

}  // namespace sdg::eval
