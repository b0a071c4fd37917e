#include "compiler/syntax/habits.h"

#include <algorithm>
#include <array>
#include <optional>

#include <fmt/format.h>

#include "compiler/syntax/mistake.h"
#include "grammar/resync.hpp"

// Mistakes that people bring from other languages: each with its own code, and a hint that mends it.
namespace sdg::syntax {
namespace {

using diag::Code;
using grammar::Wanted;

diag::Hint replacing(std::string text, Span span, std::string replacement) {
  return {std::move(text), {{span, std::move(replacement)}}};
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  for (const std::string_view one : list) {
    if (one == word) return true;
  }
  return false;
}

/// The rest of the line that `at` stands on.
std::string_view rest_of_line(const char* at, const char* end) {
  return {at, static_cast<std::size_t>(grammar::skip_comment(at, end) - at)};
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
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
  m.builder.report(Code::Semicolon, m.span(), "a statement ends with its line, not with `;`")
      .hints.push_back(replacing("leave it out", m.span(), ""));
  return true;
}

bool tell_logic(const Mistake& m) {
  struct Sign {
    std::string_view sign, word;
  };
  constexpr Sign kSigns[] = {{"&&", "and"}, {"||", "or"}, {"&", "and"}, {"!", "not"}};
  for (const Sign& one : kSigns) {
    if (m.found != one.sign) continue;
    const bool needs_blank = m.next + m.found.size() != m.end && m.next[m.found.size()] != ' ';
    m.builder.report(Code::SignForWord, m.span(), fmt::format("`{}` is written `{}`", one.sign, one.word))
        .hints.push_back(
            replacing(fmt::format("write `{}`", one.word), m.span(), std::string(one.word) + (needs_blank ? " " : "")));
    return true;
  }
  return false;
}

bool tell_operator(const Mistake& m) {
  if (m.found == "===" || m.found == "!==" || m.found == "<>") {
    const std::string_view meant = m.found == "===" ? "==" : "!=";
    m.builder.report(Code::ForeignOperator, m.span(), fmt::format("`{}` is written `{}`", m.found, meant))
        .hints.push_back(replacing(fmt::format("write `{}`", meant), m.span(), std::string(meant)));
    return true;
  }
  if (!is_one_of(m.found, {"**", "++", "--", "+=", "-=", "*=", "/=", "^", "~", "<<", ">>", "?.", "::"})) return false;
  auto& diag = m.builder.report(Code::ForeignOperator, m.span(), fmt::format("there is no operator `{}`", m.found));
  if (m.found == "?.") diag.hints.push_back({"narrow it first: `x.y when x != null`", {}});
  if (m.found == "::") diag.hints.push_back(replacing("write `.`", m.span(), "."));
  return true;
}

/// Where what begins at `at` ends: before the comma or bracket that does not belong to it.
const char* end_of_part(const char* at, const char* end) {
  int depth = 0;
  while (at != end && grammar::line_break_length(at, end) == 0) {
    const char c = *at;
    if (c == '"') {
      at = grammar::end_of_string(at, end);
      continue;
    }
    if (depth == 0 && std::string_view(",:)]}#").find(c) != std::string_view::npos) return at;
    if (c == '(' || c == '[' || c == '{') ++depth;
    if (c == ')' || c == ']' || c == '}') --depth;
    ++at;
  }
  return at;
}

bool tell_ternary(const Mistake& m) {
  if (m.found != "?" || m.builder.file.exprs.empty()) return false;
  auto& diag = m.builder.report(Code::Ternary, m.span(), "`c ? a : b` is written `a when c else b`");
  const Expr* condition = m.builder.file.exprs.back();
  const char* colon = end_of_part(m.next + 1, m.end);
  if (colon == m.end || *colon != ':' || condition->span.end != m.builder.offset(m.last_end)) return true;
  const char* last = end_of_part(colon + 1, m.end);
  const auto yes = trimmed({m.next + 1, static_cast<std::size_t>(colon - m.next - 1)});
  const auto no = trimmed({colon + 1, static_cast<std::size_t>(last - colon - 1)});
  const std::string meant = fmt::format("{} when {} else {}", yes, m.builder.text(condition->span), no);
  diag.hints.push_back(replacing(fmt::format("write `{}`", meant),
                                 m.builder.span(condition->span.begin, m.builder.offset(no.data() + no.size())),
                                 meant));
  return true;
}

// Comments

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
    if (apart && is_one_of(two, {"//", "/*", "--"})) return at;
    ++at;
  }
  return nullptr;
}

