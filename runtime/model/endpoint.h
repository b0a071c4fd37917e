#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/model/ask_plan.h"

namespace sdg::model {

inline constexpr std::string_view kOperator = "ask";
/// Counts changes of what is sent for the same question.
inline constexpr int kOperatorVersion = 1;

/// The model's own, else its provider's.
std::string_view base_url(const plan::ModelSpec& model);
/// The base URL's query and the model's headers, as far as they can change a reply and are no secret.
std::string endpoint_query(const plan::ModelSpec& model);
std::vector<std::pair<std::string, std::string>> endpoint_headers(const plan::ModelSpec& model);

/// The constant part of the cell key: dialect, tag, model, schema.
plan::Digest digest_endpoint(const AskPlan& plan);
plan::Digest digest_constant_fields(const AskPlan& plan);
/// The components of a recipe that no row changes.
std::string recipe_head(const AskPlan& plan);

std::string_view role_name(plan::Role role);
bool has_tool_calls(const value::Message& message);

}  // namespace sdg::model
