#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "runtime/eval/cell_failure.h"
#include "runtime/model/reply.h"
#include "runtime/model/reply_value.h"
#include "runtime/store/records.h"
#include "runtime/value/message.h"

namespace sdg::exec {

/// How many replies a cell may have.
struct ReplyLimits {
  std::uint32_t attempts = 3;  // that fail format or type
  std::uint32_t retry = 2;     // that `where` rejects, but one
  std::uint32_t extra = 0;     // on top of either, granted later
};

/// What became of a cell's replies so far: whether it may be asked again, and what is said then. Stored replies and new
/// ones count alike.
class Conversation {
 public:
  explicit Conversation(const ReplyLimits& limits) : limits_(limits) {}

  void malformed(const model::Reply& reply, const model::Violations& violations);
  /// `saying`: what the program wants the model to be told.
  void rejected(const model::Reply& reply, std::optional<std::string> saying);
  /// Ended without an answer, and asking again the same way would not help.
  void ended(model::Outcome outcome, const model::Reply& reply);

  bool used_up() const;
  void allow(std::uint32_t extra) { limits_.extra += extra; }
  /// Of the last reply; nothing where there was none.
  eval::FailurePtr failure() const { return failure_; }

  /// What the next attempt follows, and the turns it adds to the question.
  store::Followed followed() const { return followed_; }
  const std::vector<value::Message>& turns() const { return turns_; }

 private:
  void ask_afresh();
  void fail(eval::Cause cause, std::string message);

  ReplyLimits limits_;
  std::uint32_t malformed_ = 0, malformed_in_a_row_ = 0, rejected_ = 0, ended_ = 0;
  store::Followed followed_ = store::Followed::Nothing;
  std::vector<value::Message> turns_;
  eval::FailurePtr failure_;
};

}  // namespace sdg::exec
