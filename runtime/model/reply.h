#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sdg::model {

/// How a reply ended. `Other` is a word that no provider had when this was written.
enum class Finish : std::uint8_t { Stop, Length, ToolCalls, ContentFilter, Refusal, Other };
/// `stop`, `length` … as it stands in the language's `Reply`.
std::string_view name(Finish finish);

/// Tokens, each counted once: `input` is without what was `cached`.
struct Usage {
  std::int64_t input = 0;
  std::int64_t cached = 0;
  std::int64_t output = 0;
  friend bool operator==(const Usage&, const Usage&) = default;
};

/// As long as nothing better is known: English has about four bytes a token.
inline constexpr double kBytesPerToken = 4;

struct ToolCall {
  std::string id;
  std::string name;
  std::string arguments;  // JSON as the model wrote it, which need not be valid
  friend bool operator==(const ToolCall&, const ToolCall&) = default;
};

/// What a model said, the same for every provider.
struct Reply {
  std::string text;
  std::optional<std::string> reasoning;
  std::vector<ToolCall> tool_calls;
  Finish finish = Finish::Stop;
  std::string refusal;  // the model's words where it declined
  Usage usage;
  std::string model;  // as the provider reports it
};

}  // namespace sdg::model
