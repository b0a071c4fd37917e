#include "runtime/model/sim_reply.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/eval/regex_text.h"
#include "runtime/model/ask_plan.h"
#include "runtime/model/sim_value.h"
#include "runtime/model/sim_voice.h"

namespace sdg::model {
namespace {

using nlohmann::json;
using plan::ReplyFormat;

/// What of a request the offline model listens to.
struct Heard {
  std::string last_words;  // of the user
  std::string begun;       // the prefill
  std::size_t bytes = 0;
};

std::string content_of(const json& message) {
  const auto content = message.find("content");
  return content != message.end() && content->is_string() ? content->get<std::string>() : std::string();
}

Heard listen(std::string_view body) {
  Heard heard;
  heard.bytes = body.size();
  const json document = json::parse(body, nullptr, false);
  if (!document.is_object() || !document.contains("messages")) return heard;
  for (const auto& message : document["messages"]) {
    const auto role = message.value("role", "");
    heard.begun = role == "assistant" ? content_of(message) : std::string();
    if (role == "user" || heard.last_words.empty()) heard.last_words = content_of(message);
  }
  return heard;
}

/// The fields of a record, or the reply itself as the only one.
std::vector<std::pair<std::string_view, plan::TypeId>> parts_of(const AskPlan& plan) {
  const auto type = plan.types.required(plan.ask.reply);
  std::vector<std::pair<std::string_view, plan::TypeId>> parts;
  if (plan.types[type].kind == plan::TypeKind::Record) {
    for (const auto& field : plan.types[type].fields) parts.emplace_back(field.name, field.type);
  } else {
    parts.emplace_back(plan.ask.column, type);
  }
  return parts;
}

std::string json_text(const AskPlan& plan, SimValue& value) {
  std::string text;
  value.append_json(text, plan.ask.reply, plan.ask.column);
  return text;
}

std::string sections(const AskPlan& plan, SimValue& value) {
  const auto parts = parts_of(plan);
  std::string text;
  for (std::size_t i = 0; i < plan.ask.format.args.size() && i < parts.size(); ++i) {
    if (i > 0) text += "\n\n";
    text += plan.ask.format.args[i] + "\n" + value.text(parts[i].second, parts[i].first);
  }
  return text;
}

std::string tags(const AskPlan& plan, SimValue& value) {
  const auto parts = parts_of(plan);
  std::string text;
  for (std::size_t i = 0; i < plan.ask.format.args.size() && i < parts.size(); ++i) {
    const auto& tag = plan.ask.format.args[i];
    const auto inside = value.text(parts[i].second, parts[i].first);
    text += fmt::format("{}<{}>{}</{}>", i > 0 ? "\n" : "", tag, inside, tag);
  }
  return text;
}

std::string code(const AskPlan& plan, SimVoice& voice) {
  const std::string language = plan.ask.format.args.empty() ? "" : plan.ask.format.args.front();
  return "```" + language + "\n" + voice.code(language) + "\n```";
}

std::string by_regex(const AskPlan& plan, SimVoice& voice) {
  if (plan.ask.format.args.empty()) return voice.sentence();
  auto drawn = eval::text_matching(plan.ask.format.args.front(), voice.stream());
  return drawn ? std::move(*drawn) : voice.sentence();
}

std::string well_formed(const AskPlan& plan, SimVoice& voice) {
  SimValue value(plan.types, voice);
  switch (plan.ask.format.kind) {
    case ReplyFormat::Kind::Text:
    case ReplyFormat::Kind::Scalar: return value.text(plan.ask.reply, plan.ask.column);
    case ReplyFormat::Kind::Json: return json_text(plan, value);
    case ReplyFormat::Kind::Whole: return voice.paragraph(2);
    case ReplyFormat::Kind::Sections: return sections(plan, value);
    case ReplyFormat::Kind::Code: return code(plan, voice);
    case ReplyFormat::Kind::Tags: return tags(plan, value);
    case ReplyFormat::Kind::Regex: return by_regex(plan, voice);
  }
  return {};
}

/// Half an answer, or talk about something else: what models do when they do not do what they are asked.
std::string malformed(const AskPlan& plan, SimVoice& voice) {
  if (plan.ask.format.kind != ReplyFormat::Kind::Json || voice.chance(0.3)) return voice.sentence();
  auto text = well_formed(plan, voice);
  text.resize(text.size() / 2);
  while (!text.empty() && (static_cast<unsigned char>(text.back()) & 0x80)) text.pop_back();
  return text;
}

void take_prefix(std::string& text, std::string_view begun) {
  if (!begun.empty() && text.starts_with(begun)) text.erase(0, begun.size());
}

struct Spoken {
  std::string text;
  const char* finish = "stop";
  bool refused = false;
};

Spoken speak(const Request& request, const plan::SimOptions& options, const Heard& heard) {
  auto fate = sim_stream(request.cell, "fate");
  auto luck = sim_stream(request.cell, "form", request.attempt);
  SimVoice voice(sim_stream(request.cell, "voice", request.attempt, static_cast<std::uint64_t>(options.seed)),
                 heard.last_words);
  if (fate.unit() < options.refuse) return {"I cannot help with that.", "stop", true};
  Spoken spoken;
  spoken.text = luck.unit() < options.malformed ? malformed(request.plan, voice) : well_formed(request.plan, voice);
  take_prefix(spoken.text, heard.begun);
  if (fate.unit() < options.cut) {
    spoken.text = spoken.text.substr(0, spoken.text.find(' '));
    spoken.finish = "length";
  }
  return spoken;
}

std::size_t tokens(std::size_t bytes) { return bytes / 4 + 1; }

}  // namespace

std::string sim_reply(const Request& request, const plan::SimOptions& options) {
  const auto heard = listen(request.body);
  const auto spoken = speak(request, options, heard);
  const auto text = json(spoken.text).dump(-1, ' ', false, json::error_handler_t::replace);
  std::string raw = "{\"id\":\"sim-" + request.cell.short_hex() + "\",\"object\":\"chat.completion\",\"created\":0,";
  raw += "\"model\":\"sim\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\",\"content\":";
  raw += spoken.refused ? "null,\"refusal\":" + text : text + ",\"refusal\":null";
  raw += "},\"finish_reason\":\"" + std::string(spoken.finish) + "\"}],\"usage\":{\"prompt_tokens\":";
  const auto asked = tokens(heard.bytes), said = tokens(spoken.text.size());
  raw += std::to_string(asked) + ",\"completion_tokens\":" + std::to_string(said);
  return raw + ",\"total_tokens\":" + std::to_string(asked + said) + "}}";
}

}  // namespace sdg::model
