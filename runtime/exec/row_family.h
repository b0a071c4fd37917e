#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/eval/evaluator.h"
#include "runtime/exec/finished_row.h"
#include "runtime/exec/row_program.h"

namespace sdg::exec {

/// What becomes of a candidate: one row, or the rows that its `each` lines make of it.
///
/// Evaluating asks; whoever answered has it go on. No row waits for another: each goes through its key, its filters and
/// the list of the next `each` or its columns as far as its own answers reach.
class RowFamily {
 public:
  /// Both live longer.
  RowFamily(const RowProgram& program, eval::RowEvaluator& evaluator);
  RowFamily(const RowFamily&) = delete;
  RowFamily& operator=(const RowFamily&) = delete;

  /// Goes on wherever something may have changed since an answer to a question of `frame`, or everywhere.
  void advance(const eval::Frame* answered = nullptr);

  /// Where `rows` bounds them, the columns of rows below an `each` wait for `allow`, until it is known how many there
  /// are, and how many earlier candidates have.
  void hold_back() { room_.reset(); }
  bool is_held_back() const { return !room_; }
  /// Whether all lists have been gone through: then `size` is what it stays.
  bool is_counted() const { return open_ == 0; }
  std::uint64_t size() const { return size_; }
  /// The first rows alone are wanted.
  void allow(std::uint64_t room);

  /// A question that nobody waits for, because its row was filtered out meanwhile.
  bool is_pointless(const eval::Frame& asked_in);

  /// The row that `is_key` knows the key of, at any level below the candidate, as far as the lists are there.
  const eval::Frame* find_below(const std::function<bool(std::string_view)>& is_key) const;

  /// The wanted ones in order. One that is not decided is Unknown.
  std::vector<FinishedRow> rows();

 private:
  enum class Phase : std::uint8_t { Key, Filters, List, Columns, Over };

  struct Member {
    eval::Frame* frame;
    Member* parent;
    std::uint32_t level;      // how many `each` it stands below
    std::uint64_t place = 0;  // among the rows below the last `each`
    Phase phase = Phase::Filters;
    bool filtered_out = false;
    eval::FailurePtr failure{};  // of its key, a filter or its list: it has no values then
    std::string failed_at{};     // the name of that line
    std::vector<std::unique_ptr<Member>> members{};
  };

  bool is_row(const Member& member) const { return member.level == program_.dataset.each.size(); }
  Member& member_of(const eval::Frame* frame);
  void go_on(Member& member);
  bool find_key(Member& member);
  bool pass_filters(Member& member);
  bool open_list(Member& member);
  void end(Member& member, eval::FailurePtr failure, std::string line);
  void compute(Member& member);
  std::string key_of(const Member& member) const;
  void collect(Member& member, std::vector<FinishedRow>& rows, std::uint64_t& room);
  FinishedRow row_of(Member& member);
  void read_values(Member& member, FinishedRow& row);

  const RowProgram& program_;
  eval::RowEvaluator& evaluator_;
  Member root_;
  std::uint64_t size_ = 0;  // rows below the last `each`
  std::uint64_t open_ = 1;  // members above it whose lists are not known yet
  std::optional<std::uint64_t> room_ = UINT64_MAX;
};

}  // namespace sdg::exec
