#include <algorithm>

#include <fmt/format.h>

#include "compiler/syntax/code_text.h"
#include "compiler/syntax/habit.h"
#include "compiler/syntax/odd_characters.h"

// Strings in other quotes, and characters that no token begins with.
namespace sdg::syntax {
namespace {

using diag::Code;

std::size_t character_length(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte < 0x80 ? 1 : byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
}

/// What stands on the line from the token on.
std::string_view rest_of_line(const Mistake& m) {
  const std::string_view rest = code_from(m);
  return rest.substr(0, rest.find('\n'));
}

/// `'''…'''`
bool tell_triple_single_quotes(const Mistake& m) {
  const std::string_view code = code_from(m);
  if (!code.starts_with("'''")) return false;
  const auto close = code.find("'''", 3);
  auto& diag = m.builder.report(Code::SingleQuotes, m.span(m.next, m.next + 3), "strings stand in double quotes");
  if (close == code.npos) return true;
  diag.hints.push_back(
      {"write `\"\"\"`",
       {{m.span(m.next, m.next + 3), "\"\"\""}, {m.span(m.next + close, m.next + close + 3), "\"\"\""}}});
  return true;
}

bool tell_single_quotes(const Mistake& m) {
  if (m.found != "'") return false;
  const std::string_view rest = rest_of_line(m);
  const auto close = rest.find('\'', 1);
  const Span span = close == rest.npos ? m.span() : m.span(m.next, m.next + close + 1);
  auto& diag = m.builder.report(Code::SingleQuotes, span, "strings stand in double quotes");
  if (close == rest.npos) return true;
  const std::string_view inner = rest.substr(1, close - 1);
  const std::string_view sign = token_at(grammar::skip_blanks(rest.data() + close + 1, m.end), m.end);
  const bool is_name = begins_line(m.wanted()) && (sign == "=" || sign == ":");
  if (is_name) diag.message = "a name stands without quotes";
  const std::string meant = !is_name               ? in_double_quotes(inner)
                            : is_plain_word(inner) ? std::string(inner)
                                                   : fmt::format("`{}`", inner);
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

/// Where the quote stands that ends what a curly one has begun, of whatever form: the last on the line before a sign
/// that ends a value.
std::string_view closing_quote(std::string_view rest) {
  for (std::size_t at = character_length(rest.front()); at < rest.size(); at += character_length(rest[at])) {
    const std::string_view one = rest.substr(at, character_length(rest[at]));
    if (one == "\"" || is_curly_quote(one)) return one;
  }
  return {};
}

bool tell_curly_quotes(const Mistake& m) {
  if (!is_curly_quote(m.found)) return false;
  const std::string_view close = closing_quote(rest_of_line(m));
  auto& diag = m.builder.report(Code::BadCharacter, m.span(), fmt::format("`{}` is no quote of a program", m.found));
  diag::Hint hint = replacing("strings stand in straight double quotes", m.span(), "\"");
  if (!close.empty() && close != "\"") hint.edits.push_back({span_of(m, close), "\""});
  diag.hints.push_back(std::move(hint));
  return true;
}

/// Blanks that are none, and signs that look like others: all of them on the line, so that one fix mends it.
bool tell_odd_character(const Mistake& m) {
  const OddCharacter* odd = odd_character(m.found);
  if (odd == nullptr) return false;
  auto& diag = m.builder.report(Code::BadCharacter, m.span(), fmt::format("this is {}", odd->name),
                                "it cannot stand outside of a string or comment");
  diag::Hint hint{
      odd->meant == " " || odd->meant.empty() ? "write a plain blank" : fmt::format("write `{}`", odd->meant), {}};
  if (odd->meant.empty()) hint.text = "take it away";
  const std::string_view line = rest_of_line(m);
  for (auto at = find_outside(line, odd->written); at != line.npos; at = find_outside(line, odd->written, at + 1))
    hint.edits.push_back({span_of(m, line.substr(at, odd->written.size())), std::string(odd->meant)});
  diag.hints.push_back(std::move(hint));
  return true;
}

/// The name around the place, with letters that are not plain ones.
std::string_view wide_word(const Mistake& m) {
  const auto belongs = [](char c) { return grammar::is_word_part(c) || static_cast<unsigned char>(c) >= 0x80; };
  const char* begin = m.next;
  while (begin != m.file && belongs(begin[-1])) --begin;
  const char* last = m.next;
  while (last != m.end && belongs(*last)) ++last;
  return {begin, static_cast<std::size_t>(last - begin)};
}

/// What no token begins with.
bool tell_character(const Mistake& m) {
  if (m.found.empty()) return false;
  const auto byte = static_cast<unsigned char>(m.found.front());
  if (byte >= 0x80) {
    const std::string_view word = wide_word(m);
    m.builder
        .report(Code::BadCharacter, m.span(), fmt::format("`{}` cannot stand outside of a string or comment", m.found))
        .hints.push_back(replacing("a name with other letters than a to z stands in backticks", span_of(m, word),
                                   fmt::format("`{}`", word)));
    return true;
  }
  if (byte >= 0x20 && byte != 0x7F) return false;
  m.builder
      .report(Code::BadCharacter, m.span(m.next, m.next + 1),
              fmt::format("the control character U+{:04X} cannot stand here", byte),
              byte == '\r' ? "a line ends with `\\n` or `\\r\\n`" : "")
      .hints.push_back(replacing(byte == '\r' ? "end the line here" : "take it away", m.span(m.next, m.next + 1),
                                 byte == '\r' ? "\n" : ""));
  return true;
}

}  // namespace

std::span<const Habit> string_habits() {
  static constexpr Habit kHabits[] = {tell_triple_single_quotes, tell_single_quotes, tell_string_prefix,
                                      tell_curly_quotes,         tell_odd_character, tell_character};
  return kHabits;
}

}  // namespace sdg::syntax
