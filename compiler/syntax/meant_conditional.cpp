#include "compiler/syntax/meant_conditional.h"

#include <algorithm>

#include <fmt/format.h>

#include "compiler/syntax/code_text.h"

namespace sdg::syntax {
namespace {

std::string_view without_prefix(std::string_view code, std::string_view word) {
  const bool has_it = find_outside(code, word) == 0;
  return has_it ? trimmed(code.substr(word.size())) : code;
}

/// `{ return a; }`, `(c)` and `a:` are `a`, `c` and `a`.
std::string_view bare(std::string_view code) {
  code = trimmed(code);
  while (code.size() > 1 && (code.front() == '{' || code.front() == '(') && behind_closer(code, 0) == code.size())
    code = trimmed(code.substr(1, code.size() - 2));
  while (code.ends_with(';') || code.ends_with(':')) code = trimmed(code.substr(0, code.size() - 1));
  return without_prefix(code, "return");
}

/// Where the first of these words stands, and which it is.
struct Found {
  std::size_t at = std::string_view::npos;
  std::string_view word;
};
Found first_of(std::string_view code, std::initializer_list<std::string_view> words) {
  Found first;
  for (const std::string_view word : words) {
    if (const auto at = find_outside(code, word); at < first.at) first = {at, word};
  }
  return first;
}

std::optional<std::string> conditional(std::string_view condition, std::string_view value, std::string_view rest);

/// What stands behind the first value: another branch, the last one, or nothing.
std::optional<std::string> rest_of(std::string_view code) {
  code = trimmed(code);
  for (const std::string_view word : {"else", "elif", "elsif", "elseif"}) {
    const std::string_view behind = without_prefix(code, word);
    if (behind.size() == code.size()) continue;
    const bool goes_on = word != "else" || find_outside(behind, "if") == 0;
    if (!goes_on) return std::string(bare(without_prefix(behind, ":")));
    return meant_conditional(word == "else" ? std::string(behind) : fmt::format("if {}", behind));
  }
  return code.empty() ? std::optional(std::string()) : std::nullopt;
}

std::optional<std::string> conditional(std::string_view condition, std::string_view value, std::string_view rest) {
  const auto other = rest_of(rest);
  condition = bare(condition);
  value = bare(value);
  if (!other || condition.empty() || value.empty()) return std::nullopt;
  if (other->empty()) return fmt::format("{} when {}", value, condition);
  return fmt::format("{} when {} else {}", value, condition, *other);
}

/// `when c then a when d then b else e end`
std::optional<std::string> meant_case(std::string_view code) {
  if (const auto end = find_outside(code, "end"); end != code.npos && trimmed(code.substr(end + 3)).empty())
    code = trimmed(code.substr(0, end));
  const auto when = find_outside(code, "when");
  const auto then = find_outside(code, "then");
  if (when == code.npos || then == code.npos || then < when) return std::nullopt;
  const std::string_view subject = trimmed(code.substr(0, when));
  std::string condition(trimmed(code.substr(when + 4, then - when - 4)));
  if (!subject.empty()) condition = fmt::format("{} == {}", subject, condition);
  const std::string_view behind = code.substr(then + 4);
  const Found next = first_of(behind, {"when", "else"});
  const std::string_view value = behind.substr(0, next.at);
  if (next.word != "when") return conditional(condition, value, next.word.empty() ? "" : behind.substr(next.at));
  const auto other = meant_case(fmt::format("{} {}", subject, behind.substr(next.at)));
  return other ? std::optional(fmt::format("{} when {} else {}", trimmed(value), condition, *other)) : std::nullopt;
}

std::string in_small_letters(std::string_view code) {
  std::string text(code);
  for (const std::string_view word : {"CASE", "WHEN", "THEN", "ELSE", "END", "IF"}) {
    for (auto at = find_outside(text, word); at != text.npos; at = find_outside(text, word, at + 1)) {
      for (std::size_t i = 0; i < word.size(); ++i) text[at + i] = static_cast<char>(text[at + i] | 0x20);
    }
  }
  return text;
}

}  // namespace

std::optional<std::string> meant_conditional(std::string_view written) {
  const std::string code = in_small_letters(trimmed(written));
  if (const std::string_view rest = without_prefix(code, "case"); rest.size() != code.size()) return meant_case(rest);
  const std::string_view rest = without_prefix(code, "if");
  if (rest.size() == code.size()) return std::nullopt;
  const Found sign = first_of(rest, {"then", "{", ":"});
  if (sign.word.empty()) return std::nullopt;
  const std::string_view condition = rest.substr(0, sign.at);
  const std::string_view behind = rest.substr(sign.at + (sign.word == "{" ? 0 : sign.word.size()));
  const Found other = first_of(behind, {"else", "elif", "elsif", "elseif"});
  const std::string_view value = behind.substr(0, other.at);
  return conditional(condition, value, other.word.empty() ? "" : behind.substr(other.at));
}

}  // namespace sdg::syntax
