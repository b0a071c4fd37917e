#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "runtime/eval/evaluator.h"
#include "runtime/exec/admission.h"
#include "runtime/exec/candidates.h"
#include "runtime/exec/dataset_scene.h"
#include "runtime/exec/wait_list.h"
#include "runtime/store/batch.h"

namespace sdg::exec {

/// One row, from its inputs to its record in the store.
///
/// Whichever fiber answered a question evaluates the row again and takes one of the questions that this brought to
/// light; the others go to the crew. So chained columns stay on one fiber, and no column waits for another one that it
/// does not read.
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
  std::string_view key() const { return candidate_.row.key; }
  Turn turn() const { return {scene_.program.index, candidate_.place}; }
  eval::RowEvaluator& evaluator() { return evaluator_; }
  /// Evaluates until it is Ready or Failed; Pending only where the run ended.
  eval::Evaluation settle(eval::NodeId node, eval::Frame& frame, bool is_member);
  void note_cell(const store::CellKey& cell);
  store::Batch& unsaved() { return unsaved_; }
  /// Whoever waits for the cell must find in the store what this row was told.
  void release_when_saved(CellTable::Claim claim);
  /// What the row has learnt survives the process once this returns.
  void save();

 private:
  enum class Phase : std::uint8_t { Filters, Columns, Over };

  void ask(eval::Question question) override;
  void work(bool is_member);
  void evaluate_roots();
  bool evaluate_all(std::span<const eval::NodeId> nodes);
  bool is_filtered_out();
  void hand_out(std::size_t leave);
  eval::Question take_question();
  void answer(const eval::Question& question, bool is_member);
  template <class Work>
  void guard(Work work) noexcept;
  bool has_unsaved() const;
  void save_while_others_work();
  void wait_for_change(bool is_member);

  void decide();
  void finish(report::RowEnd end, store::RowStatus status, bool kept);
  void count_failures();
  eval::FailurePtr first_failure();
  std::string encoded_values();

  DatasetScene& scene_;
  Candidate candidate_;
  plan::Digest fingerprint_;
  eval::RowEvaluator evaluator_;
  Phase phase_ = Phase::Filters;
  std::vector<eval::Question> asked_;  // in the order they came up; nobody answers them yet
  std::size_t handed_out_ = 0;         // questions with the crew
  bool own_fiber_works_ = false;       // and does not wait for the crew
  WaitList changed_;
  bool unfinished_ = false;
  bool filter_failed_ = false;

  store::Batch unsaved_;
  std::vector<CellTable::Claim> claims_;  // of the cells in `unsaved_`
  std::size_t saving_ = 0;
  std::vector<store::CellKey> cells_;
};

}  // namespace sdg::exec
