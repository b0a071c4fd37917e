#include <algorithm>

#include "compiler/syntax/code_text.h"
#include "compiler/syntax/habit.h"
#include "grammar/resync.hpp"

// Comments as other languages write them.
namespace sdg::syntax {
namespace {

using diag::Code;

/// `//`, `/*` or `--` with a blank behind it on the line, before the place where matching stopped.
const char* foreign_comment(const Mistake& m) {
  const char* at = grammar::begin_of_line(m.file, m.at_line_end ? m.last_end : m.next);
  const char* const last = m.at_line_end ? m.last_end : m.next + m.found.size();
  while (at < last) {
    if (*at == '"') {
      at = grammar::end_of_string(at, m.end);
      continue;
    }
    if (*at == '#') return nullptr;
    const std::string_view two(at, static_cast<std::size_t>(std::min<std::ptrdiff_t>(2, m.end - at)));
    const bool apart = at == m.file || at[-1] == ' ' || at[-1] == '\t' || at[-1] == '\n';
    const bool is_rule = m.end - at > 2 && at[2] == '-';
    if (apart && is_one_of(two, {"//", "/*", "--"}) && !is_rule) return at;
    ++at;
  }
  return nullptr;
}

/// `/* … */` over several lines: each is a comment of its own.
void add_block_comment(const Mistake& m, std::string_view code, diag::Hint& hint) {
  const auto close = code.find("*/");
  if (close == code.npos) return;
  for (auto line = code.find('\n'); line < close; line = code.find('\n', line + 1)) {
    const char* first = grammar::skip_blanks(code.data() + line + 1, m.end);
    const bool is_last = first == code.data() + close;
    const bool has_star = !is_last && *first == '*';
    if (!is_last) hint.edits.push_back({m.span(first, first + (has_star ? 1 : 0)), has_star ? "#" : "# "});
  }
  std::size_t blank = close;
  while (blank > 2 && code[blank - 1] == ' ') --blank;
  hint.edits.push_back({m.span(code.data() + blank, code.data() + close + 2), ""});
}

}  // namespace

bool tell_comment(const Mistake& m) {
  if (m.in_string()) return false;
  const char* comment = foreign_comment(m);
  if (comment == nullptr) return false;
  const Span sign = m.span(comment, comment + 2);
  auto& diag = m.builder.report(Code::SlashComment, sign, "a comment begins with `#`");
  diag::Hint hint = replacing("write `#`", sign, "#");
  if (*comment == '/' && comment[1] == '*')
    add_block_comment(m, {comment, static_cast<std::size_t>(m.end - comment)}, hint);
  diag.hints.push_back(std::move(hint));
  return true;
}

}  // namespace sdg::syntax
