#pragma once

#include <cstdint>
#include <vector>

#include "runtime/eval/evaluator.h"
#include "runtime/exec/admission.h"
#include "runtime/exec/candidates.h"
#include "runtime/exec/dataset_scene.h"
#include "runtime/exec/row_family.h"
#include "runtime/exec/wait_list.h"
#include "runtime/store/batch.h"

namespace sdg::exec {

/// One candidate, from its inputs to its record in the store: a row, or the rows that `each` makes of it.
///
/// Whichever fiber answered a question evaluates again what it may have changed and takes one of the questions that
/// this brought to light; the others go to the crew. So chained columns stay on one fiber, and no column waits for
/// another one that it does not read.
///
/// Order of commits: replies are kept with the row's record, in one batch, where they complete it; else before the
/// next request of the row is paid for or the row waits for anything. Nothing that was paid is lost but what is in
/// flight, and the common row with one question costs one write.
class RowTask final : private eval::Asker {
 public:
  /// `scene` lives longer.
  RowTask(DatasetScene& scene, Candidate candidate, const plan::Digest& fingerprint);

  /// Suspends the fiber until the row is decided and kept, or the run ended. Throws nothing.
  void run() noexcept;

  // For whoever answers the row's questions.
  Turn turn() const { return {scene_.program.index, candidate_.place}; }
  eval::RowEvaluator& evaluator() { return evaluator_; }
  /// Evaluates until it is Ready or Failed; Pending only where the run ended.
  eval::Evaluation settle(eval::NodeId node, eval::Frame& frame, bool is_member);
  void note_cell(const store::CellKey& cell);
  store::Batch& unsaved() { return unsaved_; }
  /// Whoever waits for the cell must find in the store what this row was told.
  void release_when_saved(CellTable::Claim claim);
  /// The request of an answer that is unsaved.
  void release_when_saved(Admission::Permit permit);
  /// What the row has learnt survives the process once this returns.
  void save();

 private:
  void ask(eval::Question question) override;
  void work(bool is_member);
  void go_on(bool is_member);
  void take_turn(bool is_member);
  void hand_out(std::size_t leave);
  eval::Question take_question();
  void answer(const eval::Question& question, bool is_member);
  template <class Work>
  void guard(Work work) noexcept;
  bool has_unsaved() const;
  void save_while_others_work();
  void wait_for_change(bool is_member);

  void decide();
  void keep(std::vector<FinishedRow> rows);

  DatasetScene& scene_;
  Candidate candidate_;
  plan::Digest fingerprint_;
  eval::RowEvaluator evaluator_;
  RowFamily family_;
  bool is_begun_ = false;
  bool has_turn_ = false;                     // or waits for it: the quota knows what this candidate brings
  std::vector<const eval::Frame*> answered_;  // where answers came in that nobody looked at yet
  std::vector<eval::Question> asked_;         // in the order they came up; nobody answers them yet
  std::size_t handed_out_ = 0;                // questions with the crew
  bool own_fiber_works_ = false;              // and does not wait for the crew
  WaitList changed_;
  bool unfinished_ = false;

  store::Batch unsaved_;
  std::vector<CellTable::Claim> claims_;    // of the cells in `unsaved_`
  std::vector<Admission::Permit> permits_;  // of the requests whose answers they are
  std::size_t saving_ = 0;
  std::vector<store::CellKey> cells_;
};

}  // namespace sdg::exec
