#include "compiler/syntax/habit.h"

#include <algorithm>

#include "compiler/syntax/code_text.h"

namespace sdg::syntax {
namespace {

/// Whether the sign at `at` is no part of a longer one: `=` of `==` and `=>`, `:` of `::`.
bool stands_alone(std::string_view code, std::string_view sign, std::size_t at) {
  constexpr std::string_view kParts = "=<>!:";
  const bool glued_before = at > 0 && kParts.find(code[at - 1]) != kParts.npos;
  const std::size_t behind = at + sign.size();
  const bool glued_behind = behind < code.size() && kParts.find(code[behind]) != kParts.npos;
  return sign.size() > 1 || !(glued_before || glued_behind);
}

}  // namespace

bool try_each(std::span<const Habit> habits, const Mistake& m) {
  return std::ranges::any_of(habits, [&m](Habit tell) { return tell(m); });
}

diag::Hint replacing(std::string text, Span span, std::string replacement) {
  return {std::move(text), {{span, std::move(replacement)}}};
}

std::string_view code_before(const Mistake& m) {
  const char* begin = m.file + std::max(m.builder.decl.begin, m.builder.line.begin);
  if (begin > m.next) return {};
  if (static_cast<std::size_t>(m.next - begin) > kLookAround) begin = m.next - kLookAround;
  return {begin, static_cast<std::size_t>(m.next - begin)};
}

std::string_view code_from(const Mistake& m) {
  return {m.next, std::min(kLookAround, static_cast<std::size_t>(m.end - m.next))};
}

Span span_of(const Mistake& m, std::string_view part) { return m.span(part.data(), part.data() + part.size()); }

std::string_view inside_bracket(const Mistake& m) {
  if (m.opener() == nullptr) return {};
  const char* open = m.file + m.opener()->begin;
  const std::string_view code(open, std::min(kLookAround, static_cast<std::size_t>(m.end - open)));
  const auto close = behind_closer(code, 0);
  if (close == code.npos || code[close - 1] != closer_of(*open)) return {};
  return code.substr(1, close - 2);
}

std::vector<diag::Edit> edits_in_bracket(const Mistake& m, std::string_view sign, std::string_view replacement) {
  std::vector<diag::Edit> edits;
  const std::string_view code = inside_bracket(m);
  for (auto at = find_outside(code, sign); at != code.npos; at = find_outside(code, sign, at + sign.size())) {
    if (stands_alone(code, sign, at))
      edits.push_back({span_of(m, code.substr(at, sign.size())), std::string(replacement)});
  }
  return edits;
}

}  // namespace sdg::syntax
