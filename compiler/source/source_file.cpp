#include "compiler/source/source_file.h"

#include <algorithm>

namespace sdg::source {

SourceFile::SourceFile(std::string path, std::string text, Origin origin)
    : path_(std::move(path)), text_(std::move(text)), origin_(origin) {
  line_begins_.push_back(0);
  for (std::size_t i = 0; i < text_.size(); ++i) {
    if (text_[i] == '\n') line_begins_.push_back(static_cast<std::uint32_t>(i + 1));
  }
}

std::uint32_t SourceFile::line_begin(std::uint32_t line) const {
  const auto last = origin_.first_line + line_count() - 1;
  return line_begins_[std::clamp(line, origin_.first_line, last) - origin_.first_line];
}

std::string_view SourceFile::line(std::uint32_t line) const {
  if (line < origin_.first_line || line - origin_.first_line >= line_count()) return {};
  const std::uint32_t index = line - origin_.first_line;
  const std::size_t begin = line_begins_[index];
  std::size_t end = index + 1 < line_count() ? line_begins_[index + 1] - 1 : text_.size();
  if (end > begin && text_[end - 1] == '\r') --end;
  return std::string_view(text_).substr(begin, end - begin);
}

Position SourceFile::position(std::uint32_t offset) const {
  const auto at = std::min<std::size_t>(offset, text_.size());
  const auto next = std::ranges::upper_bound(line_begins_, at);
  const auto begin = *std::prev(next);
  const auto is_code_point_start = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
  const auto column =
      std::count_if(text_.begin() + begin, text_.begin() + static_cast<std::ptrdiff_t>(at), is_code_point_start);
  const auto line = static_cast<std::uint32_t>(next - line_begins_.begin() - 1);
  return {origin_.first_line + line, origin_.indent + static_cast<std::uint32_t>(column + 1)};
}

}  // namespace sdg::source
