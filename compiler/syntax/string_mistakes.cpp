#include <algorithm>

#include <fmt/format.h>

#include "compiler/syntax/code_text.h"
#include "compiler/syntax/habit.h"
#include "compiler/syntax/odd_characters.h"
#include "grammar/keywords.h"
#include "grammar/resync.hpp"

// What goes wrong inside strings: a quote, a brace or a tag that is never closed, JSON that was meant to be text.
namespace sdg::syntax {
namespace {

using diag::Code;
using grammar::Lines;
using grammar::Wanted;

Span span_of(const Mistake& m, const Open& open) { return m.builder.span(open.begin, open.begin + open.length); }

/// The `{` of the innermost interpolation; null outside of one.
const Open* interpolation(const Mistake& m) {
  const auto& opens = m.builder.stacks.opens;
  for (auto open = opens.rbegin(); open != opens.rend(); ++open) {
    if (open->length == 0) continue;
    if (m.file[open->begin] == '"') return nullptr;
    const bool in_quotes = std::next(open) != opens.rend() && m.file[std::next(open)->begin] == '"';
    if (in_quotes && m.file[open->begin] == '{') return &*open;
  }
  return nullptr;
}

/// `{"a": …`, `{a: …`, `{}`: what stands in braces where people write JSON.
bool looks_like_json(const char* brace, const char* end) {
  const char* at = grammar::skip_lines(brace + 1, end, false);
  if (at == end) return false;
  if (*at == '}') return true;
  // A quote with a backslash before it is how other languages put JSON into a string.
  if (*at == '\\') return end - at > 1 && at[1] == '"';
  const std::string_view key = token_at(at, end);
  if (key.empty() || !(key.front() == '"' || grammar::is_word_start(key.front()))) return false;
  const char* colon = grammar::skip_blanks(at + key.size(), end);
  if (colon == end || *colon != ':') return false;
  // Python's `{x:.2f}` is another habit.
  const char behind = colon + 1 == end ? '\0' : colon[1];
  return behind == ' ' || behind == '"' || behind == '{' || behind == '[' || behind == '\n' || behind == '\r';
}

/// `"about {}".format(topic)`: each `{}` is filled with what stands behind the string.
bool tell_format_method(const Mistake& m, const Open& brace) {
  const char* line = grammar::begin_of_line(m.file, m.file + brace.begin);
  std::string_view code(line, static_cast<std::size_t>(grammar::skip_comment(line, m.end) - line));
  const auto call = code.find("\".format(");
  if (call == code.npos || line + call < m.file + brace.begin) return false;
  const auto open = call + 8;
  const auto close = behind_closer(code, open);
  if (close == code.npos) return false;
  const auto args = split_at_commas(code.substr(open + 1, close - open - 2));
  diag::Hint hint{"put the values into the braces", {}};
  std::size_t next = 0;
  for (auto at = code.find("{}"); at < call && next < args.size(); at = code.find("{}", at + 2)) {
    hint.edits.push_back({m.span(line + at + 1, line + at + 1), std::string(args[next++])});
  }
  hint.edits.push_back({m.span(line + call + 1, line + close), ""});
  m.builder
      .report(Code::ForeignOperator, m.span(line + call + 1, line + close), "strings have no methods",
              "`{…}` interpolates by itself")
      .hints.push_back(std::move(hint));
  return true;
}

bool tell_json(const Mistake& m, const Open& brace) {
  const char* open = m.file + brace.begin;
  if (!looks_like_json(open, m.end)) return false;
  if (tell_format_method(m, brace)) return true;
  const char* close = grammar::end_of_braces(open + 1, m.end, m.builder.layout.lines == Lines::InText);
  auto& diag =
      m.builder.report(Code::LiteralJson, span_of(m, brace), "this looks like JSON, but `{` begins an interpolation",
                       "a value is expected behind it");
  diag::Hint hint{"double the braces that are text: `{{` and `}}`", {{span_of(m, brace), "{{"}}};
  if (close[-1] == '}') hint.edits.push_back({m.span(close - 1, close), "}}"});
  diag.hints.push_back(std::move(hint));
  diag.hints.push_back({"or write the text as `r\"\"\"…\"\"\"`, where braces mean nothing", {}});
  return true;
}

bool tell_format_spec(const Mistake& m) {
  if (m.wanted() != Wanted::InterpolationEnd || m.found != ":") return false;
  auto& diag = m.builder.report(Code::UnclosedInterpolation, m.span(), "there are no format specifiers in `{…}`");
  const char* close = grammar::end_of_braces(m.next, m.end, false);
  const bool is_closed = close > m.next + 1 && close[-1] == '}';
  const std::string_view spec(m.next + 1, is_closed ? static_cast<std::size_t>(close - m.next - 2) : 0);
  if (spec.size() > 2 && spec.front() == '.' && spec.back() == 'f') {
    const std::string meant = fmt::format(" | round({})", spec.substr(1, spec.size() - 2));
    diag.hints.push_back(
        replacing(fmt::format("write `{}`", meant.substr(1)), m.span(m.next, spec.data() + spec.size()), meant));
  } else {
    diag.hints.push_back({"use a function: `{x | round(2)}`, `{day | format_date(\"%d/%m/%Y\")}`", {}});
  }
  return true;
}

/// `{name!r}`, as Python asks for another form.
bool tell_conversion(const Mistake& m) {
  if (m.wanted() != Wanted::InterpolationEnd || m.found != "!" || m.end - m.next < 3) return false;
  if (m.next[2] != '}' || !grammar::is_word_start(m.next[1])) return false;
  m.builder.report(Code::UnclosedInterpolation, m.span(m.next, m.next + 2), "there are no conversions in `{…}`")
      .hints.push_back({"leave it out; with its quotes a text is printed by `{x | json}`", {}});
  return true;
}

bool tell_unclosed_interpolation(const Mistake& m, const Open& brace) {
  const bool string_ends = m.found.starts_with('"') && m.builder.layout.lines == Lines::Never;
  if (m.wanted() != Wanted::InterpolationEnd || !(m.found.empty() || string_ends)) return false;
  auto& diag = m.builder.report(Code::UnclosedInterpolation, span_of(m, brace), "this `{` is never closed",
                                "an interpolation begins here");
  diag.hints.push_back({"write `{{` for a brace that is text", {{span_of(m, brace), "{{"}}});
  return true;
}

/// In `"a {f(x"` the last quote opens a string of its own; the brace before it is what was forgotten.
bool tell_quote_in_interpolation(const Mistake& m) {
  const auto& opens = m.builder.stacks.opens;
  if (m.wanted() != Wanted::StringEnd || m.builder.layout.strings < 2 || opens.empty() || opens.back().length != 1)
    return false;
  for (auto open = std::next(opens.rbegin()); open != opens.rend(); ++open) {
    const bool is_brace = open->length > 0 && m.file[open->begin] == '{';
    const bool in_quotes = std::next(open) != opens.rend() && m.file[std::next(open)->begin] == '"';
    if (!is_brace || !in_quotes) continue;
    if (tell_json(m, *open)) return true;
    m.builder
        .report(Code::UnclosedInterpolation, span_of(m, *open), "this `{` is never closed",
                "an interpolation begins here")
        .hints.push_back({"write `{{` for a brace that is text", {{span_of(m, *open), "{{"}}});
    return true;
  }
  return false;
}

/// A curly quote that stands where a straight one would end the string.
std::string_view curly_end(std::string_view line) {
  constexpr std::size_t kLength = 3;
  for (std::size_t at = line.size(); at >= kLength; --at) {
    const std::string_view one = line.substr(at - kLength, kLength);
    if (is_curly_quote(one)) return one;
  }
  return {};
}

/// `b = 2`, `output "x"` or `}`: what goes on is the program again, not the text.
bool looks_like_code(std::string_view line) {
  const std::string_view code = trimmed(line);
  if (code.empty()) return false;
  const std::string_view word = code.substr(0, code.find_first_of(" \t=:({"));
  const bool begins_line = std::ranges::any_of(grammar::kKeywords, [&](const grammar::Keyword& keyword) {
    const bool is_lonely = code.size() == word.size() || code.find_first_of("\"=({") != code.npos;
    return keyword.word == word && is_lonely && keyword.category != grammar::KeywordCategory::Reserved;
  });
  return code.front() == '}' || code.find('=') != code.npos || begins_line;
}

/// The lines below a string that its line does not end: they are its text up to a quote, or to what is code again.
struct Prose {
  const char* end;    // behind them
  const char* quote;  // that ends the text; null where none does
};

Prose prose_below(const Mistake& m, const char* line_end) {
  const char* at = line_end + grammar::line_break_length(line_end, m.end);
  while (at != m.end) {
    const char* end = at;
    while (end != m.end && grammar::line_break_length(end, m.end) == 0) ++end;
    const std::string_view line(at, static_cast<std::size_t>(end - at));
    const auto quote = line.find('"');
    if (looks_like_code(line.substr(0, quote))) break;
    // With a second quote it is a line of its own that holds a string.
    if (quote != line.npos && line.find('"', quote + 1) != line.npos) break;
    if (quote != line.npos) return {end, at + quote};
    at = end + grammar::line_break_length(end, m.end);
  }
  return {at, nullptr};
}

/// What would close a string of one line: a straight quote for a curly one, three for a text that goes on below, or a
/// quote where the line ends.
diag::Hint close_short(const Mistake& m, const Open& quote, const Prose& prose) {
  const char* open = m.file + quote.begin;
  const char* end = grammar::skip_comment(open, m.end);
  const std::string_view line(open, static_cast<std::size_t>(end - open));
  if (const auto curly = curly_end(line); !curly.empty())
    return replacing("close it with a straight quote", sdg::syntax::span_of(m, curly), "\"");
  if (prose.quote != nullptr) {
    return {"a text of several lines stands between `\"\"\"`",
            {{span_of(m, quote), "\"\"\""}, {m.span(prose.quote, prose.quote + 1), "\"\"\""}}};
  }
  const char* last = end;
  while (last > open + 1 && (last[-1] == ' ' || last[-1] == '\t' || last[-1] == '\r')) --last;
  return replacing("close it where the line ends", m.span(last, last), "\"");
}

bool tell_unclosed_string(const Mistake& m) {
  if (m.wanted() != Wanted::StringEnd || m.opener() == nullptr) return false;
  const bool is_long = m.opener()->length == 3;
  const Prose prose = prose_below(m, grammar::skip_comment(m.file + m.opener()->begin, m.end));
  auto& diag =
      m.builder.report(Code::UnclosedString, span_of(m, *m.opener()),
                       fmt::format("this `{}` is never closed", is_long ? "\"\"\"" : "\""), "the string begins here");
  if (is_long) {
    diag.notes.push_back("an earlier `\"\"\"` that lacks its end would take this one for it");
  } else {
    diag.hints.push_back(close_short(m, *m.opener(), prose));
  }
  m.builder.told_until = prose.end;
  return true;
}

bool tell_nesting(const Mistake& m) {
  if (m.wanted() == Wanted::Nesting) {
    m.builder
        .report(m.code(), m.span(), "this is nested too deeply",
                fmt::format("more than {} levels", m.builder.layout.max_depth))
        .hints.push_back({"name a part of it with `let` or a `function`", {}});
    return true;
  }
  if (m.wanted() != Wanted::StringNesting) return false;
  m.builder.report(m.code(), m.span(), fmt::format("expected {}", m.message.expected))
      .hints.push_back({"name the inner value with `let`", {}});
  return true;
}

/// What is not finished where its line or the file ends.
bool tell_unfinished(const Mistake& m) {
  if (m.wanted() != Wanted::Here) return false;
  m.builder.report(m.code(), m.builder.span(m.last_end, m.last_end),
                   fmt::format("expected {}, found {}", m.message.expected, m.found_text()));
  return true;
}

}  // namespace

bool tell_string_mistake(const Mistake& m) {
  if (try_each(tag_habits(), m)) return true;
  if (tell_nesting(m) || tell_unfinished(m) || tell_quote_in_interpolation(m) || tell_unclosed_string(m)) return true;
  const Open* brace = m.in_string() ? interpolation(m) : nullptr;
  if (brace == nullptr) return false;
  return tell_json(m, *brace) || tell_format_spec(m) || tell_conversion(m) || tell_unclosed_interpolation(m, *brace);
}

}  // namespace sdg::syntax
