#include "runtime/model/schema_sent.h"

#include <algorithm>
#include <utility>

#include "runtime/value/json_schema.h"

namespace sdg::model {
namespace {

constexpr std::string_view kField = "response_format";

enum class SaidBy : std::uint8_t { Us, Program, ProgramWithSchema };

/// Null is an answer too: it switches the provider's own way off.
SaidBy who_says(const AskPlan& plan) {
  for (const auto& field : plan.fields) {
    if (field.name != kField) continue;
    return field.json.find("json_schema") != std::string::npos ? SaidBy::ProgramWithSchema : SaidBy::Program;
  }
  const auto names_it = [](const auto& named) { return named.first == kField; };
  const bool is_null =
      std::ranges::any_of(plan.model.parameters, names_it) ||
      std::ranges::any_of(plan.ask.settings, [](const auto& setting) { return setting.name == kField; });
  return is_null ? SaidBy::Program : SaidBy::Us;
}

std::string response_format(const std::string& schema) {
  // The name is fixed: a renamed type is the same question.
  return R"({"type":"json_schema","json_schema":{"name":"reply","strict":true,"schema":)" + schema + "}}";
}

std::string sentences(const std::string& schema) {
  return "\n\nAnswer with JSON only, without any text around it, that satisfies this JSON Schema:\n" + schema;
}

}  // namespace

SchemaSent openai_schema(const AskPlan& plan) {
  if (plan.ask.format.kind != plan::ReplyFormat::Kind::Json) return {};
  const auto said_by = who_says(plan);
  if (said_by == SaidBy::ProgramWithSchema) return {};
  auto strict = value::json_schema(plan.types, plan.ask.reply, value::Dialect::OpenAiStrict);
  if (said_by == SaidBy::Us && strict.expressible) {
    return {SchemaSent::Way::Native, response_format(strict.text), strict.wrapped};
  }
  const auto full = value::json_schema(plan.types, plan.ask.reply, value::Dialect::Full);
  return {SchemaSent::Way::Prompt, sentences(full.text), full.wrapped};
}

}  // namespace sdg::model
