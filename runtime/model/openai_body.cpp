#include "runtime/model/openai_body.h"

#include <algorithm>
#include <utility>

#include "runtime/model/endpoint.h"

namespace sdg::model {
namespace {

std::string text_field(const plan::Value& record, std::string_view name) {
  const auto* value = record.is_record() ? record.field(name) : nullptr;
  return value && value->is_string() ? value->text() : std::string();
}

/// The protocol wants the arguments as a text of JSON; a text is taken for such already.
std::string arguments_text(const plan::Value& call) {
  const auto* arguments = call.is_record() ? call.field("arguments") : nullptr;
  if (!arguments || arguments->is_null()) return "{}";
  return arguments->is_string() ? arguments->text() : plan::to_json(*arguments);
}

void append_tool_calls(std::string& out, const plan::Value& calls) {
  out += ",\"tool_calls\":[";
  bool first = true;
  for (const auto& call : calls.items()) {
    out += first ? "{\"id\":" : ",{\"id\":";
    first = false;
    plan::append_json_string(out, text_field(call, "id"));
    out += ",\"type\":\"function\",\"function\":{\"name\":";
    plan::append_json_string(out, text_field(call, "name"));
    out += ",\"arguments\":";
    plan::append_json_string(out, arguments_text(call));
    out += "}}";
  }
  out += ']';
}

/// The messages of one body, commas and all.
class MessageList {
 public:
  explicit MessageList(std::string& out) : out_(out) {}

  void add(const value::Message& message, std::string_view content) {
    if (!first_) out_ += ',';
    first_ = false;
    out_ += "{\"role\":\"";
    out_ += role_name(message.role);
    out_ += "\",\"content\":";
    // Servers that check tool calls want null, not an empty text, beside them.
    if (content.empty() && has_tool_calls(message)) {
      out_ += "null";
    } else {
      plan::append_json_string(out_, content);
    }
    if (has_tool_calls(message)) append_tool_calls(out_, message.tool_calls);
    if (!message.tool_call_id.empty()) {
      out_ += ",\"tool_call_id\":";
      plan::append_json_string(out_, message.tool_call_id);
    }
    out_ += '}';
  }

 private:
  std::string& out_;
  bool first_ = true;
};

/// Where the sentences about the schema go: behind the last thing that the user says, else behind the first message.
std::size_t schema_place(const std::vector<value::Message>& messages) {
  for (auto i = messages.size(); i > 0; --i) {
    if (messages[i - 1].role == plan::Role::User) return i - 1;
  }
  return 0;
}

void append_messages(std::string& out, const AskPlan& plan, const Prompt& prompt,
                     std::span<const value::Message> more) {
  MessageList list(out);
  const auto& messages = prompt.messages;
  const auto begun = prefill(messages);
  const bool joins = !begun.empty() && !more.empty() && more.front().role == plan::Role::Assistant;
  const bool tells_schema = plan.schema.way == SchemaSent::Way::Prompt;
  for (std::size_t i = 0; i < messages.size(); ++i) {
    if (joins && i + 1 == messages.size()) break;
    if (tells_schema && i == schema_place(messages)) {
      list.add(messages[i], messages[i].content + plan.schema.text);
    } else {
      list.add(messages[i], messages[i].content);
    }
  }
  for (std::size_t i = 0; i < more.size(); ++i) {
    const bool continues = joins && i == 0;
    list.add(more[i], continues ? std::string(begun) + more[i].content : more[i].content);
  }
  if (joins) list.add(messages.back(), begun);
}

}  // namespace

std::string openai_body_head(const AskPlan& plan, const std::vector<BodyField>& fields) {
  std::string head = "{\"model\":";
  plan::append_json_string(head, plan.model.id);
  for (const auto& field : fields) {
    head += ',';
    plan::append_json_string(head, field.name);
    head += ':';
    head += field.json;
  }
  const bool replaced = std::ranges::any_of(fields, [](const auto& field) { return field.name == "response_format"; });
  if (plan.schema.way == SchemaSent::Way::Native && !replaced) head += ",\"response_format\":" + plan.schema.text;
  return head + ",\"messages\":[";
}

std::string openai_body(const AskPlan& plan, const Prompt& prompt, std::span<const value::Message> more) {
  auto body = plan.computed.empty() ? plan.body_head : openai_body_head(plan, body_fields(plan, prompt));
  std::size_t expected = body.size() + 2;
  for (const auto& message : prompt.messages) expected += message.content.size() + message.content.size() / 16 + 64;
  body.reserve(expected);
  append_messages(body, plan, prompt, more);
  body += "]}";
  return body;
}

std::string_view prefill(const std::vector<value::Message>& messages) {
  if (messages.empty() || messages.back().role != plan::Role::Assistant || has_tool_calls(messages.back())) return {};
  return messages.back().content;
}

}  // namespace sdg::model
