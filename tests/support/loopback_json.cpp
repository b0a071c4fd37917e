#include "tests/support/loopback_json.h"

#include <cstddef>

namespace sdg::test {
namespace {

constexpr auto kNowhere = std::string_view::npos;
constexpr std::string_view kBlank = " \t\r\n";

std::size_t past_blanks(std::string_view text, std::size_t at) {
  const auto found = text.find_first_not_of(kBlank, at);
  return found == kNowhere ? text.size() : found;
}

/// `at` is the opening quote; the result lies behind the closing one.
std::size_t past_string(std::string_view text, std::size_t at) {
  for (++at; at < text.size(); ++at) {
    if (text[at] == '"') return at + 1;
    if (text[at] == '\\') ++at;
  }
  return kNowhere;
}

std::size_t past_nested(std::string_view text, std::size_t at) {
  std::size_t depth = 0;
  while (at < text.size()) {
    const char c = text[at];
    if (c == '"') {
      at = past_string(text, at);
      if (at == kNowhere) return kNowhere;
      continue;
    }
    if (c == '{' || c == '[') ++depth;
    if ((c == '}' || c == ']') && --depth == 0) return at + 1;
    ++at;
  }
  return kNowhere;
}

std::size_t past_value(std::string_view text, std::size_t at) {
  if (at >= text.size()) return kNowhere;
  if (text[at] == '"') return past_string(text, at);
  if (text[at] == '{' || text[at] == '[') return past_nested(text, at);
  return text.find_first_of(",} \t\r\n", at);
}

}  // namespace

bool for_each_member(std::string_view text, const std::function<void(std::string_view, std::string_view)>& member) {
  auto at = past_blanks(text, 0);
  if (at >= text.size() || text[at] != '{') return false;
  at = past_blanks(text, at + 1);
  while (at < text.size() && text[at] == '"') {
    const auto name_end = past_string(text, at);
    if (name_end == kNowhere) return false;
    const auto colon = past_blanks(text, name_end);
    if (colon >= text.size() || text[colon] != ':') return false;
    const auto value = past_blanks(text, colon + 1);
    const auto value_end = past_value(text, value);
    if (value_end == kNowhere) return false;
    member(text.substr(at + 1, name_end - at - 2), text.substr(value, value_end - value));
    at = past_blanks(text, value_end);
    if (at < text.size() && text[at] == ',') at = past_blanks(text, at + 1);
  }
  return at < text.size() && text[at] == '}';
}

void append_json_string(std::string& out, std::string_view text) {
  constexpr std::string_view kHex = "0123456789abcdef";
  out += '"';
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      out += '\\';
      out += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      out.append("\\u00");
      out += kHex[static_cast<std::size_t>(c >> 4)];
      out += kHex[static_cast<std::size_t>(c & 15)];
    } else {
      out += c;
    }
  }
  out += '"';
}

}  // namespace sdg::test
