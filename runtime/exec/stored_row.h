#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "runtime/eval/evaluator.h"
#include "runtime/exec/candidates.h"
#include "runtime/exec/dataset_work.h"
#include "runtime/exec/finished_rows.h"
#include "runtime/exec/judge.h"
#include "runtime/exec/responder.h"
#include "runtime/exec/row_family.h"
#include "runtime/model/provider.h"
#include "runtime/store/store.h"

namespace sdg::exec {

/// What is needed of the models to find their answers in a store: no key, no network.
class StoredAnswers {
 public:
  static Result<StoredAnswers> make(const plan::Plan& plan, const std::vector<bool>& models_asked,
                                    const Responders::Factory& factory);
  const model::Provider& of(plan::ModelId model) const { return *providers_[model.index]; }

 private:
  std::vector<std::unique_ptr<model::Provider>> providers_;  // nothing for a model that nobody asks
};

/// A dataset and its questions, as they are looked up.
struct StoredQuestions {
  /// All live longer.
  StoredQuestions(const RowProgram& program, const StoredAnswers& answers, const store::Store& store);

  std::size_t index_of(const plan::Ask& ask) const {
    return static_cast<std::size_t>(&ask - program.dataset.asks.data());
  }

  const RowProgram& program;
  const StoredAnswers& answers;
  const store::Store& store;
  std::vector<std::unique_ptr<const model::AskPlan>> plans;  // one an ask
};

/// A question of a row, and what the store says to it.
struct StoredCell {
  enum class State : std::uint8_t {
    Found,    // a value
    Failed,   // used up, or its `where` cannot be computed
    AskOn,    // there are replies, of which none is accepted as things stand; the cell may have more
    Missing,  // never answered
    Open,     // whether a reply is accepted depends on an answer that is not there
  };
  std::size_t ask = 0;  // among the dataset's
  eval::Question question;
  store::CellKey key;
  State state = State::Missing;
  CellOutcome outcome{};
  store::Entry entry{};
};

/// A candidate, evaluated as far as the answers in the store reach. Nothing is asked.
class StoredRow final : private eval::Asker {
 public:
  /// `questions` and `tables` live longer. `room`: how many rows of it are wanted.
  StoredRow(const StoredQuestions& questions, eval::Tables& tables, const Candidate& candidate,
            std::uint64_t room = UINT64_MAX);

  /// In the order in which they came up.
  const std::vector<std::unique_ptr<StoredCell>>& cells() const { return cells_; }
  /// What is not decided is Unknown.
  std::vector<FinishedRow> rows() { return family_.rows(); }
  RowFamily& family() { return family_; }
  eval::RowEvaluator& evaluator() { return evaluator_; }
  const StoredQuestions& questions() const { return questions_; }

 private:
  void ask(eval::Question question) override;
  void answer_all();
  void look_up(eval::Question question);
  StoredCell::State judge(StoredCell& cell);
  eval::Evaluation settle(eval::NodeId node, eval::Frame& frame);

  const StoredQuestions& questions_;
  eval::RowEvaluator evaluator_;
  RowFamily family_;
  std::vector<eval::Question> asked_;
  std::vector<std::unique_ptr<StoredCell>> cells_;
};

/// Rows that are decided in the store, finished or not. Both live longer.
ComputeRows from_store(const DatasetWork& work, const StoredQuestions& questions);

}  // namespace sdg::exec
