#include <fmt/format.h>

#include "compiler/syntax/code_text.h"
#include "compiler/syntax/habit.h"

// The arms of a `match` as other languages write them.
namespace sdg::syntax {
namespace {

using diag::Code;
using grammar::Wanted;

/// `"a" -> 1` and `"a": 1`
bool tell_other_arrow(const Mistake& m) {
  if (m.wanted() != Wanted::Arrow || !is_one_of(m.found, {"->", ":", "=", "then"})) return false;
  auto& diag = m.builder.report(Code::ForeignOperator, m.span(),
                                fmt::format("between a pattern and its value stands `=>`, not `{}`", m.found));
  auto edits = edits_in_bracket(m, m.found, "=>");
  if (edits.empty()) edits.push_back({m.span(), "=>"});
  // `"a": 1` becomes `"a" => 1`.
  for (diag::Edit& edit : edits) {
    if (m.found == ":" && edit.span.begin > 0 && m.file[edit.span.begin - 1] != ' ') edit.replacement = " =>";
  }
  diag.hints.push_back({"write `=>`", std::move(edits)});
  return true;
}

/// `"a", "b" => 1`
bool tell_comma_of_patterns(const Mistake& m) {
  if (m.wanted() != Wanted::Arrow || m.found != ",") return false;
  m.builder.report(Code::UnexpectedText, m.span(), "expected `=>`, found `,`")
      .hints.push_back(replacing("several patterns of one arm stand between `|`", m.span(), " |"));
  return true;
}

/// `case "a" => 1`
bool tell_case(const Mistake& m) {
  if (m.wanted() != Wanted::Pattern || !is_one_of(m.found, {"case", "when"})) return false;
  auto edits = edits_in_bracket(m, m.found, "");
  for (diag::Edit& edit : edits) {
    while (m.file[edit.span.end] == ' ') ++edit.span.end;
  }
  m.builder
      .report(Code::UnexpectedText, m.span(), fmt::format("an arm begins with its pattern, not with `{}`", m.found))
      .hints.push_back({"leave it out", std::move(edits)});
  return true;
}

/// `default => 1`
bool tell_default(const Mistake& m) {
  if (m.wanted() != Wanted::Pattern || !is_one_of(m.found, {"default", "else", "otherwise", "other", "*"}))
    return false;
  m.builder
      .report(Code::UnexpectedText, m.span(), fmt::format("the arm for all else begins with `_`, not `{}`", m.found))
      .hints.push_back(replacing("write `_`", m.span(), "_"));
  return true;
}

/// `calm => 1`
bool tell_bare_pattern(const Mistake& m) {
  if (m.wanted() != Wanted::Pattern || !is_plain_word(m.found)) return false;
  m.builder.report(Code::UnexpectedText, m.span(), fmt::format("a pattern is a literal, and `{}` is a name", m.found))
      .hints.push_back(
          replacing(fmt::format("write `\"{}\"` for a text", m.found), m.span(), in_double_quotes(m.found)));
  return true;
}

}  // namespace

std::span<const Habit> arm_habits() {
  static constexpr Habit kHabits[] = {tell_other_arrow, tell_comma_of_patterns, tell_case, tell_default,
                                      tell_bare_pattern};
  return kHabits;
}

}  // namespace sdg::syntax
