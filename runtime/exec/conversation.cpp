#include "runtime/exec/conversation.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <memory>
#include <utility>

namespace sdg::exec {

void Conversation::ask_afresh() {
  followed_ = store::Followed::Nothing;
  turns_.clear();
}

void Conversation::fail(eval::Cause cause, std::string message) {
  failure_ = std::make_shared<const eval::CellFailure>(eval::CellFailure{cause, std::move(message)});
}

void Conversation::malformed(const model::Reply& reply, const model::Violations& violations) {
  ++malformed_;
  fail(eval::Cause::Format, fmt::format("{}", fmt::join(violations.sentences, " ")));
  // A model that did not understand twice is led astray by its own replies: the question stands alone again.
  if (++malformed_in_a_row_ % 2 == 0) return ask_afresh();
  followed_ = store::Followed::Malformed;
  turns_ = model::rejection_turns(reply, model::feedback(violations));
}

void Conversation::rejected(const model::Reply& reply, std::optional<std::string> saying) {
  ++rejected_;
  malformed_in_a_row_ = 0;
  fail(eval::Cause::Rejected,
       fmt::format("`where` accepted none of {} {}", rejected_, rejected_ == 1 ? "reply" : "replies"));
  if (!saying) return ask_afresh();
  followed_ = store::Followed::Rejected;
  turns_ = model::rejection_turns(reply, std::move(*saying));
}

void Conversation::ended(model::Outcome outcome, const model::Reply& reply) {
  ++ended_;
  malformed_in_a_row_ = 0;
  ask_afresh();
  switch (outcome) {
    case model::Outcome::Length:
      return fail(eval::Cause::Length, "the reply was cut at the output limit; raise `max_tokens`");
    case model::Outcome::Refusal:
      return fail(eval::Cause::Refusal, reply.refusal.empty() ? "the model declined to answer" : reply.refusal);
    case model::Outcome::ContentFilter:
      return fail(eval::Cause::ContentFilter, "the provider's filter withheld the reply");
  }
}

bool Conversation::used_up() const {
  return malformed_ >= limits_.attempts + limits_.extra || rejected_ > limits_.retry + limits_.extra ||
         ended_ > limits_.extra;
}

}  // namespace sdg::exec
