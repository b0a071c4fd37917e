#include "runtime/model/openai_reply.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "runtime/model/error_body.h"
#include "runtime/model/json_walk.h"

namespace sdg::model {
namespace {

/// A text, or the texts of a list of parts.
std::string read_content(JsonWalk& walk) {
  if (walk.next() != '[') return walk.text();
  std::string text;
  walk.list(
      [&] { walk.object([&](std::string_view name) { name == "text" ? void(text += walk.text()) : walk.skip(); }); });
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

void read_function(JsonWalk& walk, ToolCall& call) {
  walk.object([&](std::string_view name) {
    if (name == "name") {
      call.name = walk.text();
    } else if (name == "arguments" && !walk.is_null()) {
      // Some servers send the object itself where the protocol wants its text.
      call.arguments = walk.next() == '"' ? walk.text() : std::string(walk.raw());
    } else {
      walk.skip();
    }
  });
}

ToolCall read_tool_call(JsonWalk& walk) {
  ToolCall call;
  walk.object([&](std::string_view name) {
    if (name == "id") {
      call.id = walk.text();
    } else if (name == "function") {
      read_function(walk, call);
    } else {
      walk.skip();
    }
  });
  return call;
}

Finish finish_of(std::string_view word) {
  if (word == "stop" || word == "end_turn" || word == "eos" || word == "stop_sequence") return Finish::Stop;
  if (word == "length" || word == "max_tokens" || word == "model_length") return Finish::Length;
  if (word == "tool_calls" || word == "function_call" || word == "tool_use") return Finish::ToolCalls;
  if (word == "content_filter") return Finish::ContentFilter;
  if (word == "refusal") return Finish::Refusal;
  return Finish::Other;
}

void read_message(JsonWalk& walk, Reply& reply) {
  std::string reasoning;
  walk.object([&](std::string_view name) {
    if (name == "content") {
      reply.text = read_content(walk);
    } else if (name == "refusal") {
      reply.refusal = walk.text();
    } else if (name == "reasoning_content") {
      if (auto text = walk.text(); !text.empty()) reply.reasoning = std::move(text);
    } else if (name == "reasoning") {
      reasoning = walk.text();
    } else if (name == "tool_calls") {
      walk.list([&] { reply.tool_calls.push_back(read_tool_call(walk)); });
    } else {
      walk.skip();
    }
  });
  if (!reply.reasoning && !reasoning.empty()) reply.reasoning = std::move(reasoning);
}

Reply read_choice(JsonWalk& walk) {
  Reply reply;
  std::string text, finish;
  bool has_message = false;
  walk.object([&](std::string_view name) {
    if (name == "message" && !walk.is_null()) {
      has_message = true;
      read_message(walk, reply);
    } else if (name == "text") {
      text = walk.text();
    } else if (name == "finish_reason") {
      finish = walk.text();
    } else {
      walk.skip();
    }
  });
  if (!has_message) reply.text = std::move(text);
  reply.finish = reply.refusal.empty() ? finish_of(finish) : Finish::Refusal;
  take_thoughts_out(reply);
  return reply;
}

/// Prompt tokens include the cached ones here; ours are disjoint.
Usage read_usage(JsonWalk& walk) {
  std::int64_t prompt = 0, completion = 0, cached = 0, hit = 0;
  walk.object([&](std::string_view name) {
    if (name == "prompt_tokens") {
      prompt = walk.count();
    } else if (name == "completion_tokens") {
      completion = walk.count();
    } else if (name == "prompt_cache_hit_tokens") {
      hit = walk.count();  // DeepSeek
    } else if (name == "prompt_tokens_details") {
      walk.object(
          [&](std::string_view detail) { detail == "cached_tokens" ? void(cached = walk.count()) : walk.skip(); });
    } else {
      walk.skip();
    }
  });
  if (cached == 0) cached = hit;
  return {std::max<std::int64_t>(0, prompt - cached), cached, completion};
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
  JsonWalk walk(raw);
  std::optional<Reply> reply;
  Usage usage;
  std::string model;
  walk.object([&](std::string_view name) {
    if (name == "choices") {
      // One is asked for; a server that sends more is not believed to have been asked for them.
      walk.list([&] { reply ? walk.skip() : void(reply = read_choice(walk)); });
    } else if (name == "usage") {
      usage = read_usage(walk);
    } else if (name == "model") {
      model = walk.text();
    } else {
      walk.skip();
    }
  });
  if (!reply || !walk.at_end()) return without_choices(raw);
  reply->usage = usage;
  reply->model = std::move(model);
  return std::move(*reply);
}

}  // namespace sdg::model
