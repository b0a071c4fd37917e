#include "runtime/exec/row_family.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "runtime/eval/row_key.h"

namespace sdg::exec {

using eval::State;

namespace {

eval::FailurePtr no_list(const plan::EachSpec& each) {
  return std::make_shared<const eval::CellFailure>(
      eval::CellFailure{eval::Cause::Check, fmt::format("the list of `each {}` is null", each.name)});
}

/// A failure that several cells share is told once.
void note_trouble(FinishedRow& row, std::vector<const eval::CellFailure*>& told, const eval::FailurePtr& failure,
                  std::string column) {
  row.fate = FinishedRow::Fate::Failed;
  if (std::ranges::find(told, failure.get()) != told.end()) return;
  told.push_back(failure.get());
  row.troubles.push_back({std::move(column), std::string(eval::name(failure->cause)), failure->message});
  if (row.cause.empty()) row.cause = row.troubles.front().cause;
}

}  // namespace

RowFamily::RowFamily(const RowProgram& program, eval::RowEvaluator& evaluator)
    : program_(program), evaluator_(evaluator), root_{.frame = &evaluator.row_frame(), .parent = nullptr, .level = 0} {
  if (!is_row(root_)) return;
  size_ = 1;
  open_ = 0;
}

/// The row whose block the frame is of, or stands in.
RowFamily::Member& RowFamily::member_of(const eval::Frame* frame) {
  std::vector<std::size_t> path;
  for (; frame->parent(); frame = frame->parent()) {
    if (program_.level_of(frame->block())) path.push_back(frame->number);
  }
  Member* member = &root_;
  for (; !path.empty() && !member->members.empty(); path.pop_back()) member = member->members[path.back()].get();
  return *member;
}

void RowFamily::advance(const eval::Frame* answered) { go_on(answered ? member_of(answered) : root_); }

void RowFamily::go_on(Member& member) {
  if (is_row(member) && member.level > 0 && (!room_ || member.place >= *room_)) return;
  if (member.phase == Phase::Key && !find_key(member)) return;
  if (member.phase == Phase::Filters && !pass_filters(member)) return;
  if (member.phase == Phase::List && !open_list(member)) return;
  if (member.phase == Phase::Columns) return compute(member);
  for (const auto& below : member.members) go_on(*below);
}

bool RowFamily::find_key(Member& member) {
  const auto& each = program_.dataset.each[member.level - 1];
  auto key = evaluator_.identify(each, *member.frame);
  if (key.state == State::Failed) end(member, std::move(key.failure), "key");
  if (key.state != State::Ready) return false;
  member.phase = Phase::Filters;
  return true;
}

/// All that can be asked for the filters is asked at once; one that does not hold decides.
bool RowFamily::pass_filters(Member& member) {
  bool decided = true;
  eval::FailurePtr failure;
  for (const auto node : program_.filters[member.level]) {
    auto keep = evaluator_.evaluate(node, *member.frame);
    if (keep.state == State::Ready && !keep.value->as_bool()) {
      member.filtered_out = true;
      end(member, nullptr, {});
      return false;
    }
    decided = decided && (keep.state == State::Ready || keep.state == State::Failed);
    if (keep.state == State::Failed && !failure) failure = std::move(keep.failure);
  }
  if (!decided) return false;
  if (failure) {
    end(member, std::move(failure), "keep");
    return false;
  }
  member.phase = is_row(member) ? Phase::Columns : Phase::List;
  return true;
}

bool RowFamily::open_list(Member& member) {
  const auto& each = program_.dataset.each[member.level];
  auto list = evaluator_.open_rows(each, *member.frame);
  if (list.state == State::Failed) end(member, std::move(list.failure), each.name);
  if (list.state != State::Ready) return false;
  if (list.value->is_null()) {
    end(member, no_list(each), each.name);
    return false;
  }
  member.phase = Phase::Over;
  --open_;
  for (const auto& frame : member.frame->rows) {
    member.members.push_back(std::make_unique<Member>(
        Member{.frame = frame.get(), .parent = &member, .level = member.level + 1, .phase = Phase::Key}));
  }
  const bool are_rows = member.level + 1 == program_.dataset.each.size();
  (are_rows ? size_ : open_) += member.members.size();
  return true;
}

void RowFamily::end(Member& member, eval::FailurePtr failure, std::string line) {
  member.phase = Phase::Over;
  member.failure = std::move(failure);
  member.failed_at = std::move(line);
  if (!is_row(member)) --open_;
}

void RowFamily::compute(Member& member) {
  bool decided = true;
  for (const auto node : program_.roots) {
    const auto state = evaluator_.evaluate(node, *member.frame).state;
    decided = decided && (state == State::Ready || state == State::Failed);
  }
  if (decided) member.phase = Phase::Over;
}

void RowFamily::allow(std::uint64_t room) {
  std::uint64_t next = 0;
  const auto number = [&](auto& self, Member& member) -> void {
    if (is_row(member)) member.place = next++;
    for (const auto& below : member.members) self(self, *below);
  };
  number(number, root_);
  room_ = room;
}

bool RowFamily::is_pointless(const eval::Frame& asked_in) { return member_of(&asked_in).filtered_out; }

const eval::Frame* RowFamily::find_below(const std::function<bool(std::string_view)>& is_key) const {
  const auto find = [&](const auto& self, const Member& member) -> const eval::Frame* {
    for (const auto& below : member.members) {
      if (is_key(key_of(*below))) return below->frame;
      if (const auto* found = self(self, *below)) return found;
    }
    return nullptr;
  };
  return find(find, root_);
}

std::vector<FinishedRow> RowFamily::rows() {
  std::vector<FinishedRow> rows;
  auto room = room_.value_or(0);
  collect(root_, rows, room);
  return rows;
}

/// What stands behind the last row that is wanted is of no interest, whether it came to something or not.
void RowFamily::collect(Member& member, std::vector<FinishedRow>& rows, std::uint64_t& room) {
  if (room == 0) return;
  const bool has_gone_below = !is_row(member) && member.phase == Phase::Over && !member.failure && !member.filtered_out;
  if (has_gone_below) {
    for (const auto& below : member.members) collect(*below, rows, room);
    return;
  }
  if (is_row(member)) --room;
  rows.push_back(row_of(member));
}

FinishedRow RowFamily::row_of(Member& member) {
  FinishedRow row{.key = key_of(member), .is_childless = !is_row(member)};
  if (member.phase != Phase::Over) return row;
  std::vector<const eval::CellFailure*> told;
  if (member.filtered_out) {
    row.fate = FinishedRow::Fate::FilteredOut;
  } else if (member.failure) {
    note_trouble(row, told, member.failure, member.failed_at);
  } else {
    read_values(member, row);
  }
  return row;
}

void RowFamily::read_values(Member& member, FinishedRow& row) {
  std::vector<const eval::CellFailure*> told;
  row.fate = FinishedRow::Fate::Whole;
  row.values.reserve(program_.roots.size());
  for (std::uint32_t i = 0; i < program_.roots.size(); ++i) {
    auto evaluation = evaluator_.evaluate(program_.roots[i], *member.frame);
    if (evaluation.state == State::Ready) {
      row.values.push_back({*evaluation.value, {}});
    } else {
      note_trouble(row, told, evaluation.failure, root_name(program_, i));
      row.values.push_back({plan::Value(), std::string(eval::name(evaluation.failure->cause))});
    }
  }
}

std::string RowFamily::key_of(const Member& member) const {
  if (member.level == 0) return evaluator_.inputs().key;
  return member.frame->identity ? member.frame->identity->key
                                : eval::child_row_key(key_of(*member.parent), member.frame->number);
}

}  // namespace sdg::exec
