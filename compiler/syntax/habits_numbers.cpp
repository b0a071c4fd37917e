#include <charconv>

#include <fmt/format.h>

#include "compiler/source/ascii.h"
#include "compiler/syntax/code_text.h"
#include "compiler/syntax/habit.h"

// Numbers as people write them elsewhere.
namespace sdg::syntax {
namespace {

using diag::Code;
using grammar::Wanted;

/// The digits, points and underscores that end at `end`.
std::string_view number_before(const Mistake& m, const char* end) {
  const char* begin = end;
  while (begin != m.file && (source::is_digit(begin[-1]) || begin[-1] == '.' || begin[-1] == '_')) --begin;
  return {begin, static_cast<std::size_t>(end - begin)};
}

/// `10%`
bool tell_percent(const Mistake& m) {
  if (m.wanted() != Wanted::Value || m.last_end == m.file || m.last_end[-1] != '%') return false;
  const std::string_view number = number_before(m, m.last_end - 1);
  double value = 0;
  if (std::from_chars(number.data(), number.data() + number.size(), value).ec != std::errc()) return false;
  const std::string meant = fmt::format("{}", value / 100);
  const Span span = m.span(number.data(), m.last_end);
  m.builder.report(Code::BadNumber, span, "there are no percentages; `%` is the rest of a division")
      .hints.push_back(replacing(fmt::format("write `{}`", meant), span, meant));
  return true;
}

/// `.5` and `5.`
bool tell_point(const Mistake& m) {
  if (m.found != ".") return false;
  const bool leads = m.wanted() == Wanted::Value && m.next + 1 != m.end && source::is_digit(m.next[1]);
  const bool trails = m.next != m.file && m.last_end == m.next && source::is_digit(m.next[-1]);
  if (!leads && !trails) return false;
  const Span at = leads ? m.span(m.next, m.next) : m.span(m.next + 1, m.next + 1);
  m.builder.report(Code::BadNumber, m.span(), "a number has a digit on both sides of its point")
      .hints.push_back(replacing(leads ? "put a `0` before it" : "put a `0` behind it", at, "0"));
  return true;
}

/// `1,000`
bool tell_thousands(const Mistake& m) {
  if (m.found != "," || m.wanted() != Wanted::StatementEnd) return false;
  const std::string_view number = number_before(m, m.next);
  const char* at = m.next;
  std::vector<diag::Edit> edits;
  while (m.end - at > 3 && *at == ',' && source::is_digit(at[1]) && source::is_digit(at[2]) &&
         source::is_digit(at[3])) {
    edits.push_back({m.span(at, at + 1), "_"});
    at += 4;
  }
  if (number.empty() || edits.empty()) return false;
  m.builder.report(Code::BadNumber, m.span(number.data(), at), "digits are set apart with `_`, not with commas")
      .hints.push_back({"write `_`", std::move(edits)});
  return true;
}

}  // namespace

std::span<const Habit> number_habits() {
  static constexpr Habit kHabits[] = {tell_percent, tell_point, tell_thousands};
  return kHabits;
}

}  // namespace sdg::syntax
