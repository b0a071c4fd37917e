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

/// Where a text stands in the file that it is a part of: lines from 1, all of them indented alike.
struct Origin {
  std::uint32_t first_line = 1;
  std::uint32_t indent = 0;
};

/// The text of one file, or of a part of it, and where its lines begin. Lines and columns are those of the whole file.
class SourceFile {
 public:
  /// `path` is shown in messages; it need not exist (editors, tests, the standard library).
  SourceFile(std::string path, std::string text, Origin origin = {});

  const std::string& path() const { return path_; }
  std::string_view text() const { return text_; }
  std::uint32_t line_count() const { return static_cast<std::uint32_t>(line_begins_.size()); }
  std::uint32_t first_line() const { return origin_.first_line; }
  /// Line `line` without its line break; empty where there is none.
  std::string_view line(std::uint32_t line) const;
  /// Clamped to the text, so a bad offset is a wrong place and never a crash.
  Position position(std::uint32_t offset) const;
  std::uint32_t line_begin(std::uint32_t line) const;

 private:
  std::string path_;
  std::string text_;
  Origin origin_;
  std::vector<std::uint32_t> line_begins_;
};

}  // namespace sdg::source
