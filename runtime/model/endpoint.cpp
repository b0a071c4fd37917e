#include "runtime/model/endpoint.h"

#include <algorithm>

#include "compiler/plan/encoder.h"
#include "compiler/plan/provider_spec.h"
#include "runtime/model/url.h"

namespace sdg::model {

std::string_view base_url(const plan::ModelSpec& model) {
  if (!model.base_url.empty()) return model.base_url;
  const auto* provider = plan::find_provider(model.provider);
  return provider ? provider->default_base_url : std::string_view();
}

std::string endpoint_query(const plan::ModelSpec& model) {
  // Behind `sim:` stand the simulator's options, which the model's id tells.
  if (plan::answers_as_sim(model)) return {};
  return query_without_credentials(split_url(base_url(model)).query);
}

std::vector<std::pair<std::string, std::string>> endpoint_headers(const plan::ModelSpec& model) {
  std::vector<std::pair<std::string, std::string>> headers;
  for (const auto& [name, value] : model.headers) {
    if (value.env_name.empty() && !is_private_header(name)) headers.emplace_back(lower_case(name), value.fallback);
  }
  std::ranges::sort(headers);
  return headers;
}

plan::Digest digest_endpoint(const AskPlan& plan) {
  plan::Encoder encoder("cell-endpoint/1");
  encoder.text("operator", kOperator).integer("version", kOperatorVersion);
  encoder.text("dialect", plan.dialect).text("tag", plan.tag).text("model", plan.model_id);
  encoder.text("query", endpoint_query(plan.model));
  encoder.begin_list("headers");
  for (const auto& [name, value] : endpoint_headers(plan.model)) encoder.text(name, value);
  encoder.end_list();
  switch (plan.schema.way) {
    case SchemaSent::Way::None: encoder.null("schema"); break;
    case SchemaSent::Way::Native: encoder.text("schema", plan.schema.text); break;
    case SchemaSent::Way::Prompt: encoder.text("schema_in_prompt", plan.schema.text); break;
  }
  return encoder.sha256();
}

std::string_view role_name(plan::Role role) {
  switch (role) {
    case plan::Role::System: return "system";
    case plan::Role::User: return "user";
    case plan::Role::Assistant: return "assistant";
    case plan::Role::Tool: return "tool";
  }
  return {};
}

bool has_tool_calls(const value::Message& message) {
  return message.tool_calls.is_list() && !message.tool_calls.items().empty();
}

}  // namespace sdg::model
