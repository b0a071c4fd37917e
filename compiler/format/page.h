#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sdg::format {

/// Where the `=` of a line stands and stood; signs of neighbouring lines may share a column.
struct Sign {
  std::size_t at = 0;          // in the line's text, of the blank before the sign
  std::size_t as_written = 0;  // how far behind the beginning of its line's name it stood, in cells
  bool padded = false;         // set off by more than one blank
  bool typed = false;          // behind a type: such a line need not follow the others
};

/// One line of the page. A string of many lines is part of it.
struct Line {
  std::uint32_t indent = 0;
  bool blank_line_before = false;
  std::string text;
  std::optional<Sign> sign;
  std::string_view comment;            // behind the code
  std::size_t comment_as_written = 0;  // the column it stood in, in cells
};

/// The page being written. Which lines share columns is found when it is done.
class Page {
 public:
  void begin_line(std::uint32_t indent, bool blank_line_before = false);
  void put(std::string_view text);
  /// Puts a comment behind the line at hand.
  void put_comment(std::string_view text, std::size_t as_written);
  /// Marks that the blank and the sign that come next may be moved.
  void mark_sign(std::size_t as_written, bool padded, bool typed);
  /// A block has begun: no empty line comes next.
  void begin_block() { at_block_begin_ = true; }

  std::uint32_t indent() const { return lines_.empty() ? 0 : lines_.back().indent; }
  bool at_line_begin() const { return lines_.empty() || lines_.back().text.empty(); }

  std::size_t size() const { return lines_.size(); }
  /// Forgets the text of the last line and all lines behind the first `size`.
  void go_back(std::size_t size);

  std::string finish(std::string_view line_break) &&;

 private:
  std::vector<Line> lines_;
  bool at_block_begin_ = false;
};

/// Cells from the beginning of the last line of `text` to its end.
std::size_t last_line_width(std::string_view text);

}  // namespace sdg::format
