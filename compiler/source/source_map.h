#pragma once

#include <deque>
#include <string>

#include "compiler/source/source_file.h"
#include "compiler/source/span.h"

namespace sdg::source {

/// All files of one compilation. Files are only added, so references to them stay good.
class SourceMap {
 public:
  FileId add(std::string path, std::string text, Origin origin = {}) {
    files_.emplace_back(std::move(path), std::move(text), origin);
    return {static_cast<std::uint32_t>(files_.size() - 1)};
  }
  const SourceFile& operator[](FileId id) const { return files_.at(id.index); }
  std::string_view text(Span span) const {
    return files_.at(span.file.index).text().substr(span.begin, span.end - span.begin);
  }
  std::size_t size() const { return files_.size(); }

 private:
  std::deque<SourceFile> files_;
};

}  // namespace sdg::source
