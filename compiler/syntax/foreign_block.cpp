#include "compiler/syntax/foreign_block.h"

#include <fmt/format.h>

#include "compiler/syntax/code_text.h"
#include "compiler/syntax/habit.h"
#include "grammar/resync.hpp"

namespace sdg::syntax {
namespace {

std::vector<std::string_view> code_lines(std::string_view block) {
  std::vector<std::string_view> lines;
  while (!block.empty()) {
    const auto end = block.find('\n');
    const std::string_view line = first_line(block.substr(0, end));
    if (!line.empty()) lines.push_back(line);
    block.remove_prefix(end == block.npos ? block.size() : end + 1);
  }
  return lines;
}

/// Behind the last line that is moved further right than the one `head` stands on.
const char* end_of_indentation(const Mistake& m, const char* head) {
  const char* line = grammar::begin_of_line(m.file, head);
  const auto base = grammar::skip_blanks(line, m.end) - line;
  const char* last = grammar::skip_comment(head, m.end);
  for (const char* at = last; at != m.end;) {
    at += *at == '\r' ? 2 : 1;
    const char* code = grammar::skip_blanks(at, m.end);
    const char* end = grammar::skip_comment(code, m.end);
    if (code != end && code - at <= base) break;
    if (code != end) last = end;
    at = end;
  }
  return last;
}

}  // namespace

std::vector<diag::Edit> braces_for_indentation(const Mistake& m, const char* colon) {
  const char* last = end_of_indentation(m, colon);
  const bool glued = colon != m.file && colon[-1] != ' ';
  return {{m.span(colon, colon + 1), glued ? " {" : "{"}, {m.span(last, last), "\n}"}};
}

std::optional<MeantValue> meant_body(std::string_view block) {
  const auto close = behind_closer(block, 0);
  if (close == block.npos) return std::nullopt;
  const auto lines = code_lines(block.substr(1, close - 2));
  if (lines.size() != 1) return std::nullopt;
  std::string_view value = lines.front();
  if (find_outside(value, "return") == 0) value = trimmed(value.substr(6));
  if (value.empty() || find_outside(value, ";") != value.npos) return std::nullopt;
  return MeantValue{std::string(value), close};
}

std::optional<MeantValue> meant_model(std::string_view block) {
  const auto close = behind_closer(block, 0);
  if (close == block.npos) return std::nullopt;
  std::string provider = "openai", id, rest;
  for (std::string_view line : code_lines(block.substr(1, close - 2))) {
    if (line.ends_with(',')) line.remove_suffix(1);
    const auto sign = std::min(find_outside(line, "="), find_outside(line, ":"));
    if (sign == line.npos) return std::nullopt;
    const std::string_view name = trimmed(line.substr(0, sign)), value = trimmed(line.substr(sign + 1));
    const bool is_text = value.size() > 2 && value.front() == '"' && value.back() == '"';
    if (is_one_of(name, {"provider", "type", "kind"}) && is_text) {
      provider = value.substr(1, value.size() - 2);
    } else if (is_one_of(name, {"id", "model", "name"}) && is_text) {
      id = value;
    } else {
      rest += fmt::format(", {} = {}", name, value);
    }
  }
  if (id.empty() || !is_plain_word(provider)) return std::nullopt;
  return MeantValue{fmt::format("{}({}{})", provider, id, rest), close};
}

}  // namespace sdg::syntax
