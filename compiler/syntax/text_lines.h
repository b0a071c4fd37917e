#pragma once

#include <span>
#include <string>
#include <string_view>

#include "compiler/syntax/segment.h"

namespace sdg::syntax {

/// Takes from the text of a `"""` string what only its place on the page has put there: the first line break, the
/// indentation all lines share, the lines of lone tags and comments, the last line break.
class TextLines {
 public:
  TextLines(std::string_view file, std::span<const Segment> segments, bool long_form);

  /// The text of segment `index` as it is printed, appended to `out`.
  void append(std::size_t index, std::string& out) const;

 private:
  bool is_text(std::size_t index) const;
  std::string_view text(std::size_t index) const;
  void measure_indentation();
  bool begins_line(std::size_t index) const;
  bool ends_line(std::size_t index) const;
  bool is_lone(std::size_t index) const;
  std::string_view without_lone_lines(std::size_t index) const;
  bool last_break_is_here(std::size_t index, std::string_view kept) const;

  std::string_view file_;
  std::span<const Segment> segments_;
  bool long_form_;
  std::string_view indentation_;
};

}  // namespace sdg::syntax
