#include "runtime/model/openai_reply.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <utility>

#include "runtime/model/error_body.h"

namespace sdg::model {
namespace {

using nlohmann::json;

const json* member(const json& object, const char* name) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(name);
  return found == object.end() || found->is_null() ? nullptr : &*found;
}

std::string text_member(const json& object, const char* name) {
  const json* found = member(object, name);
  return found && found->is_string() ? found->get<std::string>() : std::string();
}

std::int64_t count_member(const json& object, const char* name) {
  const json* found = member(object, name);
  if (!found || !found->is_number()) return 0;
  const double count = found->get<double>();
  return count > 0 && count < 9e15 ? static_cast<std::int64_t>(count) : 0;
}

/// A text, or the texts of a list of parts.
std::string read_content(const json& message) {
  const json* content = member(message, "content");
  if (!content || content->is_string()) return text_member(message, "content");
  std::string text;
  if (content->is_array()) {
    for (const auto& part : *content) text += text_member(part, "text");
  }
  return text;
}

/// Servers without a parser for it leave the model's thoughts in front of what it says.
void take_thoughts_out(Reply& reply) {
  constexpr std::string_view open = "<think>", close = "</think>";
  const auto begin = reply.text.find_first_not_of(" \t\r\n");
  if (reply.reasoning || begin == std::string::npos || reply.text.compare(begin, open.size(), open) != 0) return;
  const auto end = reply.text.find(close, begin);
  if (end == std::string::npos) return;
  reply.reasoning = reply.text.substr(begin + open.size(), end - begin - open.size());
  const auto rest = std::min(reply.text.find_first_not_of(" \t\r\n", end + close.size()), reply.text.size());
  reply.text.erase(0, rest);
}

void read_reasoning(Reply& reply, const json& message) {
  for (const char* name : {"reasoning_content", "reasoning"}) {
    if (auto text = text_member(message, name); !text.empty()) {
      reply.reasoning = std::move(text);
      return;
    }
  }
  take_thoughts_out(reply);
}

ToolCall read_tool_call(const json& call) {
  const json* function = member(call, "function");
  if (!function) return {text_member(call, "id"), {}, {}};
  const json* arguments = member(*function, "arguments");
  std::string text = !arguments               ? std::string()
                     : arguments->is_string() ? arguments->get<std::string>()
                                              : arguments->dump(-1, ' ', false, json::error_handler_t::replace);
  return {text_member(call, "id"), text_member(*function, "name"), std::move(text)};
}

Finish read_finish(const json& choice) {
  const auto word = text_member(choice, "finish_reason");
  if (word == "stop" || word == "end_turn" || word == "eos" || word == "stop_sequence") return Finish::Stop;
  if (word == "length" || word == "max_tokens" || word == "model_length") return Finish::Length;
  if (word == "tool_calls" || word == "function_call" || word == "tool_use") return Finish::ToolCalls;
  if (word == "content_filter") return Finish::ContentFilter;
  if (word == "refusal") return Finish::Refusal;
  return Finish::Other;
}

/// Prompt tokens include the cached ones here; ours are disjoint.
Usage read_usage(const json& document) {
  const json* usage = member(document, "usage");
  if (!usage) return {};
  const json* details = member(*usage, "prompt_tokens_details");
  auto cached = details ? count_member(*details, "cached_tokens") : 0;
  if (cached == 0) cached = count_member(*usage, "prompt_cache_hit_tokens");  // DeepSeek
  const auto prompt = count_member(*usage, "prompt_tokens");
  return {std::max<std::int64_t>(0, prompt - cached), cached, count_member(*usage, "completion_tokens")};
}

Reply read_choice(const json& choice) {
  static const json nothing = json::object();
  const json* found = member(choice, "message");
  const json& message = found ? *found : nothing;
  Reply reply;
  reply.text = found ? read_content(message) : text_member(choice, "text");
  reply.finish = read_finish(choice);
  reply.refusal = text_member(message, "refusal");
  if (!reply.refusal.empty()) reply.finish = Finish::Refusal;
  read_reasoning(reply, message);
  if (const json* calls = member(message, "tool_calls"); calls && calls->is_array()) {
    for (const auto& call : *calls) reply.tool_calls.push_back(read_tool_call(call));
  }
  return reply;
}

Result<Reply> without_choices(std::string_view raw) {
  const auto error = read_error_body(raw);
  if (!error) return Failure{"the server's reply is no chat completion; check that `base_url` is an OpenAI interface"};
  if (!is_content_filter(*error)) return Failure{fmt::format("the server's reply is an error: {}", error->message)};
  Reply reply;
  reply.finish = Finish::ContentFilter;
  return reply;
}

}  // namespace

std::string_view name(Finish finish) {
  switch (finish) {
    case Finish::Stop: return "stop";
    case Finish::Length: return "length";
    case Finish::ToolCalls: return "tool_calls";
    case Finish::ContentFilter: return "content_filter";
    case Finish::Refusal: return "refusal";
    case Finish::Other: return "other";
  }
  return {};
}

Result<Reply> read_openai_reply(std::string_view raw) {
  const json document = json::parse(raw, nullptr, false);
  const json* choices = member(document, "choices");
  if (!choices || !choices->is_array() || choices->empty()) return without_choices(raw);
  auto reply = read_choice(choices->front());
  reply.usage = read_usage(document);
  reply.model = text_member(document, "model");
  return reply;
}

}  // namespace sdg::model
