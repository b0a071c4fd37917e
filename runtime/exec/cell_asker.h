#pragma once

#include <optional>

#include "runtime/eval/evaluator.h"
#include "runtime/exec/cell_table.h"
#include "runtime/exec/conversation.h"
#include "runtime/exec/dataset_scene.h"

namespace sdg::exec {

class RowTask;

/// What a cell came to. Neither value nor failure: the run ended first.
struct CellOutcome {
  std::optional<plan::Value> value;
  eval::FailurePtr failure;
};

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
  /// Of a reply, and of all of them so far: the outcome is there, another reply is needed, or the run ended.
  enum class Verdict : std::uint8_t { Decided, Refused, Unfinished };

  CellTable::Claim claim();
  Verdict find();
  Verdict replay(const store::Entry& entry);
  Verdict ask_on();
  Verdict ask_once();
  Verdict answer_as_given();
  std::string sent_text() const;
  void keep(TimedAnswer& answer);
  void allow_more();

  Verdict judge(const model::Reply& reply);
  Verdict accept(const model::Reply& reply, plan::Value value);
  Verdict reject(const model::Reply& reply, eval::Frame& frame);
  Verdict decide(plan::Value value);
  Verdict decide(eval::FailurePtr failure);
  bool counts(const store::Attempt& attempt) const;
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
  std::optional<std::int64_t> output_limit_;
  std::optional<Conversation> conversation_;
  std::uint32_t attempts_ = 0;  // that the cell has had
  CellOutcome outcome_;
};

}  // namespace sdg::exec