bool tell_comment(const Mistake& m) {
  if (m.in_string()) return false;
  const char* comment = foreign_comment(m);
  if (comment == nullptr) return false;
  const Span sign = m.span(comment, comment + 2);
  auto& diag = m.builder.report(Code::SlashComment, sign, "a comment begins with `#`");
  diag::Hint hint = replacing("write `#`", sign, "#");
  const std::string_view text = trimmed(rest_of_line(comment, m.end));
  if (text.starts_with("/*") && text.ends_with("*/"))
    hint.edits.push_back({m.span(text.data() + text.size() - 2, text.data() + text.size()), ""});
  diag.hints.push_back(std::move(hint));
  return true;
}

// Strings

bool tell_single_quotes(const Mistake& m) {
  if (m.found != "'") return false;
  const std::string_view rest = rest_of_line(m.next, m.end);
  const auto close = rest.find('\'', 1);
  const Span span = close == rest.npos ? m.span() : m.span(m.next, m.next + close + 1);
  auto& diag = m.builder.report(Code::SingleQuotes, span, "strings stand in double quotes");
  if (close == rest.npos) return true;
  std::string meant = "\"";
  for (const char c : rest.substr(1, close - 1)) meant += c == '"' ? "\\\"" : std::string(1, c);
  meant += '"';
  if (m.in_string()) return true;
  diag.hints.push_back(replacing(fmt::format("write `{}`", meant), span, meant));
  return true;
}

bool tell_string_prefix(const Mistake& m) {
  if (!m.found.starts_with('"') || m.last_end != m.next) return false;
  if (!is_one_of(m.last_word(), {"f", "F", "b", "B", "u", "U", "R", "fr", "rf", "br", "rb", "t", "s"})) return false;
  const Span prefix = m.span(m.last_end - m.last_word().size(), m.last_end);
  m.builder.report(Code::StringPrefix, prefix, "a string needs no prefix", "`{…}` interpolates in every string")
      .hints.push_back(replacing("leave it out", prefix, ""));
  return true;
}

bool tell_curly_quotes(const Mistake& m) {
  if (!is_one_of(m.found, {"“", "”", "„", "«", "»", "‘", "’"})) return false;
  m.builder.report(Code::BadCharacter, m.span(), fmt::format("`{}` is no quote of a program", m.found))
      .hints.push_back(replacing("strings stand in straight double quotes", m.span(), "\""));
  return true;
}

/// What no token begins with.
bool tell_character(const Mistake& m) {
  if (m.found.empty()) return false;
  const auto byte = static_cast<unsigned char>(m.found.front());
  if (byte >= 0x80) {
    m.builder
        .report(Code::BadCharacter, m.span(), fmt::format("`{}` cannot stand outside of a string or comment", m.found))
        .hints.push_back({"a name with other letters than a to z stands in backticks", {}});
    return true;
  }
  if (byte == '$') {
    m.builder.report(Code::UnexpectedText, m.span(), fmt::format("expected {}, found `$`", m.message.expected))
        .hints.push_back({"an amount of money is written `$2.50`; names have no sign", {}});
    return true;
  }
  if (byte >= 0x20 && byte != 0x7F) return false;
  m.builder.report(Code::BadCharacter, m.span(m.next, m.next + 1),
                   fmt::format("the control character U+{:04X} cannot stand here", byte));
  return true;
}

// Words

bool tell_else_if(const Mistake& m) {
  const bool is_elif = is_one_of(m.found, {"elif", "elsif", "elseif"});
  if (!is_elif || m.in_string()) return false;
  m.builder.report(Code::ElseIf, m.span(), fmt::format("`{}` stands in templates only", m.found))
      .hints.push_back({"a chain is written `a when c else b when d else e`", {}});
  return true;
}

