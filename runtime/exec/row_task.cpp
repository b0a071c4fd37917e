#include "runtime/exec/row_task.h"

#include <algorithm>
#include <set>
#include <utility>

#include "runtime/exec/cell_asker.h"
#include "runtime/exec/row_values.h"

namespace sdg::exec {

using eval::State;

RowTask::RowTask(DatasetScene& scene, Candidate candidate, const plan::Digest& fingerprint)
    : scene_(scene),
      candidate_(std::move(candidate)),
      fingerprint_(fingerprint),
      evaluator_(scene.program.evaluation, candidate_.row, scene.tables, *this) {}

/// A bug ends the run, not the process: it is thrown again where the run was called.
template <class Work>
void RowTask::guard(Work work) noexcept {
  std::exception_ptr thrown;
  try {
    work();
    return;
  } catch (...) {
    thrown = std::current_exception();
  }
  unfinished_ = true;
  scene_.run.note_bug(thrown);
}

void RowTask::run() noexcept {
  own_fiber_works_ = true;
  guard([this] {
    work(false);
    if (handed_out_ > 0) save();
  });
  own_fiber_works_ = false;
  while (handed_out_ > 0) changed_.wait();
  guard([this] { decide(); });
}

void RowTask::ask(eval::Question question) { asked_.push_back(std::move(question)); }

/// True where all of them are decided.
bool RowTask::evaluate_all(std::span<const eval::NodeId> nodes) {
  bool all = true;
  for (const auto node : nodes) {
    const auto state = evaluator_.evaluate(node).state;
    if (state == State::Pending || state == State::Empty) all = false;
  }
  return all;
}

bool RowTask::is_filtered_out() {
  return std::ranges::any_of(scene_.program.dataset.keep, [this](eval::NodeId node) {
    const auto keep = evaluator_.evaluate(node);
    return keep.state == State::Ready && !keep.value->as_bool();
  });
}

/// What no filter needs is asked only once the row is known to stay.
void RowTask::evaluate_roots() {
  const auto& keep = scene_.program.dataset.keep;
  if (phase_ == Phase::Filters) {
    const bool decided = evaluate_all(keep);
    if (is_filtered_out()) phase_ = Phase::Over;
    if (phase_ == Phase::Over) asked_.clear();
    if (!decided || phase_ == Phase::Over) return;
    filter_failed_ = std::ranges::any_of(
        keep, [this](eval::NodeId node) { return evaluator_.evaluate(node).state == State::Failed; });
    phase_ = filter_failed_ ? Phase::Over : Phase::Columns;
  }
  if (phase_ == Phase::Columns) evaluate_all(scene_.program.roots);
}

void RowTask::hand_out(std::size_t leave) {
  for (std::size_t i = leave; i < asked_.size(); ++i) {
    ++handed_out_;
    const auto question = std::make_shared<const eval::Question>(std::move(asked_[i]));
    scene_.run.questions.add([this, question] {
      guard([&] {
        answer(*question, true);
        work(true);
        save_while_others_work();
      });
      --handed_out_;
      changed_.wake_all();
    });
  }
  asked_.erase(asked_.begin() + static_cast<std::ptrdiff_t>(std::min(leave, asked_.size())), asked_.end());
}

eval::Question RowTask::take_question() {
  hand_out(1);
  eval::Question question = std::move(asked_.front());
  asked_.clear();
  return question;
}

void RowTask::work(bool is_member) {
  while (!unfinished_) {
    evaluate_roots();
    if (asked_.empty()) return;
    answer(take_question(), is_member);
  }
}

void RowTask::answer(const eval::Question& question, bool is_member) {
  auto outcome = CellAsker(scene_, *this, question, is_member).answer();
  if (outcome.value) {
    evaluator_.answer(question, std::move(*outcome.value));
  } else if (outcome.failure) {
    evaluator_.fail(question, std::move(outcome.failure));
  } else {
    unfinished_ = true;
  }
  changed_.wake_all();
}

/// The last to finish leaves its reply to the batch of the row's record.
void RowTask::save_while_others_work() {
  if (handed_out_ > 1 || own_fiber_works_) save();
}

void RowTask::wait_for_change(bool is_member) {
  const Crew::Away away(scene_.run.questions, is_member);
  changed_.wait();
}

eval::Evaluation RowTask::settle(eval::NodeId node, eval::Frame& frame, bool is_member) {
  for (;;) {
    auto evaluation = evaluator_.evaluate(node, frame);
    if (evaluation.state != State::Pending || unfinished_) return evaluation;
    if (!asked_.empty()) {
      answer(take_question(), is_member);
    } else if (has_unsaved()) {
      save();  // what is waited for may come meanwhile: it is looked for again
    } else {
      wait_for_change(is_member);
    }
  }
}

void RowTask::note_cell(const store::CellKey& cell) {
  if (std::ranges::find(cells_, cell) == cells_.end()) cells_.push_back(cell);
}

void RowTask::release_when_saved(CellTable::Claim claim) {
  if (has_unsaved()) claims_.push_back(std::move(claim));
}

bool RowTask::has_unsaved() const {
  return !unsaved_.attempts.empty() || !unsaved_.allowances.empty() || !unsaved_.rows.empty();
}

void RowTask::save() {
  if (has_unsaved()) {
    ++saving_;
    const auto claims = std::exchange(claims_, {});
    scene_.run.commit(std::exchange(unsaved_, {}));
    --saving_;
    changed_.wake_all();
  }
  // Another fiber of the row may be writing what this one depends on.
  while (saving_ > 0) changed_.wait();
}

eval::FailurePtr RowTask::first_failure() {
  const auto failure_in = [this](std::span<const eval::NodeId> nodes) {
    for (const auto node : nodes) {
      auto evaluation = evaluator_.evaluate(node);
      if (evaluation.state == State::Failed) return evaluation.failure;
    }
    return eval::FailurePtr();
  };
  return filter_failed_ ? failure_in(scene_.program.dataset.keep) : failure_in(scene_.program.roots);
}

/// What reads a failed cell fails with the same failure: it is told once.
void RowTask::count_failures() {
  std::set<const eval::CellFailure*> told;
  const auto tell = [&](eval::NodeId node, std::string_view name) {
    const auto evaluation = evaluator_.evaluate(node);
    if (evaluation.state != State::Failed || !told.insert(evaluation.failure.get()).second) return;
    scene_.count_failure(key(), name, *evaluation.failure);
  };
  if (filter_failed_) {
    for (const auto node : scene_.program.dataset.keep) tell(node, "keep");
    return;
  }
  for (std::uint32_t i = 0; i < scene_.program.roots.size(); ++i) {
    tell(scene_.program.roots[i], root_name(scene_.program, i));
  }
}

std::string RowTask::encoded_values() {
  std::vector<RowValue> values;
  values.reserve(scene_.program.roots.size());
  for (const auto node : scene_.program.roots) {
    const auto evaluation = evaluator_.evaluate(node);
    if (evaluation.state == State::Failed) {
      values.push_back({plan::Value(), std::string(eval::name(evaluation.failure->cause))});
    } else {
      values.push_back({*evaluation.value, {}});
    }
  }
  return encode_row_values(values);
}

void RowTask::decide() {
  const bool kept = !is_filtered_out();
  if (!kept) return finish(report::RowEnd::Dropped, store::RowStatus::Finished, false);
  if (unfinished_) {
    save();
    return scene_.count(report::RowEnd::Unfinished);
  }
  if (const auto failure = first_failure()) {
    count_failures();
    return finish(report::RowEnd::Failed, store::RowStatus::Failed, !filter_failed_);
  }
  finish(report::RowEnd::Computed, store::RowStatus::Finished, true);
}

void RowTask::finish(report::RowEnd end, store::RowStatus status, bool kept) {
  // A row that asked nothing is cheaper to compute than to keep.
  if (!cells_.empty()) {
    store::RowRecord record{.fingerprint = fingerprint_,
                            .status = status,
                            .cause = {},
                            .values = {},
                            .cells = std::move(cells_),
                            .kept = {}};
    if (status == store::RowStatus::Failed) record.cause = eval::name(first_failure()->cause);
    if (kept) record.values = encoded_values();
    if (!scene_.program.dataset.keep.empty() && !filter_failed_) record.kept = kept;
    unsaved_.rows.push_back({scene_.program.dataset.name, candidate_.row.key, std::move(record)});
  }
  save();
  scene_.count(end);
}

}  // namespace sdg::exec
