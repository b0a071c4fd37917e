#include "compiler/diag/excerpt.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "compiler/source/source_map.h"

namespace sdg::diag {
namespace {

/// A line break at the end of a span is not part of what was written wrong.
source::Span without_last_break(source::Span span, std::string_view text) {
  while (span.end > span.begin && (text[span.end - 1] == '\n' || text[span.end - 1] == '\r')) --span.end;
  return span;
}

std::size_t indentation(std::string_view line) { return std::min(line.find_first_not_of(" \t"), line.size()); }

FileExcerpt& excerpt_of(const source::SourceFile& file, source::Span span, std::vector<FileExcerpt>& all) {
  const auto found = std::ranges::find(all, &file, &FileExcerpt::file);
  if (found != all.end()) return *found;
  return all.emplace_back(FileExcerpt{&file, file.position(span.begin), {}});
}

void mark(source::Span written, bool primary, const std::string& text, const source::SourceFile& file,
          FileExcerpt& excerpt) {
  const auto span = without_last_break(clamped(written, file), file.text());
  const auto first = file.position(span.begin).line;
  const auto last = file.position(span.end > span.begin ? span.end - 1 : span.end).line;
  const std::size_t begin = span.begin - file.line_begin(first);
  const std::size_t end = span.end - file.line_begin(last);
  if (first == last) {
    excerpt.lines[first].push_back({primary, false, begin, end, text});
  } else {
    excerpt.lines[first].push_back({primary, true, begin, file.line(first).size(), {}});
    excerpt.lines[last].push_back({primary, false, std::min(indentation(file.line(last)), end - 1), end, text});
  }
}

}  // namespace

std::vector<FileExcerpt> excerpts(const Diagnostic& diag, const source::SourceMap& sources) {
  std::vector<FileExcerpt> result;
  const auto add = [&](source::Span span, bool primary, const std::string& text) {
    if (const auto* file = file_of(span, sources)) mark(span, primary, text, *file, excerpt_of(*file, span, result));
  };
  add(diag.span, true, diag.label);
  for (const auto& other : diag.others) add(other.span, false, other.text);
  for (auto& excerpt : result) {
    for (auto& line : excerpt.lines) std::ranges::stable_sort(line.second, {}, &Mark::begin);
  }
  return result;
}

source::Span clamped(source::Span span, const source::SourceFile& file) {
  const auto size = static_cast<std::uint32_t>(file.text().size());
  const auto begin = std::min(span.begin, size);
  return {span.file, begin, std::clamp(span.end, begin, size)};
}

const source::SourceFile* file_of(source::Span span, const source::SourceMap& sources) {
  return span.file.index < sources.size() ? &sources[span.file] : nullptr;
}

}  // namespace sdg::diag
