#include <algorithm>
#include <string>

#include <fmt/format.h>

#include "compiler/source/ascii.h"
#include "compiler/syntax/code_text.h"
#include "compiler/syntax/foreign_type.h"
#include "compiler/syntax/habit.h"
#include "grammar/resync.hpp"

// Heads of declarations as SQL and TypeScript write them.
namespace sdg::syntax {
namespace {

using diag::Code;
using grammar::Wanted;

/// From where matching stopped to the brace that opens the block; empty where none does on the line.
std::string_view rest_of_head(const Mistake& m) {
  const std::string_view line = first_line(code_from(m));
  return line.ends_with('{') ? line : std::string_view();
}

/// A condition of SQL as one of ours.
std::string with_double_equals(std::string_view condition) {
  std::string meant(trimmed(condition));
  if (find_outside(meant, "==") != std::string::npos) return meant;
  for (auto at = find_outside(meant, "="); at != meant.npos; at = find_outside(meant, "=", at + 2)) {
    const bool is_part = at > 0 && (meant[at - 1] == '<' || meant[at - 1] == '>' || meant[at - 1] == '!');
    if (!is_part) meant.insert(at, 1, '=');
  }
  return meant;
}

/// `dataset d from a as x join b as y on x.id = y.id {`
bool tell_join(const Mistake& m) {
  if (m.wanted() != Wanted::Block || !is_one_of(m.found, {"join", "inner", "left", "right", "outer", "full", "cross"}))
    return false;
  const std::string_view head = rest_of_head(m);
  const auto join = find_outside(head, "join");
  auto& diag = m.builder.report(Code::ForeignDeclaration, m.span(), "there is no `join` here");
  if (join == head.npos) {
    diag.hints.push_back({"rows of two sources cross: `from a, b`; keep those that belong together", {}});
    return true;
  }
  const auto on = find_outside(head, "on");
  const std::string_view table = trimmed(head.substr(join + 4, std::min(on, head.size() - 1) - join - 4));
  const std::string condition = on == head.npos ? "" : with_double_equals(head.substr(on + 2, head.size() - on - 3));
  const std::string meant = fmt::format(", {} {{{}{}", table, condition.empty() ? "" : "\n  keep when ", condition);
  diag.hints.push_back(replacing("cross the rows, and keep those that belong together",
                                 m.span(m.last_end, head.data() + head.size()), meant));
  return true;
}

/// `dataset d from people as p where p.age > 3 {`
bool tell_where_in_head(const Mistake& m) {
  if (m.wanted() != Wanted::Block || !is_one_of(m.found, {"where", "when", "if"})) return false;
  const std::string_view head = rest_of_head(m);
  if (head.empty()) return false;
  const std::string condition = with_double_equals(head.substr(m.found.size(), head.size() - m.found.size() - 1));
  m.builder.report(Code::ForeignDeclaration, m.span(), "rows are chosen in the block, not in the head")
      .hints.push_back(replacing(fmt::format("write `keep when {}` below", condition),
                                 m.span(m.last_end, head.data() + head.size()),
                                 fmt::format(" {{\n  keep when {}", condition)));
  return true;
}

/// `generator g(t: string) => string {`, `function f(x: int): int = x`
bool tell_result_sign(const Mistake& m) {
  const std::string_view head = trimmed(code_before(m));
  const bool is_arrow = m.wanted() == Wanted::Block && m.found == "=>";
  const bool is_head = m.wanted() == Wanted::Equals ? head.starts_with("function") || head.starts_with("sampler")
                                                    : m.wanted() == Wanted::Block && head.starts_with("generator");
  const bool is_colon = is_head && m.found == ":" && head.ends_with(')');
  if (!is_arrow && !is_colon) return false;
  const bool is_glued = m.next == m.last_end;
  m.builder.report(Code::ForeignOperator, m.span(), "the type of a result stands behind `->`")
      .hints.push_back(replacing("write `->`", m.span(), is_glued ? " ->" : "->"));
  return true;
}

/// `source people = read("people.jsonl"): {name: string}`
bool tell_type_behind_source(const Mistake& m) {
  const std::string_view head = code_before(m);
  if (m.wanted() != Wanted::StatementEnd || m.found != ":" || find_outside(head, "source") != 0) return false;
  const std::string_view name = token_at(grammar::skip_blanks(head.data() + 6, m.end), m.end);
  const std::string_view type = first_line(code_from(m));
  auto& diag = m.builder.report(Code::UnexpectedText, m.span(), "the type of a source stands behind its name");
  const char* behind_name = name.data() + name.size();
  diag.hints.push_back({fmt::format("write `source {}{} = …`", name, type),
                        {{m.span(behind_name, behind_name), std::string(type)}, {span_of(m, type), ""}}});
  return true;
}

/// `dataset d from people as p limit 10 {`
bool tell_limit_in_head(const Mistake& m) {
  if (m.wanted() != Wanted::Block || !is_one_of(source::lowered(m.found), {"limit", "take", "first"})) return false;
  const std::string_view head = rest_of_head(m);
  if (head.empty()) return false;
  const std::string_view count = trimmed(head.substr(m.found.size(), head.size() - m.found.size() - 1));
  m.builder.report(Code::ForeignDeclaration, m.span(), "how many rows is said in the block, not in the head")
      .hints.push_back(replacing(fmt::format("write `rows {}` below", count),
                                 m.span(m.last_end, head.data() + head.size()), fmt::format(" {{\n  rows {}", count)));
  return true;
}

/// `dataset d from people p {`
bool tell_alias_without_as(const Mistake& m) {
  if (m.wanted() != Wanted::Block || !is_plain_word(m.found) ||
      find_outside(code_before(m), "from") == std::string::npos)
    return false;
  const char* behind_name = grammar::skip_blanks(m.next + m.found.size(), m.end);
  if (m.last_word() == "from" || !is_one_of(token_at(behind_name, m.end), {"{", ","})) return false;
  m.builder.report(Code::UnexpectedText, m.span(), "the name that a row goes by stands behind `as`")
      .hints.push_back(replacing(fmt::format("write `as {}`", m.found), m.span(m.next, m.next), "as "));
  return true;
}

/// `param k string = "x"`
bool tell_param_without_colon(const Mistake& m) {
  const std::string_view head = code_before(m);
  if (m.wanted() != Wanted::StatementEnd || find_outside(head, "param") != 0 || !is_plain_word(m.found)) return false;
  if (!is_plain_word(trimmed(head.substr(5)))) return false;
  const auto type = meant_type(m.found);
  const std::string meant = fmt::format(": {}", type.value_or(std::string(m.found)));
  m.builder.report(Code::UnexpectedText, m.span(), "a type stands behind a `:`")
      .hints.push_back(replacing(fmt::format("write `{}{}`", trimmed(head), meant),
                                 m.span(m.last_end, m.next + m.found.size()), meant));
  return true;
}

/// `use ./people.sdg`
bool tell_path_without_quotes(const Mistake& m) {
  if (trimmed(code_before(m)) != "use" || !is_one_of(m.found, {".", "..", "/", "./"})) return false;
  const std::string_view rest = first_line(code_from(m));
  const std::string_view path = rest.substr(0, rest.find(' '));
  m.builder.report(Code::UnexpectedText, span_of(m, path), "the path of a file stands in double quotes")
      .hints.push_back(
          replacing(fmt::format("write `use \"{}\"`", path), span_of(m, path), fmt::format("\"{}\"", path)));
  return true;
}

}  // namespace

std::span<const Habit> head_habits() {
  static constexpr Habit kHabits[] = {tell_join,
                                      tell_where_in_head,
                                      tell_limit_in_head,
                                      tell_result_sign,
                                      tell_type_behind_source,
                                      tell_param_without_colon,
                                      tell_path_without_quotes,
                                      tell_alias_without_as};
  return kHabits;
}

}  // namespace sdg::syntax