/// `if c { … }` as a statement, `if c then a` and `else if c` as values.
bool tell_if(const Mistake& m) {
  const bool as_statement = begins_line(m.wanted()) && is_one_of(m.found, {"if", "while", "switch", "return"});
  const bool as_value = m.last_word() == "if" && !m.in_string();
  const bool as_python =
      m.found == "if" && (m.wanted() == Wanted::StatementEnd || m.wanted() == Wanted::Closer) && !m.in_string();
  if (!as_statement && !as_value && !as_python) return false;
  const Span span = as_value ? m.span(m.last_end - 2, m.last_end) : m.span();
  const std::string_view word = as_value ? "if" : m.found;
  auto& diag = m.builder.report(Code::IfStatement, span,
                                fmt::format("there is no `{}` {}", word, as_statement ? "statement" : "here"));
  if (as_python) {
    diag.hints.push_back(replacing("write `when`", span, "when"));
  } else if (word == "if" || word == "switch") {
    diag.hints.push_back({"a value that depends on a condition is written `a when c else b`, or with `match`", {}});
  }
  return true;
}

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

bool tell_reserved(const Mistake& m) {
  if (!grammar::is_reserved(m.found)) return false;
  const char* sign = grammar::skip_blanks(m.next + m.found.size(), m.end);
  const bool is_assigned = sign != m.end && (*sign == '=' || *sign == ':');
  if (m.wanted() != Wanted::Name && !(begins_line(m.wanted()) && is_assigned)) return false;
  m.builder
      .report(Code::ReservedWord, m.span(), fmt::format("`{}` is a reserved word", m.found), "a name must stand here")
      .hints.push_back(replacing(fmt::format("write `` `{}` `` to use it as a name", m.found), m.span(),
                                 fmt::format("`{}`", m.found)));
  return true;
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

/// The `{` of a block on a line of its own, or an `=` before it.
bool tell_block(const Mistake& m) {
  if (m.wanted() != Wanted::Block) return false;
  const char* brace =
      m.at_line_end ? grammar::skip_lines(m.last_end, m.end) : grammar::skip_blanks(m.next + m.found.size(), m.end);
  if (brace == m.end || *brace != '{' || !(m.at_line_end || m.found == "=")) return false;
  const Span between = m.at_line_end ? m.span(m.last_end, brace) : m.span(m.next, brace);
  auto& diag = m.builder.report(Code::MissingBrace, m.span(), fmt::format("expected `{{`, found {}", m.found_text()));
  diag.others.push_back({m.span(brace, brace + 1),
                         m.at_line_end ? "it must stand on the line above" : "this `{` follows without a sign"});
  diag.hints.push_back(replacing(m.at_line_end ? "put it on the line of its declaration" : "leave `=` out", between,
                                 m.at_line_end ? " " : ""));
  return true;
}

/// `function f(x) { return … }`
bool tell_function_block(const Mistake& m) {
  if (m.wanted() != Wanted::Equals || m.found != "{") return false;
  auto& diag = m.builder.report(Code::MissingEquals, m.span(), "expected `=`, found `{`");
  const Span word = m.builder.span(m.builder.decl.begin, m.builder.decl.begin + 4);
  if (m.builder.text(word) == "type") {
    diag.hints.push_back(replacing("a record with a name is a `schema`", word, "schema"));
    return true;
  }
  diag.hints.push_back(
      {"what a name stands for is one expression: `= …`; only generators, datasets, schemas and tests have a block",
       {}});
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
  static constexpr std::array kHabits{tell_comment,       tell_double_equals,  tell_walrus,       tell_semicolon,
                                      tell_logic,         tell_operator,       tell_ternary,      tell_single_quotes,
                                      tell_string_prefix, tell_curly_quotes,   tell_else_if,      tell_if,
                                      tell_reserved,      tell_missing_value,  tell_comma_at_end, tell_stray_closer,
                                      tell_block,         tell_function_block, tell_character};
  for (const auto tell : kHabits) {
    if (tell(m)) return true;
  }
  return false;
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
