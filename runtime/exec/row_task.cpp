#include "runtime/exec/row_task.h"

#include <algorithm>
#include <utility>

#include "runtime/exec/cell_asker.h"
#include "runtime/exec/family_record.h"
#include "runtime/exec/troubles.h"

namespace sdg::exec {

using eval::State;

namespace {

report::RowEnd end_of(const FinishedRow& row) {
  switch (row.fate) {
    case FinishedRow::Fate::Whole: return report::RowEnd::Computed;
    case FinishedRow::Fate::FilteredOut: return report::RowEnd::Dropped;
    case FinishedRow::Fate::Failed: return report::RowEnd::Failed;
    case FinishedRow::Fate::Unknown: break;
  }
  return report::RowEnd::Unfinished;
}

}  // namespace

RowTask::RowTask(DatasetScene& scene, Candidate candidate, const plan::Digest& fingerprint)
    : scene_(scene),
      candidate_(std::move(candidate)),
      fingerprint_(fingerprint),
      evaluator_(scene.program.evaluation, candidate_.row, scene.tables, *this),
      family_(scene.program, evaluator_) {
  if (scene_.quota) family_.hold_back();
}

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

void RowTask::go_on(bool is_member) {
  if (!std::exchange(is_begun_, true)) family_.advance();
  for (const auto* frame : std::exchange(answered_, {})) family_.advance(frame);
  if (family_.is_held_back() && family_.is_counted() && !std::exchange(has_turn_, true)) take_turn(is_member);
  std::erase_if(asked_, [this](const eval::Question& question) { return family_.is_pointless(*question.frame); });
}

/// The columns of its rows are worth computing once it is known how many of them are wanted.
void RowTask::take_turn(bool is_member) {
  bool is_known = false;
  std::optional<std::uint64_t> room;
  scene_.quota->add(candidate_.place, family_.size(), [&](std::optional<std::uint64_t> told) {
    is_known = true;
    room = told;
    changed_.wake_all();
  });
  if (!is_known) save();
  while (!is_known) wait_for_change(is_member);
  if (!room) {
    unfinished_ = true;
    return;
  }
  family_.allow(*room);
  family_.advance();
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
    go_on(is_member);
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
  answered_.push_back(question.frame);
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

void RowTask::release_when_saved(Admission::Permit permit) { permits_.push_back(std::move(permit)); }

bool RowTask::has_unsaved() const {
  return !unsaved_.attempts.empty() || !unsaved_.allowances.empty() || !unsaved_.rows.empty();
}

void RowTask::save() {
  if (has_unsaved()) {
    ++saving_;
    const auto claims = std::exchange(claims_, {});
    const auto permits = std::exchange(permits_, {});
    scene_.run.commit(std::exchange(unsaved_, {}));
    --saving_;
    changed_.wake_all();
  }
  // Another fiber of the row may be writing what this one depends on.
  while (saving_ > 0) changed_.wait();
}

void RowTask::decide() {
  if (unfinished_ && scene_.quota && !has_turn_) scene_.quota->close();
  auto rows = unfinished_ && family_.is_held_back() ? std::vector<FinishedRow>() : family_.rows();
  const bool dropped = rows.size() == 1 && rows.front().fate == FinishedRow::Fate::FilteredOut;
  if (unfinished_ && !dropped) {
    save();
    return scene_.count(report::RowEnd::Unfinished);
  }
  for (const auto& row : rows) count_troubles(scene_.tally, row);
  std::vector<report::RowEnd> ends;
  for (const auto& row : rows) ends.push_back(end_of(row));
  keep(std::move(rows));
  for (const auto end : ends) scene_.count(end);
}

/// A candidate that asked nothing is cheaper to compute than to keep.
void RowTask::keep(std::vector<FinishedRow> rows) {
  if (!cells_.empty()) {
    const StoredFamily family{std::move(rows), family_.size()};
    unsaved_.rows.push_back({scene_.program.dataset.name, candidate_.row.key,
                             record_of(scene_.program, fingerprint_, family, std::move(cells_))});
  }
  save();
}

}  // namespace sdg::exec
