#include <fmt/format.h>

#include "compiler/syntax/mistake.h"
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
  const std::string_view key = token_at(at, end);
  if (key.empty() || !(key.front() == '"' || grammar::is_word_start(key.front()))) return false;
  const char* colon = grammar::skip_blanks(at + key.size(), end);
  if (colon == end || *colon != ':') return false;
  // Python's `{x:.2f}` is another habit.
  const char behind = colon + 1 == end ? '\0' : colon[1];
  return behind == ' ' || behind == '"' || behind == '{' || behind == '[' || behind == '\n' || behind == '\r';
}

bool tell_json(const Mistake& m, const Open& brace) {
  const char* open = m.file + brace.begin;
  if (!looks_like_json(open, m.end)) return false;
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
  m.builder.report(Code::UnclosedInterpolation, m.span(), "there are no format specifiers in `{…}`")
      .hints.push_back({"use a function: `{x | round(2)}`, `{day | format_date(\"%d/%m/%Y\")}`", {}});
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

bool tell_unclosed_string(const Mistake& m) {
  if (m.wanted() != Wanted::StringEnd || m.opener() == nullptr) return false;
  const bool is_long = m.opener()->length == 3;
  auto& diag =
      m.builder.report(Code::UnclosedString, span_of(m, *m.opener()),
                       fmt::format("this `{}` is never closed", is_long ? "\"\"\"" : "\""), "the string begins here");
  if (is_long) {
    diag.notes.push_back("an earlier `\"\"\"` that lacks its end would take this one for it");
  } else {
    diag.hints.push_back({"a text of several lines stands between `\"\"\"`", {}});
  }
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
  if (tell_nesting(m) || tell_unfinished(m) || tell_quote_in_interpolation(m) || tell_unclosed_string(m)) return true;
  const Open* brace = m.in_string() ? interpolation(m) : nullptr;
  if (brace == nullptr) return false;
  return tell_json(m, *brace) || tell_format_spec(m) || tell_unclosed_interpolation(m, *brace);
}

}  // namespace sdg::syntax
