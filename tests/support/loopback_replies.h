#pragma once

#include <cstdint>
#include <memory>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "tests/support/loopback_behaviour.h"

namespace sdg::test {

/// The same on every machine and in every run.
std::uint64_t content_hash(std::string_view bytes, std::uint64_t seed = 0);

/// SplitMix64: small, and good enough to choose words with.
struct Random {
  std::uint64_t state;

  std::uint64_t next();
  /// Below `limit`; 0 below 0.
  std::uint64_t below(std::uint64_t limit) { return limit == 0 ? 0 : next() % limit; }
};

/// `count` plain words, the first with a capital.
std::string words(Random& random, int count);

/// Chat completions as OpenAI words them. What is answered depends on the messages and the response format alone.
class ChatReplies {
 public:
  ChatReplies();
  ~ChatReplies();

  /// The body of a 200, empty where the request is not one for a chat completion, or its schema is none. `scripted` is
  /// the content to answer with, if somebody wrote one.
  std::string answer(std::string_view body, const std::string* scripted, Fault fault);

 private:
  struct Question;
  static std::optional<Question> read(std::string_view body);
  static std::string envelope(const Question& question, std::string_view text, Fault fault);
  std::optional<std::string> content(const Question& question);
  const nlohmann::ordered_json* schema_of(std::string_view response_format);

  /// By the response format's text; parsing it is dearer than the rest of an answer.
  std::unordered_map<std::uint64_t, std::unique_ptr<nlohmann::ordered_json>> schemas_;
};

}  // namespace sdg::test
