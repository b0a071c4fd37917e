#include "compiler/syntax/text_lines.h"

#include <algorithm>
#include <optional>

namespace sdg::syntax {
namespace {

constexpr std::string_view kBlanks = " \t\r";

bool is_blank(std::string_view text) { return text.find_first_not_of(kBlanks) == text.npos; }

std::string_view leading_blanks(std::string_view line) {
  const auto length = line.find_first_not_of(" \t");
  return line.substr(0, length == line.npos ? line.size() : length);
}

std::string_view common_prefix(std::string_view a, std::string_view b) {
  const auto [end, unused] = std::ranges::mismatch(a, b);
  return a.substr(0, static_cast<std::size_t>(end - a.begin()));
}

/// What stands before the first line break, and whether there is one.
std::string_view up_to_line_break(std::string_view text) { return text.substr(0, text.find('\n')); }

/// What stands behind the last line break; all of the text where there is none.
std::string_view from_last_line_break(std::string_view text) {
  const auto line_break = text.rfind('\n');
  return line_break == text.npos ? text : text.substr(line_break + 1);
}

bool has_break(std::string_view text) { return text.find('\n') != text.npos; }

}  // namespace

TextLines::TextLines(std::string_view file, std::span<const Segment> segments, bool long_form)
    : file_(file), segments_(segments), long_form_(long_form) {
  if (long_form_) measure_indentation();
}

bool TextLines::is_text(std::size_t index) const { return segments_[index].kind == SegmentKind::Text; }

std::string_view TextLines::text(std::size_t index) const {
  return file_.substr(segments_[index].begin, segments_[index].end - segments_[index].begin);
}

void TextLines::measure_indentation() {
  std::optional<std::string_view> shared;
  for (std::size_t i = 0; i < segments_.size(); ++i) {
    if (!is_text(i)) continue;
    std::string_view rest = text(i);
    for (auto line_break = rest.find('\n'); line_break != rest.npos; line_break = rest.find('\n')) {
      rest.remove_prefix(line_break + 1);
      // A line of blanks has no indentation; one that goes on with a value or a tag has.
      const bool ends_here = has_break(rest) || i + 1 == segments_.size();
      if (ends_here && is_blank(up_to_line_break(rest))) continue;
      const std::string_view own = leading_blanks(up_to_line_break(rest));
      shared = shared ? common_prefix(*shared, own) : own;
    }
  }
  indentation_ = shared.value_or(std::string_view());
}

/// Whether only blanks stand between the start of a line and segment `index`.
bool TextLines::begins_line(std::size_t index) const {
  if (index == 0) return true;
  if (!is_text(index - 1)) return false;
  const std::string_view before = text(index - 1);
  return is_blank(from_last_line_break(before)) && (has_break(before) || index == 1);
}

bool TextLines::ends_line(std::size_t index) const {
  if (index + 1 == segments_.size()) return true;
  if (!is_text(index + 1)) return false;
  const std::string_view behind = text(index + 1);
  return is_blank(up_to_line_break(behind)) && (has_break(behind) || index + 2 == segments_.size());
}

bool TextLines::is_lone(std::size_t index) const {
  const SegmentKind kind = segments_[index].kind;
  // An include prints something: its line stays, as that of a value does.
  const bool prints = kind == SegmentKind::Tag && segments_[index].tag == TagKind::Include;
  const bool is_tag = kind == SegmentKind::Tag || kind == SegmentKind::Comment;
  return is_tag && !prints && begins_line(index) && ends_line(index);
}

/// A lone tag before the text takes the rest of its line, one behind it the blanks that lead to it.
std::string_view TextLines::without_lone_lines(std::size_t index) const {
  std::string_view kept = text(index);
  if (index > 0 && is_lone(index - 1)) {
    kept = has_break(kept) ? kept.substr(kept.find('\n') + 1) : kept.substr(kept.size());
  }
  if (index + 1 < segments_.size() && is_lone(index + 1)) kept.remove_suffix(from_last_line_break(kept).size());
  return kept;
}

/// Only comments, which print nothing, may stand between the last line break and the end.
bool TextLines::last_break_is_here(std::size_t index, std::string_view kept) const {
  if (!has_break(kept) || !is_blank(from_last_line_break(kept))) return false;
  for (std::size_t i = index + 1; i < segments_.size(); ++i) {
    const bool prints_nothing =
        segments_[i].kind == SegmentKind::Comment || (is_text(i) && is_blank(without_lone_lines(i)));
    if (!prints_nothing) return false;
  }
  return true;
}

void TextLines::append(std::size_t index, std::string& out) const {
  std::string_view rest = without_lone_lines(index);
  if (!long_form_) {
    out += rest;
    return;
  }
  // Where the text begins a line, by the string's first break or behind a lone tag, its first line is indented as well.
  bool line_begins = index > 0 && is_lone(index - 1);
  if (index == 0 && has_break(rest) && is_blank(up_to_line_break(rest))) {
    rest.remove_prefix(rest.find('\n') + 1);
    line_begins = true;
  }
  // The blanks before the closing quotes, when a lone tag has taken the line break before them.
  if (line_begins && index + 1 == segments_.size() && is_blank(rest)) return;
  const bool drops_last = last_break_is_here(index, rest);
  if (drops_last) rest = rest.substr(0, rest.rfind('\n'));
  for (;;) {
    std::string_view line = up_to_line_break(rest);
    const bool more = line.size() < rest.size();
    rest.remove_prefix(more ? line.size() + 1 : line.size());
    if (line_begins) line.remove_prefix(common_prefix(leading_blanks(line), indentation_).size());
    if ((more || drops_last) && line.ends_with('\r')) line.remove_suffix(1);
    out += line;
    if (!more) return;
    out += '\n';
    line_begins = true;
  }
}

}  // namespace sdg::syntax
