#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "compiler/diag/suggestion.h"
#include "compiler/syntax/code_text.h"
#include "compiler/syntax/habit.h"
#include "grammar/resync.hpp"

// Tags of other templates. The tag is read as what was meant, so that its block is not told to be open.
namespace sdg::syntax {
namespace {

using diag::Code;
using grammar::Wanted;

struct TagName {
  std::string_view word;
  TagKind kind;
};
constexpr TagName kTags[] = {
    {"if", TagKind::If},          {"elif", TagKind::Elif},
    {"else", TagKind::Else},      {"endif", TagKind::Endif},
    {"for", TagKind::For},        {"endfor", TagKind::Endfor},
    {"set", TagKind::Set},        {"include", TagKind::Include},
    {"raw", TagKind::Raw},        {"elseif", TagKind::Elif},
    {"elsif", TagKind::Elif},     {"fi", TagKind::Endif},
    {"end_if", TagKind::Endif},   {"foreach", TagKind::For},
    {"end_for", TagKind::Endfor}, {"endforeach", TagKind::Endfor},
    {"assign", TagKind::Set},     {"let", TagKind::Set},
};

std::string_view word_of(TagKind kind) {
  const auto* tag = std::ranges::find(kTags, kind, &TagName::kind);
  return tag == std::end(kTags) ? std::string_view() : tag->word;
}

/// What `{% end %}` ends.
TagKind end_of_open_tag(const Builder& builder) {
  std::vector<TagKind> open;
  for (const Segment& segment : builder.stacks.segments) {
    if (segment.kind != SegmentKind::Tag) continue;
    if (segment.tag == TagKind::If || segment.tag == TagKind::For) open.push_back(segment.tag);
    if ((segment.tag == TagKind::Endif || segment.tag == TagKind::Endfor) && !open.empty()) open.pop_back();
  }
  return open.empty() || open.back() == TagKind::If ? TagKind::Endif : TagKind::Endfor;
}

TagKind meant_tag(const Mistake& m) {
  if (m.found == "end") return end_of_open_tag(m.builder);
  const auto* known = std::ranges::find(kTags, m.found, &TagName::word);
  if (known != std::end(kTags)) return known->kind;
  constexpr std::array<std::string_view, 9> kWords{"if",     "elif", "else",    "endif", "for",
                                                   "endfor", "set",  "include", "raw"};
  const auto near = diag::closest(m.found, kWords);
  return near ? std::ranges::find(kTags, *near, &TagName::word)->kind : TagKind::Unknown;
}

bool tell_tag_word(const Mistake& m) {
  if (m.wanted() != Wanted::TagWord || m.found.empty()) return false;
  const TagKind meant = meant_tag(m);
  auto& diag = m.builder.report(Code::UnknownTag, m.span(), fmt::format("there is no tag `{}`", m.found));
  if (meant == TagKind::Unknown) {
    diag.notes.push_back("there are `if`, `elif`, `else`, `endif`, `for`, `endfor`, `set`, `include` and `raw`");
    return true;
  }
  diag.hints.push_back(replacing(fmt::format("there is `{}`", word_of(meant)), m.span(), std::string(word_of(meant))));
  m.builder.stacks.segments.back().tag = meant;
  return true;
}

/// `{% else if c %}`
bool tell_else_if_tag(const Mistake& m) {
  if (m.wanted() != Wanted::TagEnd || m.found != "if" || m.last_word() != "else") return false;
  m.builder.report(Code::UnknownTag, m.span(m.last_end - 4, m.next + 2), "there is no tag `else if`")
      .hints.push_back(replacing("there is `elif`", m.span(m.last_end - 4, m.next + 2), "elif"));
  m.builder.stacks.segments.back().tag = TagKind::Elif;
  return true;
}

/// `{% if {n} > 3 %}`: inside a tag names stand without braces.
bool tell_braces_in_tag(const Mistake& m) {
  if (m.opener_sign() != '{' || m.builder.stacks.segments.empty()) return false;
  const Segment& tag = m.builder.stacks.segments.back();
  const char* open = m.file + m.opener()->begin;
  const bool in_tag = tag.kind == SegmentKind::Tag && tag.end <= m.opener()->begin && tag.value == nullptr;
  const std::string_view inside = inside_bracket(m);
  if (!in_tag || !m.in_string() || m.wanted() != Wanted::Colon || inside.empty()) return false;
  const bool doubled = inside.starts_with('{');
  const std::string_view name = trimmed(doubled ? inside.substr(1, inside.size() - 2) : inside);
  const Span all = m.span(open, inside.data() + inside.size() + 1);
  m.builder.report(Code::UnexpectedText, all, "inside a tag values stand without braces")
      .hints.push_back(replacing(fmt::format("write `{}`", name), all, std::string(name)));
  return true;
}

}  // namespace

std::span<const Habit> tag_habits() {
  static constexpr Habit kHabits[] = {tell_tag_word, tell_else_if_tag, tell_braces_in_tag};
  return kHabits;
}

}  // namespace sdg::syntax
