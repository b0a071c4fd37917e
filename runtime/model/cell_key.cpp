#include "runtime/model/cell_key.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "compiler/plan/encoder.h"
#include "runtime/model/ask_plan.h"
#include "runtime/model/endpoint.h"

namespace sdg::model {
namespace {

using plan::Encoder;

plan::Digest digest_fields(const std::vector<BodyField>& fields) {
  Encoder encoder("cell-fields/1");
  for (const auto& field : fields) {
    if (is_in_key(field.name)) encoder.text(field.name, field.json);
  }
  return encoder.sha256();
}

void encode_message(Encoder& encoder, const value::Message& message) {
  encoder.begin_list(role_name(message.role)).text("content", message.content);
  if (has_tool_calls(message)) encoder.text("tool_calls", plan::to_json(message.tool_calls));
  if (!message.tool_call_id.empty()) encoder.text("tool_call_id", message.tool_call_id);
  encoder.end_list();
}

std::size_t without_zeros_at_end(const std::vector<std::int64_t>& sample) {
  auto size = sample.size();
  while (size > 0 && sample[size - 1] == 0) --size;
  return size;
}

/// What is asked, of which row and how often before.
void encode_question(Encoder& encoder, const Prompt& prompt) {
  encoder.begin_list("messages");
  for (const auto& message : prompt.messages) encode_message(encoder, message);
  encoder.end_list();
  encoder.bytes("row", prompt.row_key);
  encoder.begin_list("sample");
  for (std::size_t i = 0; i < without_zeros_at_end(prompt.sample); ++i) encoder.integer("", prompt.sample[i]);
  encoder.end_list();
}

/// A component of a recipe: short texts as they are, long ones by their hash and length.
class Recipe {
 public:
  Recipe() = default;
  explicit Recipe(std::string begun) : text_(std::move(begun)) {}
  void add(std::string_view name, std::string_view text) {
    constexpr std::size_t kLongestShown = 80;
    if (text.size() <= kLongestShown) return append(name, text);
    append(name, fmt::format("{} ({} bytes)", plan::sha256(text).short_hex(), text.size()));
  }
  std::string unfinished() && { return std::move(text_); }
  std::string finish() && { return std::move(text_ += '}'); }

 private:
  void append(std::string_view name, std::string_view shown) {
    if (text_.size() > 1) text_ += ',';
    plan::append_json_string(text_, name);
    text_ += ':';
    plan::append_json_string(text_, shown);
  }
  std::string text_ = "{";
};

void add_endpoint(Recipe& recipe, const AskPlan& plan) {
  recipe.add("operator", fmt::format("{} {}", kOperator, kOperatorVersion));
  recipe.add("dialect", plan.dialect);
  recipe.add("tag", plan.tag);
  recipe.add("model", plan.model_id);
  if (const auto query = endpoint_query(plan.model); !query.empty()) recipe.add("query", query);
  for (const auto& [name, value] : endpoint_headers(plan.model)) {
    // Shown as a hash always: nothing tells for sure that it is no secret.
    recipe.add("header " + name, plan::sha256(value).short_hex());
  }
  if (plan.schema.way == SchemaSent::Way::Native) recipe.add("schema", plan.schema.text);
  if (plan.schema.way == SchemaSent::Way::Prompt) recipe.add("schema in prompt", plan.schema.text);
}

void add_fields(Recipe& recipe, const std::vector<BodyField>& fields) {
  for (const auto& field : fields) {
    if (is_in_key(field.name)) recipe.add(field.name, field.json);
  }
}

std::string sample_text(const std::vector<std::int64_t>& sample) {
  std::string text;
  for (std::size_t i = 0; i < without_zeros_at_end(sample); ++i)
    text += fmt::format("{}{}", i > 0 ? "," : "", sample[i]);
  return text.empty() ? "0" : text;
}

}  // namespace

plan::Digest digest_constant_fields(const AskPlan& plan) { return digest_fields(plan.fields); }

plan::Digest cell_key(const AskPlan& plan, const Prompt& prompt) {
  Encoder encoder("cell/1");
  encoder.digest("endpoint", plan.endpoint);
  encoder.digest("fields", plan.computed.empty() ? plan.constant_fields : digest_fields(body_fields(plan, prompt)));
  encode_question(encoder, prompt);
  return encoder.sha256();
}

plan::Digest question_key(const Prompt& prompt) {
  Encoder encoder("question/1");
  encode_question(encoder, prompt);
  return encoder.sha256();
}

std::string recipe_head(const AskPlan& plan) {
  Recipe recipe;
  add_endpoint(recipe, plan);
  if (plan.computed.empty()) add_fields(recipe, plan.fields);
  return std::move(recipe).unfinished();
}

std::string recipe(const AskPlan& plan, const Prompt& prompt) {
  Recipe recipe(plan.recipe_head);
  if (!plan.computed.empty()) add_fields(recipe, body_fields(plan, prompt));
  for (std::size_t i = 0; i < prompt.messages.size(); ++i) {
    const auto& message = prompt.messages[i];
    const auto name = fmt::format("message {} ({})", i + 1, role_name(message.role));
    const auto calls = has_tool_calls(message) ? plan::to_json(message.tool_calls) : std::string();
    recipe.add(name, message.content + calls + message.tool_call_id);
  }
  recipe.add("row", plan::sha256(prompt.row_key).short_hex());
  recipe.add("sample", sample_text(prompt.sample));
  return std::move(recipe).finish();
}

}  // namespace sdg::model
