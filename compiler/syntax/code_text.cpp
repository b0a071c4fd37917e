#include "compiler/syntax/code_text.h"

#include <algorithm>

#include "grammar/layout.hpp"

namespace sdg::syntax {
namespace {

bool opens(char c) { return c == '(' || c == '[' || c == '{'; }
bool closes(char c) { return c == ')' || c == ']' || c == '}'; }

/// Behind the string that begins at `at`; behind the quote alone where its line ends first.
std::size_t behind_string(std::string_view code, std::size_t at) {
  const char quote = code[at];
  for (std::size_t next = at + 1; next < code.size() && code[next] != '\n'; ++next) {
    if (code[next] == quote) return next + 1;
    if (code[next] == '\\') ++next;
  }
  return at + 1;
}

bool begins_string(std::string_view code, std::size_t at) {
  // An apostrophe inside a word quotes nothing.
  if (code[at] == '\'') return at == 0 || !grammar::is_word_part(code[at - 1]);
  return code[at] == '"' || code[at] == '`';
}

bool stands_at(std::string_view code, std::string_view sign, std::size_t at) {
  if (code.substr(at, sign.size()) != sign) return false;
  if (!grammar::is_word_start(sign.front())) return true;
  const std::size_t behind = at + sign.size();
  return (at == 0 || !grammar::is_word_part(code[at - 1])) &&
         (behind == code.size() || !grammar::is_word_part(code[behind]));
}

/// Calls `see` with every place outside of strings and with the depth of brackets there, until it says to stop.
void walk_code(std::string_view code, std::size_t from, auto&& see) {
  int depth = 0;
  for (std::size_t at = from; at < code.size();) {
    if (depth >= 0 && closes(code[at])) --depth;
    if (see(at, depth)) return;
    if (opens(code[at])) ++depth;
    at = begins_string(code, at) ? behind_string(code, at) : at + 1;
  }
}

/// Back over a bracket that is closed before `end`, or over the word there.
std::size_t begin_of_part(std::string_view code, std::size_t end) {
  std::size_t at = end;
  if (at > 0 && closes(code[at - 1])) {
    int depth = 0;
    while (at > 0) {
      --at;
      if (closes(code[at])) ++depth;
      if (opens(code[at]) && --depth == 0) return at;
    }
    return at;
  }
  if (at > 0 && code[at - 1] == '"') {
    const auto open = at < 2 ? code.npos : code.rfind('"', at - 2);
    return open == code.npos ? at : open;
  }
  while (at > 0 && grammar::is_word_part(code[at - 1])) --at;
  return at;
}

}  // namespace

std::string_view first_line(std::string_view text) {
  std::size_t end = text.size();
  walk_code(text, 0, [&](std::size_t at, int) {
    if (text[at] != '\n' && text[at] != '#') return false;
    end = at;
    return true;
  });
  std::string_view line = trimmed(text.substr(0, end));
  if (line.ends_with(';')) line.remove_suffix(1);
  return trimmed(line);
}

std::size_t find_outside(std::string_view code, std::string_view sign, std::size_t from) {
  std::size_t found = code.npos;
  walk_code(code, from, [&](std::size_t at, int depth) {
    const bool is_outside = depth == 0 || (depth < 0 && closes(sign.front()));
    if (!is_outside || !stands_at(code, sign, at)) return depth < 0;
    found = at;
    return true;
  });
  return found;
}

std::vector<std::string_view> split_at_commas(std::string_view code) {
  std::vector<std::string_view> parts;
  if (trimmed(code).empty()) return parts;
  std::size_t begin = 0;
  while (true) {
    const auto comma = find_outside(code, ",", begin);
    parts.push_back(trimmed(code.substr(begin, comma == code.npos ? code.npos : comma - begin)));
    if (comma == code.npos) break;
    begin = comma + 1;
  }
  if (parts.back().empty()) parts.pop_back();
  return parts;
}

std::size_t behind_closer(std::string_view code, std::size_t open) {
  std::size_t found = code.npos;
  walk_code(code, open, [&](std::size_t at, int depth) {
    if (at == open || depth != 0 || !closes(code[at])) return false;
    found = at + 1;
    return true;
  });
  return found;
}

std::size_t begin_of_operand(std::string_view code) {
  std::size_t at = begin_of_part(code, code.size());
  while (at > 0) {
    const char before = code[at - 1];
    const bool is_applied = (code[at] == '(' || code[at] == '[') && (grammar::is_word_part(before) || closes(before));
    if (before != '.' && !is_applied) break;
    const std::size_t next = begin_of_part(code, before == '.' ? at - 1 : at);
    if (next >= at) break;
    at = next;
  }
  return at;
}

bool is_plain_word(std::string_view text) {
  return !text.empty() && grammar::is_word_start(text.front()) && std::ranges::all_of(text, grammar::is_word_part);
}

std::string in_double_quotes(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) quoted += c == '"' ? "\\\"" : std::string(1, c);
  return quoted + "\"";
}

}  // namespace sdg::syntax
