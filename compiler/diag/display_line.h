#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sdg::diag {

/// Cells [begin, end) of a terminal line, counted from 0.
struct Cells {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t count() const { return end - begin; }
};

/// A line of source as a terminal shows it: tabs expanded, controls made visible, wide characters counted as two.
/// Looks into the text it was made from.
class DisplayLine {
 public:
  DisplayLine(std::string_view text, std::size_t tab_width);

  std::size_t width() const { return width_; }
  /// Where bytes [begin, end) stand; at least one cell, also behind the end of the line.
  Cells cells_of(std::size_t begin, std::size_t end) const;
  /// What stands in `window`; of a wide character that its edge cuts, a blank.
  std::string text(Cells window) const;

 private:
  struct Glyph {
    std::size_t byte;
    std::size_t cell;
    std::size_t width;
    std::string_view shown;
  };
  std::size_t glyph_at(std::size_t byte) const;

  std::vector<Glyph> glyphs_;
  std::size_t bytes_ = 0;
  std::size_t width_ = 0;
};

/// The part of a line `width` cells wide that fits into `room` and shows `focus`, or as much of it as fits.
Cells window_around(Cells focus, std::size_t width, std::size_t room);

/// `text` with nothing in it that a terminal would obey, line breaks included.
std::string printable(std::string_view text);

}  // namespace sdg::diag
