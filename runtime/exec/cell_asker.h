#pragma once

#include <optional>

#include "runtime/eval/evaluator.h"
#include "runtime/exec/cell_table.h"
#include "runtime/exec/dataset_scene.h"
#include "runtime/exec/judge.h"

namespace sdg::exec {

class RowTask;

/// Answers one question of a row: from what the store has, then by asking, until a reply is accepted or the cell is
/// used up. One object a question.
class CellAsker {
 public:
  /// All of them live longer.
  /// `is_member`: the calling fiber is one of the run's crew for questions.
  CellAsker(DatasetScene& scene, RowTask& row, const eval::Question& question, bool is_member);

  /// Suspends the fiber.
  CellOutcome answer();

 private:
  using Verdict = Judge::Verdict;

  CellTable::Claim claim();
  Verdict find();
  Verdict ask_on();
  Verdict ask_once();
  Verdict answer_as_given();
  std::string sent_text() const;
  void record(const std::string& raw) const;
  void keep(Arrival& arrival);
  void allow_more();

  void note_hit(const store::Attempt& attempt, std::size_t number);

  DatasetScene& scene_;
  RowTask& row_;
  const eval::Question& question_;
  bool is_member_;
  const plan::Ask& ask_;
  const model::AskPlan& plan_;
  model::Prompt prompt_;
  store::CellKey key_;
  Responder& responder_;
  report::ColumnTally& column_;
  Judge judge_;
  std::uint32_t attempts_ = 0;  // that the cell has had
};

}  // namespace sdg::exec
