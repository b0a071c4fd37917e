#pragma once

#include <compare>
#include <cstdint>

namespace sdg::source {

/// A file of one compilation, by its place in the SourceMap.
struct FileId {
  std::uint32_t index = 0;
  friend auto operator<=>(FileId, FileId) = default;
};

/// Bytes [begin, end) of a file. Lines and columns are worked out only when a person looks.
struct Span {
  FileId file;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t length() const { return end - begin; }
  friend auto operator<=>(const Span&, const Span&) = default;
};

/// From the start of `first` to the end of `last`.
inline Span join(Span first, Span last) { return {first.file, first.begin, last.end}; }

}  // namespace sdg::source
