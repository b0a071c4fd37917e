#include <fmt/format.h>

#include <charconv>
#include <cstdint>
#include <utility>
#include <vector>

#include "compiler/syntax/code_text.h"
#include "compiler/syntax/habit.h"
#include "grammar/resync.hpp"

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

/// `>= 3` as the range `3..`; nothing where what is compared with is no whole number.
std::string range_of(std::string_view sign, std::string_view number) {
  std::int64_t bound = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), bound);
  const bool is_whole = error == std::errc() && end == number.data() + number.size();
  if (!is_whole || number.size() > 15) return {};
  if (sign.front() == '>') return fmt::format("{}..", sign == ">" ? bound + 1 : bound);
  return fmt::format("..{}", sign == "<" ? bound - 1 : bound);
}

std::string_view blanks_gone(std::string_view text) {
  const auto begin = text.find_first_not_of(" \t\r\n");
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

/// An arm that begins with `..` goes on with the value of the one above, unless a comma ends that: the edit that puts
/// one, none where it stands there or the arm is the first.
std::vector<diag::Edit> comma_above(const Mistake& m, const char* pattern) {
  const char* line = grammar::begin_of_line(m.file, pattern);
  if (grammar::skip_blanks(line, m.end) != pattern) return {};
  std::string_view above;
  while (above.empty() && line != m.file) {
    const char* const end = line;
    line = grammar::begin_of_line(m.file, end - 1);
    above = first_line({line, static_cast<std::size_t>(end - line)});
  }
  if (above.empty() || above.ends_with(',') || above.ends_with('{')) return {};
  const char* const end = above.data() + above.size();
  return {{m.span(end, end), ","}};
}

/// `..0 => "a"` on a line of its own.
bool tell_open_range(const Mistake& m) {
  if (m.found != "=>" || m.opener_sign() != '{') return false;
  const char* const sign = grammar::skip_blanks(grammar::begin_of_line(m.file, m.next), m.end);
  if (token_at(sign, m.end) != "..") return false;
  auto& diag = m.builder.report(Code::UnexpectedText, m.span(sign, sign + 2),
                                "a line that begins with `..` goes on with the arm above");
  if (auto edits = comma_above(m, sign); !edits.empty())
    diag.hints.push_back({"end that arm with a comma", std::move(edits)});
  return true;
}

/// `> 2 => "b"`, which in the first arm is no pattern, and behind another one goes on with its value.
bool tell_comparison(const Mistake& m) {
  const bool is_first = m.wanted() == Wanted::Pattern && is_one_of(m.found, {">", ">=", "<", "<="});
  const bool is_behind = m.found == "=>" && m.opener_sign() == '{';
  if (!is_first && !is_behind) return false;
  const char* begin = m.next;
  while (is_behind && begin > m.file && begin[-1] != '\n' && begin[-1] != ',' && begin[-1] != '{') --begin;
  const char* end = m.next;
  while (is_first && end < m.end && *end != '\n' && !std::string_view(end, m.end).starts_with("=>")) ++end;
  const std::string_view pattern = blanks_gone({begin, end});
  if (pattern.empty() || (pattern.front() != '>' && pattern.front() != '<')) return false;
  const std::size_t width = pattern.size() > 1 && pattern[1] == '=' ? 2 : 1;
  auto& diag = m.builder.report(Code::ForeignOperator, m.span(pattern.data(), pattern.data() + pattern.size()),
                                "a pattern is a value or a range, not a comparison");
  const std::string meant = range_of(pattern.substr(0, width), blanks_gone(pattern.substr(width)));
  if (meant.empty()) {
    diag.hints.push_back({"conditions are told one after the other: `a when x > 2 else b`", {}});
  } else {
    diag::Hint hint{fmt::format("write the range `{}`", meant), {}};
    if (meant.starts_with("..")) hint.edits = comma_above(m, pattern.data());
    hint.edits.push_back({m.span(pattern.data(), pattern.data() + pattern.size()), meant});
    diag.hints.push_back(std::move(hint));
  }
  return true;
}

}  // namespace

std::span<const Habit> arm_habits() {
  static constexpr Habit kHabits[] = {tell_other_arrow,  tell_comma_of_patterns, tell_case,      tell_default,
                                      tell_bare_pattern, tell_open_range,        tell_comparison};
  return kHabits;
}

}  // namespace sdg::syntax
