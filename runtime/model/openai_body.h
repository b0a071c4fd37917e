#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/model/ask_plan.h"

namespace sdg::model {

/// `{"model":…,"temperature":…,"messages":[` of a chat completion.
std::string openai_body_head(const AskPlan& plan, const std::vector<BodyField>& fields);

/// A whole chat completion request. A prefill (a last assistant turn) goes before the turns in `more`, joined with the
/// reply that it began, and stands at the end again: every reply continues it.
std::string openai_body(const AskPlan& plan, const Prompt& prompt, std::span<const value::Message> more);

/// The beginning of the reply that the question itself gives; empty where there is none.
std::string_view prefill(const std::vector<value::Message>& messages);

}  // namespace sdg::model
