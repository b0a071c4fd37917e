#include "compiler/syntax/habits.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "compiler/syntax/code_text.h"
#include "compiler/syntax/habit.h"
#include "grammar/resync.hpp"

// Mistakes that people bring from other languages: each with its own code, and a hint that mends it.
namespace sdg::syntax {
namespace {

using diag::Code;
using grammar::Wanted;

/// The rest of the line that `at` stands on.
std::string_view rest_of_line(const char* at, const char* end) {
  return {at, static_cast<std::size_t>(grammar::skip_comment(at, end) - at)};
}

// Signs

bool tell_double_equals(const Mistake& m) {
  if (m.found != "==" || !(m.wanted() == Wanted::Equals || m.wanted() == Wanted::StatementEnd)) return false;
  m.builder.report(Code::DoubleEquals, m.span(), "`==` compares; a value is given with `=`")
      .hints.push_back(replacing("write `=`", m.span(), "="));
  return true;
}

bool tell_walrus(const Mistake& m) {
  if (m.found != ":=") return false;
  m.builder.report(Code::Walrus, m.span(), "`:=` means nothing here")
      .hints.push_back(replacing("write `=`", m.span(), "="));
  return true;
}

bool tell_semicolon(const Mistake& m) {
  if (m.found != ";") return false;
  if (m.wanted() != Wanted::StatementEnd && m.opener_sign() == '{' &&
      !trimmed(rest_of_line(m.next + 1, m.end)).empty()) {
    m.builder.report(Code::Semicolon, m.span(), "entries in braces are parted by commas, not by `;`")
        .hints.push_back(replacing("write `,`", m.span(), ","));
    return true;
  }
  auto& diag = m.builder.report(Code::Semicolon, m.span(), "a statement ends with its line, not with `;`");
  const char* const behind = grammar::skip_blanks(m.next + 1, m.end);
  const bool is_last = trimmed(rest_of_line(m.next + 1, m.end)).empty() || *behind == '}';
  diag.hints.push_back(is_last ? replacing("leave it out", m.span(), "")
                               : replacing("begin a new line", m.span(m.next, behind), "\n  "));
  return true;
}

struct LogicSign {
  std::string_view sign, word;
};
constexpr LogicSign kLogicSigns[] = {{"&&", "and"}, {"||", "or"}, {"&", "and"}, {"!", "not"}};

const LogicSign* logic_sign(std::string_view token) {
  const auto found = std::ranges::find(kLogicSigns, token, &LogicSign::sign);
  return found == std::end(kLogicSigns) ? nullptr : found;
}

/// All such signs from the first one on, as far as the line goes: each would be told anew once the one before is
/// mended.
std::vector<diag::Edit> words_for_signs(const Mistake& m) {
  std::vector<diag::Edit> edits;
  const char* const end = grammar::skip_comment(m.next, m.end);
  for (const char* at = m.next; at != end && at < end;) {
    const std::string_view token = token_at(at, end);
    const LogicSign* const sign = logic_sign(token);
    const char* const behind = at + std::max<std::size_t>(token.size(), 1);
    if (*at == '#') break;
    if (sign != nullptr) {
      const bool needs_blank = behind != m.end && *behind != ' ' && grammar::line_break_length(behind, m.end) == 0;
      edits.push_back({m.span(at, behind), std::string(sign->word) + (needs_blank ? " " : "")});
    }
    if (m.in_string()) break;  // where the text goes on nobody knows
    at = behind;
  }
  return edits;
}

/// `x!`: that it is not null is said nowhere else than in a condition.
bool tell_assured(const Mistake& m) {
  const bool is_behind =
      m.found == "!" && m.last_end == m.next && m.next != m.file && grammar::is_word_part(m.next[-1]);
  if (!is_behind) return false;
  const char* const behind = m.next + 1;
  if (behind != m.end && (grammar::is_word_part(*behind) || *behind == '(')) return false;
  m.builder.report(Code::ForeignOperator, m.span(), "a value is not made sure of by `!`")
      .hints.push_back(
          {"where it may be null, say what stands for it: `… ?? value`, or ask `when … != null` first", {}});
  return true;
}

bool tell_logic(const Mistake& m) {
  const LogicSign* const sign = logic_sign(m.found);
  if (sign == nullptr) return false;
  auto& diag =
      m.builder.report(Code::SignForWord, m.span(), fmt::format("`{}` is written `{}`", sign->sign, sign->word));
  auto edits = words_for_signs(m);
  for (std::size_t i = 1; i < edits.size(); ++i) {
    const LogicSign* const other = logic_sign(m.builder.text(edits[i].span));
    diag.others.push_back({edits[i].span, fmt::format("and this `{}`", other->word)});
  }
  diag.hints.push_back(
      {edits.size() == 1 ? fmt::format("write `{}`", sign->word) : "write the words", std::move(edits)});
  return true;
}

// Words

/// How far behind the start of its line `at` stands, if only blanks are before it.
std::optional<std::ptrdiff_t> column_of_first(const Mistake& m, const char* at) {
  const char* line = grammar::begin_of_line(m.file, at);
  if (grammar::skip_blanks(line, at) != at) return std::nullopt;
  return at - line;
}

/// A value that was left out lets the first word of the next line be taken for it.
bool tell_missing_value(const Mistake& m) {
  if (m.wanted() != Wanted::StatementEnd || m.last_word().empty()) return false;
  const char* word = m.last_word().data();
  const char* statement = m.file + std::max(m.builder.decl.begin, m.builder.line.begin);
  const auto column = column_of_first(m, word);
  if (!column || statement >= grammar::begin_of_line(m.file, word)) return false;
  const bool assigns = m.found == "=" || m.found == ":";
  if (!assigns && *column > column_of_first(m, statement).value_or(0)) return false;
  const char* before = word;
  while (before != m.file && std::string_view(" \t\r\n").find(before[-1]) != std::string_view::npos) --before;
  m.builder.report(Code::UnexpectedText, m.span(before, before), "expected a value, found the end of the line");
  return true;
}

/// `x: = 3`
bool tell_missing_type(const Mistake& m) {
  if (m.wanted() != Wanted::Type || m.found != "=" || m.last_end == m.file || m.last_end[-1] != ':') return false;
  m.builder.report(m.code(), m.span(), "expected a type, found `=`")
      .hints.push_back(
          replacing("leave the `:` out: the type is that of the value", m.span(m.last_end - 1, m.last_end), ""));
  return true;
}

/// A word of the language where the name of something must stand.
bool report_reserved(const Mistake& m, std::string_view word) {
  const Span place = span_of(m, word);
  m.builder.report(Code::ReservedWord, place, fmt::format("`{}` is a reserved word", word), "a name must stand here")
      .hints.push_back(
          replacing(fmt::format("write `` `{}` `` to use it as a name", word), place, fmt::format("`{}`", word)));
  return true;
}

bool tell_reserved(const Mistake& m) {
  if (!grammar::is_reserved(m.found)) return false;
  const char* sign = grammar::skip_blanks(m.next + m.found.size(), m.end);
  const bool is_assigned = sign != m.end && (*sign == '=' || *sign == ':');
  if (m.wanted() != Wanted::Name && !(begins_line(m.wanted()) && is_assigned)) return false;
  return report_reserved(m, m.found);
}

/// `in = 4` below `rows 2`: the word goes on with the line above, and its line is read anew for itself.
bool tell_reserved_line(const Mistake& m) {
  const std::string_view word = m.last_word();
  if ((m.found != "=" && m.found != ":") || !grammar::is_reserved(word)) return false;
  const char* line = grammar::begin_of_line(m.file, m.last_end);
  if (trimmed({line, static_cast<std::size_t>(m.last_end - line)}) != word) return false;
  m.builder.told_until = m.next;
  return report_reserved(m, word);
}

bool tell_comma_at_end(const Mistake& m) {
  if (m.wanted() != Wanted::StatementEnd || m.found != ",") return false;
  if (!trimmed(rest_of_line(m.next + 1, m.end)).empty()) return false;
  m.builder.report(Code::CommaAtEnd, m.span(), "a line of a block ends without a comma")
      .hints.push_back(replacing("leave it out", m.span(), ""));
  return true;
}

bool tell_stray_closer(const Mistake& m) {
  if (!is_one_of(m.found, {")", "]", "}"})) return false;
  if (m.wanted() != Wanted::StatementEnd && !begins_line(m.wanted())) return false;
  m.builder.report(Code::StrayBracket, m.span(), fmt::format("this `{}` closes nothing", m.found))
      .hints.push_back(replacing("leave it out", m.span(), ""));
  return true;
}

void push_meant(Builder& builder, Span span, std::string_view meant) {
  if (meant == "null") {
    builder.push(builder.node<NullExpr>(span));
    return;
  }
  auto node = builder.node<BoolExpr>(span);
  node.value = meant == "true";
  builder.push(node);
}

}  // namespace

bool tell_habit(const Mistake& m) {
  static constexpr Habit kFirst[] = {tell_comment, tell_double_equals, tell_walrus, tell_semicolon};
  static constexpr Habit kLast[] = {tell_reserved,      tell_reserved_line, tell_missing_type,
                                    tell_missing_value, tell_comma_at_end,  tell_stray_closer};
  return try_each(kFirst, m) || try_each(line_habits(), m) || try_each(head_habits(), m) || tell_foreign_type(m) ||
         try_each(field_habits(), m) || try_each(arm_habits(), m) || try_each(number_habits(), m) ||
         try_each(condition_habits(), m) || tell_assured(m) || tell_logic(m) || try_each(value_habits(), m) ||
         try_each(block_habits(), m) || try_each(kLast, m) || try_each(string_habits(), m);
}

bool push_foreign_literal(Builder& builder, const Name& name) {
  if (name.quoted || name.text.size() < 4 || name.text.size() > 5) return false;
  const std::string_view meant = name.text == "None"    ? "null"
                                 : name.text == "True"  ? "true"
                                 : name.text == "False" ? "false"
                                                        : "";
  if (meant.empty()) return false;
  builder.report(Code::ForeignLiteral, name.span, fmt::format("`{}` is written `{}` here", name.text, meant))
      .hints.push_back(replacing(fmt::format("write `{}`", meant), name.span, std::string(meant)));
  push_meant(builder, name.span, meant);
  return true;
}

}  // namespace sdg::syntax
