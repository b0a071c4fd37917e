#include "tests/support/loopback_replies.h"

#include <array>
#include <charconv>
#include <cstring>
#include <nlohmann/json.hpp>

#include "tests/support/loopback_json.h"
#include "tests/support/loopback_schema.h"

namespace sdg::test {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kWordsAReply = 14;
constexpr std::size_t kBytesAToken = 4;
constexpr std::size_t kEnvelopeSize = 400;

constexpr std::array<std::string_view, 48> kWords{
    "the",     "river", "keeps",   "its",   "own",     "counsel", "while",    "small",  "boats", "carry",
    "letters", "from",  "one",     "shore", "to",      "another", "and",      "nobody", "asks",  "why",
    "morning", "light", "falls",   "on",    "quiet",   "streets", "where",    "bakers", "open",  "their",
    "doors",   "early", "because", "bread", "takes",   "time",    "patience", "a",      "warm",  "oven",
    "some",    "flour", "water",   "salt",  "careful", "hands",   "old",      "stories"};

std::uint64_t mixed(std::uint64_t value) {
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9U;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebU;
  return value ^ (value >> 31);
}

std::string_view finish_reason(Fault fault) {
  if (fault == Fault::Length) return "length";
  if (fault == Fault::ContentFilter) return "content_filter";
  return "stop";
}

void spoil(std::string& content, Fault fault) {
  if (fault == Fault::Length) content.resize(content.size() / 2);
  if (fault == Fault::Malformed) content = "{\"answer\": " + content + ",,";
  if (fault == Fault::ContentFilter) content.clear();
}

void append_number(std::string& out, std::uint64_t number, int base = 10) {
  std::array<char, 20> digits;
  out.append(digits.data(), std::to_chars(digits.data(), digits.data() + digits.size(), number, base).ptr);
}

}  // namespace

std::uint64_t content_hash(std::string_view bytes, std::uint64_t seed) {
  std::uint64_t hash = seed ^ (bytes.size() * 0x9e3779b97f4a7c15U);
  while (bytes.size() >= sizeof(std::uint64_t)) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), sizeof word);
    hash = mixed(hash ^ word) + 0x9e3779b97f4a7c15U;
    bytes.remove_prefix(sizeof word);
  }
  std::uint64_t rest = 0;
  if (!bytes.empty()) std::memcpy(&rest, bytes.data(), bytes.size());
  return mixed(hash ^ rest);
}

std::uint64_t Random::next() { return mixed(state += 0x9e3779b97f4a7c15U); }

std::string words(Random& random, int count) {
  std::string text;
  for (int i = 0; i < count; ++i) {
    if (i > 0) text += ' ';
    text += kWords[random.below(kWords.size())];
  }
  text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

/// What of a request decides its answer, as it lies in the body.
struct ChatReplies::Question {
  std::string_view model = "\"loopback\"";
  std::string_view messages;
  std::string_view response_format;

  std::uint64_t hash() const { return content_hash(response_format, content_hash(messages)); }
};

ChatReplies::ChatReplies() = default;
ChatReplies::~ChatReplies() = default;

const Json* ChatReplies::schema_of(std::string_view response_format) {
  auto& schema = schemas_[content_hash(response_format)];
  if (schema) return schema.get();
  const auto format = Json::parse(response_format, nullptr, false);
  schema = std::make_unique<Json>();
  if (!format.is_object()) return schema.get();
  const auto type = format.value("type", std::string());
  if (type == "json_schema" && format.contains("json_schema")) *schema = format["json_schema"].value("schema", Json());
  if (type == "json_object") {
    *schema = format.value("schema", Json{{"type", "object"}, {"properties", {{"answer", {{"type", "string"}}}}}});
  }
  return schema.get();
}

std::optional<std::string> ChatReplies::content(const Question& question) {
  Random random{question.hash()};
  if (question.response_format.empty()) return words(random, kWordsAReply) + ".";
  try {
    const auto* schema = schema_of(question.response_format);
    if (!schema->is_null()) return instance_of(*schema, random.next()).dump();
  } catch (const nlohmann::json::exception&) {
    return std::nullopt;
  }
  return words(random, kWordsAReply) + ".";
}

std::optional<ChatReplies::Question> ChatReplies::read(std::string_view body) {
  Question question;
  const bool is_object = for_each_member(body, [&](std::string_view name, std::string_view value) {
    if (name == "model") question.model = value;
    if (name == "messages") question.messages = value;
    if (name == "response_format") question.response_format = value;
  });
  if (!is_object || question.messages.empty()) return std::nullopt;
  return question;
}

std::string ChatReplies::answer(std::string_view body, const std::string* scripted, Fault fault) {
  const auto question = read(body);
  if (!question) return "";
  auto text = scripted != nullptr ? std::optional(*scripted) : content(*question);
  if (!text) return "";
  spoil(*text, fault);
  return envelope(*question, *text, fault);
}

std::string ChatReplies::envelope(const Question& question, std::string_view text, Fault fault) {
  const auto prompt_tokens = question.messages.size() / kBytesAToken + 1;
  const auto reply_tokens = text.size() / kBytesAToken + 1;
  std::string out = R"({"id":"chatcmpl-)";
  out.reserve(text.size() + kEnvelopeSize);
  append_number(out, question.hash(), 16);
  out.append(R"(","object":"chat.completion","created":1700000000,"model":)").append(question.model);
  out.append(R"(,"choices":[{"index":0,"message":{"role":"assistant","content":)");
  append_json_string(out, text);
  out.append(R"(},"finish_reason":")").append(finish_reason(fault));
  out.append(R"("}],"usage":{"prompt_tokens":)");
  append_number(out, prompt_tokens);
  out.append(R"(,"completion_tokens":)");
  append_number(out, reply_tokens);
  out.append(R"(,"total_tokens":)");
  append_number(out, prompt_tokens + reply_tokens);
  return out.append("}}");
}

}  // namespace sdg::test
