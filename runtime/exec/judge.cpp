#include "runtime/exec/judge.h"

#include <utility>
#include <variant>

#include "runtime/model/reply_value.h"
#include "runtime/net/pool.h"

namespace sdg::exec {
namespace {

// Parsing and validating this much takes longer than two switches of threads.
constexpr std::size_t kBig = std::size_t{16} << 10;

ReplyLimits limits_of(const plan::Ask& ask) { return {ask.attempts, ask.acceptance ? ask.acceptance->retry : 0, 0}; }

}  // namespace

Judge::Judge(const model::AskPlan& plan, const eval::Question& question, eval::RowEvaluator& evaluator, Settle settle,
             net::Pool* pool)
    : plan_(plan),
      question_(question),
      evaluator_(evaluator),
      settle_(std::move(settle)),
      pool_(pool),
      output_limit_(
          model::output_limit(plan, {question.messages, question.settings, question.row_key, question.sample})),
      conversation_(limits_of(plan.ask)) {}

/// A reply that was cut at a lower limit than the present one is no reply to this question.
bool Judge::counts(const store::Attempt& attempt) const {
  if (attempt.finish != model::name(model::Finish::Length) || attempt.output_limit == 0) return true;
  return output_limit_ && static_cast<std::uint64_t>(*output_limit_) <= attempt.output_limit;
}

Judge::Verdict Judge::replay(const store::Entry& entry, const model::Provider& provider) {
  conversation_.allow(entry.extra_attempts);
  for (std::size_t i = 0; i < entry.attempts.size(); ++i) {
    if (!counts(entry.attempts[i])) continue;
    const auto reply = provider.read_reply(entry.attempts[i].reply);
    if (!reply) continue;  // written by a parser that knew more
    accepted_ = i;
    const auto verdict = judge(*reply);
    if (verdict != Verdict::Refused) return verdict;
  }
  return Verdict::Refused;
}

Judge::Verdict Judge::judge(const model::Reply& reply) {
  const auto read = [&] { return model::read_value(plan_, question_.messages, reply); };
  auto reading = pool_ && reply.text.size() > kBig ? pool_->run(read) : read();
  if (auto* violations = std::get_if<model::Violations>(&reading)) {
    conversation_.malformed(reply, *violations);
    return Verdict::Refused;
  }
  if (const auto* ended = std::get_if<model::Outcome>(&reading)) {
    conversation_.ended(*ended, reply);
    return Verdict::Refused;
  }
  return accept(reply, std::move(std::get<plan::Value>(reading)));
}

Judge::Verdict Judge::decide(plan::Value value) {
  outcome_.value = std::move(value);
  return Verdict::Decided;
}

Judge::Verdict Judge::decide(eval::FailurePtr failure) {
  outcome_.failure = std::move(failure);
  return Verdict::Decided;
}

Judge::Verdict Judge::accept(const model::Reply& reply, plan::Value value) {
  const auto& acceptance = plan_.ask.acceptance;
  if (!acceptance) return decide(std::move(value));
  auto& frame = evaluator_.question_frame(question_, acceptance->block, value);
  const auto holds = settle_(acceptance->condition, frame);
  if (holds.state == eval::State::Failed) return decide(holds.failure);
  if (holds.state != eval::State::Ready) return Verdict::Unfinished;
  if (holds.value->as_bool()) return decide(std::move(value));
  return reject(reply, frame);
}

Judge::Verdict Judge::reject(const model::Reply& reply, eval::Frame& frame) {
  std::optional<std::string> saying;
  if (const auto& text = plan_.ask.acceptance->saying) {
    const auto said = settle_(*text, frame);
    if (said.state == eval::State::Failed) return decide(said.failure);
    if (said.state != eval::State::Ready) return Verdict::Unfinished;
    saying = said.value->text();
  }
  conversation_.rejected(reply, std::move(saying));
  return Verdict::Refused;
}

}  // namespace sdg::exec
