#include "runtime/model/chat_provider.h"

#include "runtime/model/ask_plan.h"
#include "runtime/model/endpoint.h"
#include "runtime/model/openai_body.h"
#include "runtime/model/openai_reply.h"
#include "runtime/model/schema_sent.h"

namespace sdg::model {

std::unique_ptr<const AskPlan> ChatProvider::prepare(const plan::Plan& plan, const plan::Dataset& dataset,
                                                     const plan::Ask& ask) const {
  auto result = std::make_unique<AskPlan>(collect_ask(plan, dataset, ask));
  name_endpoint(*result);
  result->schema = openai_schema(*result);
  result->body_head = openai_body_head(*result, result->fields);
  result->endpoint = digest_endpoint(*result);
  result->constant_fields = digest_constant_fields(*result);
  result->recipe_head = recipe_head(*result);
  return result;
}

std::string ChatProvider::write_body(const AskPlan& plan, const Prompt& prompt,
                                     std::span<const value::Message> more) const {
  return openai_body(plan, prompt, more);
}

Result<Reply> ChatProvider::read_reply(std::string_view raw) const { return read_openai_reply(raw); }

}  // namespace sdg::model
