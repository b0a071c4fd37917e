#include "compiler/diag/display_line.h"

#include <algorithm>

#include "compiler/diag/display_width.h"

namespace sdg::diag {
namespace {

constexpr std::string_view kBlanks = "                ";
constexpr std::string_view kUnreadable = "\uFFFD";

/// The picture of a control of ASCII: U+2400 and on, three bytes each.
constexpr std::string_view kControlPictures = "␀␁␂␃␄␅␆␇␈␉␊␋␌␍␎␏␐␑␒␓␔␕␖␗␘␙␚␛␜␝␞␟";

std::string_view shown_text(CodePoint code_point, std::string_view bytes) {
  if (code_point.value < 0x20) return kControlPictures.substr(code_point.value * 3, 3);
  if (code_point.value == 0xFFFD || is_control(code_point.value)) return kUnreadable;
  return bytes.substr(0, code_point.length);
}

std::size_t shown_width(char32_t code_point) {
  return is_control(code_point) ? 1 : static_cast<std::size_t>(display_width(code_point));
}

}  // namespace

DisplayLine::DisplayLine(std::string_view text, std::size_t tab_width) : bytes_(text.size()) {
  const auto tab = std::clamp<std::size_t>(tab_width, 1, kBlanks.size());
  glyphs_.reserve(text.size());
  for (std::size_t byte = 0; byte < text.size();) {
    const auto rest = text.substr(byte);
    const auto code_point = first_code_point(rest);
    const bool is_tab = code_point.value == '\t';
    const auto width = is_tab ? tab - width_ % tab : shown_width(code_point.value);
    glyphs_.push_back({byte, width_, width, is_tab ? kBlanks.substr(0, width) : shown_text(code_point, rest)});
    width_ += width;
    byte += code_point.length;
  }
}

std::size_t DisplayLine::glyph_at(std::size_t byte) const {
  const auto next = std::ranges::upper_bound(glyphs_, byte, {}, &Glyph::byte);
  return next == glyphs_.begin() ? 0 : static_cast<std::size_t>(next - glyphs_.begin()) - 1;
}

Cells DisplayLine::cells_of(std::size_t begin, std::size_t end) const {
  if (begin >= bytes_) return {width_, width_ + 1};
  auto first = glyph_at(begin);
  while (first > 0 && glyphs_[first].width == 0) --first;  // a combining mark stands on its letter
  const auto& last = glyphs_[glyph_at(std::max(end, begin + 1) - 1)];
  return {glyphs_[first].cell, std::max(glyphs_[first].cell + 1, last.cell + last.width)};
}

std::string DisplayLine::text(Cells window) const {
  std::string result;
  for (const auto& glyph : glyphs_) {
    const auto begin = std::max(glyph.cell, window.begin);
    const auto end = std::min(glyph.cell + glyph.width, window.end);
    const bool joins_one_before = glyph.width == 0 && glyph.cell > window.begin && glyph.cell <= window.end;
    if (joins_one_before || (begin < end && end - begin == glyph.width)) {
      result += glyph.shown;
    } else if (begin < end) {
      result.append(end - begin, ' ');
    }
  }
  return result;
}

Cells window_around(Cells focus, std::size_t width, std::size_t room) {
  if (width <= room) return {0, width};
  const auto shown = std::min(focus.count(), room);
  const auto before = (room - shown) / 2;
  const auto begin = std::min(focus.begin - std::min(focus.begin, before), width - room);
  return {begin, begin + room};
}

std::string printable(std::string_view text) {
  const DisplayLine line(text, 1);
  return line.text({0, line.width()});
}

}  // namespace sdg::diag
