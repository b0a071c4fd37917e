#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>

#include "runtime/eval/evaluator.h"
#include "runtime/exec/conversation.h"
#include "runtime/model/ask_plan.h"
#include "runtime/model/provider.h"
#include "runtime/store/records.h"

namespace sdg::net {
class Pool;
}

namespace sdg::exec {

/// What a cell came to. Neither value nor failure: the run ended first.
struct CellOutcome {
  std::optional<plan::Value> value;
  eval::FailurePtr failure;
};

/// Says what replies to a question are worth: by their form, their type and `where`. One object a question, for replies
/// count in their order.
class Judge {
 public:
  enum class Verdict : std::uint8_t {
    Decided,     // the outcome is there
    Refused,     // another reply is needed, where there may be one
    Unfinished,  // what `where` reads is not there and will not come
  };
  /// Evaluates what `where` reads until it is Ready or Failed; Pending where that never happens.
  using Settle = std::function<eval::Evaluation(eval::NodeId, eval::Frame&)>;

  /// All live longer. With a pool, big replies suspend the fiber.
  Judge(const model::AskPlan& plan, const eval::Question& question, eval::RowEvaluator& evaluator, Settle settle,
        net::Pool* pool);

  /// Goes through the stored replies up to the first that is accepted.
  Verdict replay(const store::Entry& entry, const model::Provider& provider);
  Verdict judge(const model::Reply& reply);

  Verdict decide(plan::Value value);
  Verdict decide(eval::FailurePtr failure);

  Conversation& conversation() { return conversation_; }
  const Conversation& conversation() const { return conversation_; }
  CellOutcome& outcome() { return outcome_; }
  /// Which of the stored replies was accepted.
  std::size_t accepted() const { return accepted_; }
  std::optional<std::int64_t> output_limit() const { return output_limit_; }

 private:
  bool counts(const store::Attempt& attempt) const;
  Verdict accept(const model::Reply& reply, plan::Value value);
  Verdict reject(const model::Reply& reply, eval::Frame& frame);

  const model::AskPlan& plan_;
  const eval::Question& question_;
  eval::RowEvaluator& evaluator_;
  Settle settle_;
  net::Pool* pool_;
  std::optional<std::int64_t> output_limit_;
  Conversation conversation_;
  CellOutcome outcome_;
  std::size_t accepted_ = 0;
};

}  // namespace sdg::exec
