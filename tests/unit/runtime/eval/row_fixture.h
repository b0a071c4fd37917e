#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "runtime/eval/evaluator.h"
#include "tests/support/plan_builder.h"

namespace sdg::test {

using eval::State;
using plan::Value;

/// Keeps the questions until the test answers them.
class KeptQuestions : public eval::Asker {
 public:
  void ask(eval::Question question) override { all.push_back(std::move(question)); }
  /// What the last turn of each says.
  std::vector<std::string> texts() const {
    std::vector<std::string> texts;
    for (const auto& question : all) texts.push_back(question.messages.back().content);
    return texts;
  }

  std::vector<eval::Question> all;
};

class OneTable : public eval::Tables {
 public:
  const Value& rows(const plan::TableRef&) override { return table; }
  Value table = Value::list({});
};

/// One row of a hand-made plan, and everything around it.
class Row {
 public:
  explicit Row(const PlanBuilder& builder, eval::RowInputs inputs = {}) {
    evaluator =
        std::make_unique<eval::RowEvaluator>(builder.plan(), builder.dataset(), std::move(inputs), tables, questions);
  }

  State state(plan::NodeId node) { return evaluator->evaluate(node).state; }
  /// The value as JSON, or the name of the cause, or `pending`.
  std::string operator[](plan::NodeId node) {
    const auto evaluation = evaluator->evaluate(node);
    if (evaluation.state == State::Ready) return plan::to_json(*evaluation.value);
    return evaluation.failure ? std::string(eval::name(evaluation.failure->cause)) : "pending";
  }
  void answer(std::size_t question, std::string text) {
    evaluator->answer(questions.all[question], Value::string(std::move(text)));
  }
  void fail(std::size_t question, eval::Cause cause) {
    evaluator->fail(questions.all[question],
                    std::make_shared<const eval::CellFailure>(eval::CellFailure{cause, "told"}));
  }

  KeptQuestions questions;
  OneTable tables;
  std::unique_ptr<eval::RowEvaluator> evaluator;
};

inline Value list_of(std::vector<std::int64_t> numbers) {
  std::vector<Value> items;
  for (const auto number : numbers) items.emplace_back(number);
  return Value::list(std::move(items));
}

inline Value record_of(std::vector<std::pair<std::string, Value>> fields) {
  std::vector<std::string> names;
  std::vector<Value> values;
  for (auto& field : fields) {
    names.push_back(std::move(field.first));
    values.push_back(std::move(field.second));
  }
  return Value::record(plan::make_shape(std::move(names)), std::move(values));
}

}  // namespace sdg::test
