#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "compiler/diag/diagnostic.h"
#include "compiler/source/source_file.h"

namespace sdg::source {
class SourceMap;
}

namespace sdg::diag {

/// Bytes of one line that are underlined, and what is said beside them.
struct Mark {
  bool primary = false;
  bool goes_on = false;  // on a later line
  std::size_t begin = 0;
  std::size_t end = 0;
  std::string text;
};

/// The lines of one file that a diagnostic speaks of, with their marks from left to right.
struct FileExcerpt {
  const source::SourceFile* file = nullptr;
  source::Position place;  // the first mark made in this file
  std::map<std::uint32_t, std::vector<Mark>> lines;
};

/// What of the source has to be shown: the file of the mistake first. Spans that point nowhere are clamped or left out.
std::vector<FileExcerpt> excerpts(const Diagnostic& diag, const source::SourceMap& sources);

/// `span` with both ends inside `file`, in order.
source::Span clamped(source::Span span, const source::SourceFile& file);

/// The file of `span`, or null where there is none such.
const source::SourceFile* file_of(source::Span span, const source::SourceMap& sources);

}  // namespace sdg::diag
