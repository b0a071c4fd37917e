#include "compiler/format/page.h"

#include "compiler/diag/display_width.h"
#include "compiler/format/align.h"

namespace sdg::format {

void Page::begin_line(std::uint32_t indent, bool blank_line_before) {
  Line line;
  line.indent = indent;
  line.blank_line_before = blank_line_before && !at_block_begin_ && !lines_.empty();
  lines_.push_back(std::move(line));
  at_block_begin_ = false;
}

void Page::put(std::string_view text) {
  lines_.back().text += text;
  at_block_begin_ = false;
}

void Page::put_comment(std::string_view text, std::size_t as_written) {
  lines_.back().comment = text;
  lines_.back().comment_as_written = as_written;
}

void Page::mark_sign(std::size_t as_written, bool padded, bool typed) {
  Line& line = lines_.back();
  line.sign = {line.text.size(), as_written, padded, typed};
}

void Page::go_back(std::size_t size) {
  lines_.resize(size);
  lines_.back().text.clear();
  lines_.back().sign.reset();
  lines_.back().comment = {};
  at_block_begin_ = false;
}

std::string Page::finish(std::string_view line_break) && {
  align_signs(lines_);
  align_comments(lines_);
  std::string text;
  for (const Line& line : lines_) {
    if (line.blank_line_before) text += line_break;
    text.append(std::size_t{kIndent} * line.indent, ' ').append(line.text).append(line.comment).append(line_break);
  }
  return text;
}

std::size_t last_line_width(std::string_view text) {
  text.remove_prefix(text.rfind('\n') + 1);  // npos + 1 is 0
  std::size_t width = 0;
  while (!text.empty()) {
    const diag::CodePoint next = diag::first_code_point(text);
    width += static_cast<std::size_t>(diag::display_width(next.value));
    text.remove_prefix(next.length);
  }
  return width;
}

}  // namespace sdg::format
