#include <algorithm>
#include <cctype>

#include <fmt/format.h>

#include "compiler/source/ascii.h"
#include "compiler/syntax/code_text.h"
#include "compiler/syntax/habit.h"
#include "compiler/syntax/meant_conditional.h"
#include "grammar/resync.hpp"

// Conditions, and values that depend on one.
namespace sdg::syntax {
namespace {

using diag::Code;
using grammar::Wanted;

bool in_capitals(std::string_view word) {
  return word.size() > 1 && std::ranges::all_of(word, [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool ends_value(const Mistake& m) {
  return m.wanted() == Wanted::StatementEnd || m.wanted() == Wanted::Closer || m.wanted() == Wanted::InterpolationEnd ||
         m.wanted() == Wanted::TagEnd;
}

/// The operand that ends where matching stopped.
std::string_view operand_before(const Mistake& m) {
  const std::string_view line(grammar::begin_of_line(m.file, m.last_end),
                              static_cast<std::size_t>(m.last_end - grammar::begin_of_line(m.file, m.last_end)));
  return line.substr(begin_of_operand(line));
}

/// `c ? a : b`
bool tell_ternary(const Mistake& m) {
  if (m.found != "?" || m.builder.file.exprs.empty()) return false;
  auto& diag = m.builder.report(Code::Ternary, m.span(), "`c ? a : b` is written `a when c else b`");
  const Expr* condition = m.builder.file.exprs.back();
  const std::string_view rest = code_from(m).substr(1);
  const auto colon = find_outside(rest, ":");
  if (colon == rest.npos || condition->span.end != m.builder.offset(m.last_end)) return true;
  std::string_view no = first_line(rest.substr(colon + 1));
  no = trimmed(no.substr(0, std::min(find_outside(no, ","), find_outside(no, ")"))));
  if (m.in_string()) no = trimmed(no.substr(0, no.find('}')));
  const auto yes = trimmed(rest.substr(0, colon));
  const std::string meant = fmt::format("{} when {} else {}", yes, m.builder.text(condition->span), no);
  const Span all = m.builder.span(condition->span.begin, m.builder.offset(no.data() + no.size()));
  // `name ? name : "n"` asks whether there is a name, which is no condition here.
  if (yes == m.builder.text(condition->span)) {
    diag.hints.push_back({fmt::format("where it may be null, write `{} ?? {}`", yes, no), {}});
    diag.hints.push_back(
        {fmt::format("where it is a text that may be empty, write `{0} when length({0}) > 0 else {1}`", yes, no), {}});
    return true;
  }
  diag.hints.push_back(replacing(fmt::format("write `{}`", meant), all, meant));
  return true;
}

/// `x = when c then a else b`
bool tell_when_first(const Mistake& m) {
  if (m.found != "when" || m.in_string() || !trimmed(code_before(m)).ends_with('=')) return false;
  const std::string_view code = first_line(code_from(m));
  const auto meant = meant_conditional(fmt::format("case {}", code));
  if (!meant) return false;
  m.builder.report(Code::IfStatement, m.span(), "the value comes before its `when`")
      .hints.push_back(replacing(fmt::format("write `{}`", *meant), span_of(m, code), *meant));
  return true;
}

bool tell_else_if(const Mistake& m) {
  if (!is_one_of(m.found, {"elif", "elsif", "elseif"}) || m.in_string()) return false;
  m.builder.report(Code::ElseIf, m.span(), fmt::format("`{}` stands in templates only", m.found))
      .hints.push_back({"a chain is written `a when c else b when d else e`", {}});
  return true;
}

/// A value that begins with `if` or `case`, wherever in it matching stopped.
bool tell_conditional(const Mistake& m) {
  if (m.in_string() || begins_line(m.wanted())) return false;
  const std::string_view before = code_before(m);
  const auto sign = find_outside(before, "=");
  if (sign == before.npos) return false;
  const std::string_view value = trimmed(before.substr(sign + 1));
  const std::string_view word = value.substr(0, value.find_first_of(" ("));
  if (!is_one_of(source::lowered(word), {"if", "case", "switch"})) return false;
  const auto length = static_cast<std::size_t>(m.end - value.data());
  const std::string_view code = first_line({value.data(), length});
  auto& diag = m.builder.report(Code::IfStatement, span_of(m, word), fmt::format("there is no `{}` here", word));
  const auto meant = word == "switch" ? std::nullopt : meant_conditional(code);
  if (meant) {
    diag.hints.push_back(replacing(fmt::format("write `{}`", *meant), span_of(m, code), *meant));
  } else {
    diag.hints.push_back({"a value that depends on a condition is written `a when c else b`, or with `match`", {}});
  }
  return true;
}

/// `if c { … }` as a statement, and Python's `a if c else b`.
bool tell_if(const Mistake& m) {
  const bool as_statement = begins_line(m.wanted()) && is_one_of(m.found, {"if", "while", "switch", "return"});
  if (m.last_word() == "if" && !m.in_string()) {
    m.builder.report(Code::IfStatement, m.span(m.last_end - 2, m.last_end), "there is no `if` here")
        .hints.push_back({"a chain is written `a when c else b when d else e`", {}});
    return true;
  }
  if (!as_statement && !(m.found == "if" && ends_value(m))) return false;
  auto& diag = m.builder.report(Code::IfStatement, m.span(),
                                fmt::format("there is no `{}` {}", m.found, as_statement ? "statement" : "here"));
  if (!as_statement) {
    diag.hints.push_back(replacing("write `when`", m.span(), "when"));
  } else if (m.found == "if" || m.found == "switch") {
    diag.hints.push_back({"each column is one value: `x = a when c else b`, or with `match`", {}});
  }
  return true;
}

/// `keep if n > 2`
bool tell_keep_if(const Mistake& m) {
  if (m.wanted() != Wanted::When || !is_one_of(source::lowered(m.found), {"if", "where", "when", "unless"}))
    return false;
  m.builder.report(Code::IfStatement, m.span(), fmt::format("expected `when` and a condition, found `{}`", m.found))
      .hints.push_back(replacing("write `when`", m.span(), m.found == "unless" ? "when not" : "when"));
  return true;
}

/// Whether a condition stands before the place.
bool asks(const Mistake& m) {
  const std::string_view before = code_before(m);
  const auto has = [before](std::string_view word) { return find_outside(before, word) != before.npos; };
  return m.wanted() == Wanted::TagEnd || has("when") || has("where") || has("if") || has("expect");
}

/// `score => 4`, `score =< 4`
bool tell_turned_sign(const Mistake& m) {
  const bool is_less = m.found == "=" && code_from(m).starts_with("=<");
  if (!(is_less || m.found == "=>") || !ends_value(m) || m.opener_sign() == '(' || !asks(m)) return false;
  const std::string_view meant = is_less ? "<=" : ">=";
  const Span sign = m.span(m.next, m.next + 2);
  m.builder.report(Code::ForeignOperator, sign, fmt::format("`{}` is written `{}`", is_less ? "=<" : "=>", meant))
      .hints.push_back(replacing(fmt::format("write `{}`", meant), sign, std::string(meant)));
  return true;
}

/// `when kind = "a"`
bool tell_single_equals(const Mistake& m) {
  if (!is_one_of(m.found, {"=", "=!"}) || !ends_value(m) || !asks(m)) return false;
  const bool in_tag = m.wanted() == Wanted::TagEnd;
  std::vector<diag::Edit> edits;
  if (code_from(m).starts_with("=!")) edits.push_back({m.span(m.next, m.next + 2), "!="});
  const std::string_view rest = in_tag ? m.found : first_line(code_from(m));
  for (auto at = find_outside(rest, "="); at != rest.npos; at = find_outside(rest, "=", at + 1)) {
    const std::string_view around = rest.substr(at == 0 ? 0 : at - 1, 3);
    if (around.find_first_of("!<>") == around.npos && around.find("==") == around.npos)
      edits.push_back({span_of(m, rest.substr(at, 1)), "=="});
  }
  m.builder.report(Code::DoubleEquals, m.span(), "`=` gives a value; two values are compared with `==`")
      .hints.push_back({"write `==`", std::move(edits)});
  return true;
}

/// `x is not None`
bool tell_is(const Mistake& m) {
  if (source::lowered(m.found) != "is" || !ends_value(m)) return false;
  const char* at = grammar::skip_blanks(m.next + m.found.size(), m.end);
  const std::string_view second = token_at(at, m.end);
  const bool negated = source::lowered(second) == "not";
  const char* last = negated ? second.data() + second.size() : m.next + m.found.size();
  const std::string_view value = token_at(grammar::skip_blanks(last, m.end), m.end);
  const bool is_null = is_one_of(source::lowered(value), {"none", "null", "nil", "undefined"});
  std::string meant = negated ? "!=" : "==";
  if (is_null) {
    meant += " null";
    last = value.data() + value.size();
  }
  const Span span = m.span(m.next, last);
  m.builder.report(Code::ForeignOperator, span, fmt::format("`{}` is written `{}`", m.builder.text(span), meant))
      .hints.push_back(replacing(fmt::format("write `{}`", meant), span, meant));
  return true;
}

/// `AND`, `OR`, `NOT` and what else SQL shouts.
bool tell_capitals(const Mistake& m) {
  if (begins_line(m.wanted())) return false;
  const bool before = is_one_of(m.last_word(), {"NOT", "NULL"});
  const std::string_view word = before ? m.last_word() : m.found;
  if (!in_capitals(word) ||
      !is_one_of(source::lowered(word), {"and", "or", "not", "in", "when", "where", "else", "if"}))
    return false;
  const std::string_view code = first_line({word.data(), static_cast<std::size_t>(m.end - word.data())});
  std::vector<diag::Edit> edits;
  for (const std::string_view one : {"AND", "OR", "NOT", "IN", "WHEN", "WHERE", "ELSE", "NULL", "TRUE", "FALSE"}) {
    for (auto at = find_outside(code, one); at != code.npos; at = find_outside(code, one, at + 1))
      edits.push_back({span_of(m, code.substr(at, one.size())), source::lowered(one)});
  }
  m.builder.report(Code::SignForWord, span_of(m, word), fmt::format("`{}` is written in small letters", word))
      .hints.push_back({fmt::format("write `{}`", source::lowered(word)), std::move(edits)});
  return true;
}

/// `a mod b`
bool tell_modulo(const Mistake& m) {
  const std::string word = source::lowered(m.found);
  if (!is_one_of(word, {"mod", "div"}) || !ends_value(m)) return false;
  const std::string_view meant = word == "mod" ? "%" : "//";
  m.builder.report(Code::ForeignOperator, m.span(), fmt::format("`{}` is written `{}`", m.found, meant))
      .hints.push_back(replacing(fmt::format("write `{}`", meant), m.span(), std::string(meant)));
  return true;
}

/// `n between 2 and 4`
bool tell_between(const Mistake& m) {
  if (source::lowered(m.found) != "between" || !ends_value(m)) return false;
  const std::string_view code = behind(first_line(code_from(m)), m.found.size());
  auto word = find_outside(code, "and");
  if (word == code.npos) word = find_outside(code, "AND");
  const std::string_view last =
      word == code.npos ? "" : token_at(grammar::skip_blanks(code.data() + word + 3, m.end), m.end);
  auto& diag = m.builder.report(Code::ForeignOperator, m.span(), fmt::format("there is no operator `{}`", m.found));
  if (last.empty()) return true;
  const std::string_view value = operand_before(m);
  const std::string meant = fmt::format("{0} >= {1} and {0} <= {2}", value, trimmed(code.substr(0, word)), last);
  diag.hints.push_back(
      replacing(fmt::format("write `{}`", meant), m.span(value.data(), last.data() + last.size()), meant));
  return true;
}

/// `word like "t%"`
bool tell_like(const Mistake& m) {
  if (!is_one_of(source::lowered(m.found), {"like", "ilike", "contains"}) || !ends_value(m)) return false;
  const char* at = grammar::skip_blanks(m.next + m.found.size(), m.end);
  const std::string_view quoted = token_at(at, m.end);
  auto& diag = m.builder.report(Code::ForeignOperator, m.span(), fmt::format("there is no operator `{}`", m.found));
  if (quoted.size() < 2 || quoted.front() != '"') return true;
  std::string_view text = quoted.substr(1, quoted.size() - 2);
  const bool open_end = text.ends_with('%'), open_start = text.starts_with('%') && text.size() > 1;
  if (open_end) text.remove_suffix(1);
  if (open_start) text.remove_prefix(1);
  const std::string_view value = operand_before(m);
  const bool inside = (open_end && open_start) || source::lowered(m.found) == "contains";
  const std::string meant = inside       ? fmt::format("\"{}\" in {}", text, value)
                            : open_end   ? fmt::format("starts_with({}, \"{}\")", value, text)
                            : open_start ? fmt::format("ends_with({}, \"{}\")", value, text)
                                         : fmt::format("{} == \"{}\"", value, text);
  const Span all = m.span(value.data(), quoted.data() + quoted.size());
  diag.hints.push_back(replacing(fmt::format("write `{}`", meant), all, meant));
  return true;
}

/// `1 < n < 4`
bool tell_chain(const Mistake& m) {
  if (m.code() != Code::Chained || m.builder.stacks.values.empty() || m.found == "..") return false;
  const std::string_view middle = m.builder.text(m.builder.stacks.values.back()->span);
  m.builder.report(Code::Chained, m.span(), "comparisons do not chain")
      .hints.push_back(replacing(fmt::format("write `and {} {}`", middle, m.found), m.span(m.last_end, m.last_end),
                                 fmt::format(" and {}", middle)));
  return true;
}

}  // namespace

std::span<const Habit> condition_habits() {
  static constexpr Habit kHabits[] = {
      tell_when_first,    tell_ternary, tell_keep_if,  tell_conditional, tell_else_if, tell_if,    tell_turned_sign,
      tell_single_equals, tell_is,      tell_capitals, tell_between,     tell_like,    tell_chain, tell_modulo};
  return kHabits;
}

}  // namespace sdg::syntax
