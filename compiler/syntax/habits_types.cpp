#include <fmt/format.h>

#include "compiler/syntax/code_text.h"
#include "compiler/syntax/foreign_type.h"
#include "compiler/syntax/habit.h"
#include "grammar/resync.hpp"

// Types and fields as other languages write them.
namespace sdg::syntax {
namespace {

using diag::Code;
using grammar::Wanted;

/// Behind the brackets that stand one after the other: `[int]`, `<string>[]`.
std::size_t behind_type_brackets(std::string_view code) {
  int depth = 0;
  for (std::size_t at = 0; at < code.size() && code[at] != '\n'; ++at) {
    if (code[at] == '[' || code[at] == '<') ++depth;
    if ((code[at] == ']' || code[at] == '>') && --depth == 0 && code.substr(at + 1, 1) != "[") return at + 1;
  }
  return code.npos;
}

/// A type ends before the sign that gives it a default or ends its field.
std::string_view type_at(std::string_view code) {
  code = first_line(code);
  for (const std::string_view sign : {",", "}", "=", ")"}) code = code.substr(0, find_outside(code, sign));
  return trimmed(code);
}

bool in_schema(const Mistake& m) {
  return m.builder.text().substr(m.builder.decl.begin).starts_with("schema") && m.opener_sign() == '{';
}

/// `score: 1..5`
bool tell_range_for_type(const Mistake& m) {
  const std::string_view before = code_before(m);
  const auto colon = find_outside(before, ":");
  if (m.found != ".." || colon == before.npos) return false;
  const std::string_view low = trimmed(before.substr(colon + 1)), high = type_at(code_from(m).substr(2));
  const auto is_number = [](std::string_view text) {
    return !text.empty() && text.find_first_not_of("-0123456789._") == text.npos;
  };
  if (!is_number(low) || !is_number(high)) return false;
  const bool is_whole = low.find('.') == low.npos && high.find('.') == high.npos;
  const std::string meant = fmt::format("{}({}..{})", is_whole ? "int" : "float", low, high);
  m.builder.report(Code::ForeignType, m.span(low.data(), high.data() + high.size()), "a range is no type")
      .hints.push_back(
          replacing(fmt::format("write `{}`", meant), m.span(low.data(), high.data() + high.size()), meant));
  return true;
}

/// `b?: int`
bool tell_optional_name(const Mistake& m) {
  if (m.wanted() != Wanted::Colon || m.found != "?") return false;
  const std::string_view rest = code_from(m);
  const auto colon = find_outside(rest, ":");
  if (colon == rest.npos) return false;
  const std::string_view written = type_at(rest.substr(colon + 1));
  const auto meant = meant_type(written);
  const std::string type = (meant ? *meant : std::string(written)) + "?";
  m.builder.report(Code::ForeignType, m.span(), "the `?` stands behind the type, not behind the name")
      .hints.push_back(replacing(fmt::format("write `{}: {}`", m.last_word(), type),
                                 m.span(m.next, written.data() + written.size()), ": " + type));
  return true;
}

/// `a string`, or a name with nothing behind it.
bool tell_field_without_colon(const Mistake& m) {
  if (m.wanted() != Wanted::Colon || !in_schema(m)) return false;
  const bool ends = m.found.empty() || m.found == "," || m.found == "}";
  if (!ends && !is_plain_word(m.found) && m.found != "[") return false;
  auto& diag = m.builder.report(m.code(), m.span(), fmt::format("expected `:` and a type, found {}", m.found_text()));
  const std::string_view meant = meant_type_name(m.found);
  const std::string type(ends ? "string" : meant.empty() ? m.found : meant);
  const Span place = ends ? m.span(m.last_end, m.last_end) : m.span(m.last_end, m.next + m.found.size());
  diag.hints.push_back(replacing(fmt::format("write `{}: {}`", m.last_word(), type), place, ": " + type));
  return true;
}

/// `{"a", "b"}`
bool tell_set(const Mistake& m) {
  if (m.wanted() != Wanted::Colon || m.last_end == m.file || m.last_end[-1] != '"') return false;
  if (!(m.found == "," || m.found == "}") || m.opener_sign() != '{') return false;
  const std::string_view inside = inside_bracket(m);
  if (inside.empty()) return false;
  m.builder.report(Code::UnexpectedText, m.span(), fmt::format("expected `:`, found `{}`", m.found))
      .hints.push_back({fmt::format("a list stands in square brackets: `[{}]`", trimmed(inside)),
                        {{m.span(inside.data() - 1, inside.data()), "["},
                         {m.span(inside.data() + inside.size(), inside.data() + inside.size() + 1), "]"}}});
  return true;
}

/// `("a", "b")`
bool tell_tuple(const Mistake& m) {
  if (m.found != "," || m.opener_sign() != '(' || m.message.expected != std::string_view("`)`")) return false;
  const std::string_view inside = inside_bracket(m);
  if (inside.empty()) return false;
  auto& diag = m.builder.report(Code::UnclosedBracket, m.span(), "expected `)`, found `,`");
  diag.hints.push_back({fmt::format("a list stands in square brackets: `[{}]`", trimmed(inside)),
                        {{m.span(inside.data() - 1, inside.data()), "["},
                         {m.span(inside.data() + inside.size(), inside.data() + inside.size() + 1), "]"}}});
  return true;
}

/// `a = {x: 1` and `b = 3` below it, no further to the right: the record has ended, though its brace is missing.
bool tell_record_left_open(const Mistake& m) {
  if (m.wanted() != Wanted::Colon || m.found != "=" || m.opener_sign() != '{' || in_schema(m)) return false;
  const char* const opener = m.file + m.opener()->begin;
  const char* const name = m.last_word().data();
  const char* const line = grammar::begin_of_line(m.file, name);
  const char* const opening = grammar::begin_of_line(m.file, opener);
  const bool begins = line != opening && grammar::skip_blanks(line, name) == name;
  if (!begins || name - line > grammar::skip_blanks(opening, opener) - opening) return false;
  const char* last = line;
  while (last != opener + 1 && std::string_view(" \t\r\n").find(last[-1]) != std::string_view::npos) --last;
  const Span place = m.span(last, last);
  auto& diag =
      m.builder.report(Code::UnclosedBracket, m.span(opener, opener + 1), "this `{` is never closed", "opened here");
  diag.others.push_back({m.span(), "this is a line of its own"});
  diag.hints.push_back(replacing("close it with `}`", place, "}"));
  return true;
}

/// `{a = 1, b = 2}`
bool tell_equals_for_colon(const Mistake& m) {
  if (m.wanted() != Wanted::Colon || m.found != "=") return false;
  if (tell_record_left_open(m)) return true;
  auto& diag = m.builder.report(Code::UnexpectedText, m.span(), "expected `:`, found `=`");
  auto edits = in_schema(m) ? std::vector<diag::Edit>{} : edits_in_bracket(m, "=", ":");
  if (edits.empty()) edits.push_back({m.span(), ":"});
  // `a = 1` becomes `a: 1`, not `a : 1`.
  for (diag::Edit& edit : edits) {
    while (edit.span.begin > 0 && m.file[edit.span.begin - 1] == ' ') --edit.span.begin;
  }
  diag.hints.push_back({"write `:`", std::move(edits)});
  return true;
}

/// `"name": "string"`, as JSON names its fields.
bool tell_quoted_field(const Mistake& m) {
  if (m.wanted() != Wanted::Entry || !in_schema(m) || !m.found.starts_with('"')) return false;
  auto& diag = m.builder.report(Code::UnexpectedText, m.span(), "expected `name: type` or `}`, found a string");
  const std::string_view name = m.found.substr(1, m.found.size() - 2);
  const std::string_view rest = behind(first_line(code_from(m)), m.found.size());
  const auto colon = find_outside(rest, ":");
  if (!is_plain_word(name) || colon == rest.npos) return true;
  diag::Hint hint = replacing("the name of a field and its type stand without quotes", m.span(), std::string(name));
  const std::string_view type = token_at(grammar::skip_blanks(rest.data() + colon + 1, m.end), m.end);
  const auto inner = type.size() > 2 && type.front() == '"' ? type.substr(1, type.size() - 2) : std::string_view();
  if (is_plain_word(inner)) {
    const std::string_view meant = meant_type_name(inner);
    hint.edits.push_back({span_of(m, type), std::string(meant.empty() ? inner : meant)});
  }
  diag.hints.push_back(std::move(hint));
  return true;
}

}  // namespace

/// `List[int]`, `Array<string>`, `string[]`: brackets directly behind the name of a type.
bool tell_foreign_type(const Mistake& m) {
  const bool in_place =
      m.wanted() == Wanted::StatementEnd || m.wanted() == Wanted::Closer || m.wanted() == Wanted::Equals;
  if (!in_place || !(m.found == "[" || m.found == "<") || m.last_end != m.next) return false;
  const char* begin = m.next;
  while (begin != m.file && (grammar::is_word_part(begin[-1]) || begin[-1] == '.')) --begin;
  const auto length = behind_type_brackets(code_from(m));
  if (begin == m.next || length == std::string_view::npos) return false;
  const std::string_view written(begin, static_cast<std::size_t>(m.next - begin) + length);
  const auto meant = meant_type(written);
  auto& diag = m.builder.report(Code::ForeignType, span_of(m, written),
                                meant ? fmt::format("`{}` is written `{}` here", written, *meant)
                                      : fmt::format("there is no type `{}`", written));
  if (meant) diag.hints.push_back(replacing(fmt::format("write `{}`", *meant), span_of(m, written), *meant));
  if (meant == "json") diag.notes.push_back("there are no maps: `json` takes any value");
  return true;
}

std::span<const Habit> field_habits() {
  static constexpr Habit kHabits[] = {tell_range_for_type,   tell_optional_name,       tell_set,         tell_tuple,
                                      tell_equals_for_colon, tell_field_without_colon, tell_quoted_field};
  return kHabits;
}

}  // namespace sdg::syntax
