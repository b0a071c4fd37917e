#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/plan/plan.h"
#include "compiler/source/result.h"
#include "runtime/model/reply.h"
#include "runtime/model/secrets.h"
#include "runtime/model/trouble.h"
#include "runtime/value/message.h"

namespace sdg::net {
class Cancel;
class Http;
}  // namespace sdg::net

namespace sdg::model {

/// All that the questions of one ask have in common, worked out once: ask_plan.h.
struct AskPlan;

/// What differs from one question of an ask to the next. Refers to what its owner keeps; eval::Question has the parts.
struct Prompt {
  const std::vector<value::Message>& messages;
  const std::vector<std::pair<std::string_view, plan::Value>>&
      settings;  // of the ask, evaluated; constants may be there
  std::string_view row_key;
  const std::vector<std::int64_t>& sample;
};

/// One asking of a cell, ready to be sent.
struct Request {
  const AskPlan& plan;
  plan::Digest cell;
  std::uint32_t attempt = 0;  // replies that the cell has had before
  std::uint32_t retry = 0;    // transport retries of this attempt before
  std::string body;
};

/// A reply as it came, which is what the store keeps, and as it reads.
struct Answer {
  std::string raw;
  Reply reply;
};

/// Whoever answers: a server of a dialect, or the simulator. One object a model of the plan, used by the loop's thread.
/// cell_key.h tells what a question is known by, reply_value.h what an answer is worth.
class Provider {
 public:
  virtual ~Provider() = default;

  /// `plan`, `dataset` and `ask` are of one plan and live longer than the result.
  virtual std::unique_ptr<const AskPlan> prepare(const plan::Plan& plan, const plan::Dataset& dataset,
                                                 const plan::Ask& ask) const = 0;
  /// `more` are the turns that a later attempt adds: reply_value.h makes them.
  virtual std::string write_body(const AskPlan& plan, const Prompt& prompt,
                                 std::span<const value::Message> more) const = 0;
  /// Suspends the fiber until there is an answer or trouble. Asks once: retrying is the caller's, by retry_policy.h.
  virtual Result<Answer, Trouble> send(const Request& request, const net::Cancel& cancel) = 0;
  /// A text as it may be written anywhere: without the secrets that its requests carry.
  virtual std::string without_secrets(std::string text) const { return text; }
  /// Reads what the store kept.
  virtual Result<Reply> read_reply(std::string_view raw) const = 0;
};

/// The world around a provider.
struct Surroundings {
  net::Http& http;
  SecretReader secrets;
};

/// The provider that answers for `model`, with its secrets looked up; a failure says which one is missing and what to
/// do, before anything is asked.
Result<std::unique_ptr<Provider>> make_provider(const plan::ModelSpec& model, const Surroundings& surroundings);

/// The output limit in force for a question: a reply cut at a lower one does not count.
std::optional<std::int64_t> output_limit(const AskPlan& plan, const Prompt& prompt);

}  // namespace sdg::model
