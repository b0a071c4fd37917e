#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace sdg::source {

/// A place as a person counts: lines and columns from 1, columns in code points.
struct Position {
  std::uint32_t line = 1;
  std::uint32_t column = 1;
};

/// The text of one file and where its lines begin.
class SourceFile {
 public:
  /// `path` is shown in messages; it need not exist (editors, tests, the standard library).
  SourceFile(std::string path, std::string text);

  const std::string& path() const { return path_; }
  std::string_view text() const { return text_; }
  std::uint32_t line_count() const { return static_cast<std::uint32_t>(line_begins_.size()); }
  /// Line `line` (from 1) without its line break; empty where there is none.
  std::string_view line(std::uint32_t line) const;
  /// Clamped to the text, so a bad offset is a wrong place and never a crash.
  Position position(std::uint32_t offset) const;
  std::uint32_t line_begin(std::uint32_t line) const;

 private:
  std::string path_;
  std::string text_;
  std::vector<std::uint32_t> line_begins_;
};

}  // namespace sdg::source
