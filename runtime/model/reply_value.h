#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "compiler/plan/value.h"
#include "runtime/model/provider.h"

namespace sdg::model {

/// A reply that is no answer, and of which no other text can be expected by saying what was wrong with it.
enum class Outcome : std::uint8_t { Length, Refusal, ContentFilter };

/// All that is wrong with the form of a reply, in sentences for the model and for people.
struct Violations {
  std::vector<std::string> sentences;
};

using Reading = std::variant<plan::Value, Violations, Outcome>;

/// The value in a reply, of the type and in the form that the ask wants. `messages` are those of the question: a last
/// assistant turn is the beginning of the reply.
Reading read_value(const AskPlan& plan, const std::vector<value::Message>& messages, const Reply& reply);

/// What is sent back where a reply had not the asked form.
std::string feedback(const Violations& violations);

/// The turns that the next attempt adds: the rejected reply, and what was wrong with it or the text of `saying`.
std::vector<value::Message> rejection_turns(const Reply& reply, std::string said);

}  // namespace sdg::model
