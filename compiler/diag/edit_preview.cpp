#include "compiler/diag/edit_preview.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

#include "compiler/diag/apply_edits.h"
#include "compiler/diag/excerpt.h"
#include "compiler/source/source_map.h"

namespace sdg::diag {
namespace {

/// A longer piece is read better in the file, once it is mended.
constexpr std::size_t kMostLines = 8;

/// Neighbouring lines of a file and the edits that touch them.
struct Block {
  const source::SourceFile* file;
  std::uint32_t first_line;
  std::uint32_t last_line;
  std::vector<Edit> edits;
};

std::string_view without_backticks(std::string_view text) {
  const bool quoted = text.size() > 2 && text.front() == '`' && text.back() == '`';
  return quoted ? text.substr(1, text.size() - 2) : text;
}

bool says_it_all(const Hint& hint) {
  const auto is_quoted = [&](const Edit& edit) {
    return hint.text.find(fmt::format("`{}`", without_backticks(edit.replacement))) != std::string::npos;
  };
  return std::ranges::all_of(hint.edits, is_quoted);
}

/// A line that is taken away leaves the next one to be shown, which is another matter.
bool takes_lines(const Edit& edit, const source::SourceMap& sources) {
  const auto* file = file_of(edit.span, sources);
  if (!file || !edit.replacement.empty() || edit.span.begin == edit.span.end) return false;
  const auto span = clamped(edit.span, *file);
  const auto starts_line = [&](std::uint32_t at) { return file->line_begin(file->position(at).line) == at; };
  return starts_line(span.begin) && (starts_line(span.end) || span.end == file->text().size());
}

std::vector<Block> blocks(const Hint& hint, const source::SourceMap& sources) {
  std::vector<Block> result;
  for (const auto& edit : hint.edits) {
    const auto* file = file_of(edit.span, sources);
    if (!file) continue;
    const auto span = clamped(edit.span, *file);
    const auto first = file->position(span.begin).line, last = file->position(span.end).line;
    const auto is_beside = [&](const Block& block) {
      return block.file == file && first <= block.last_line + 1 && block.first_line <= last + 1;
    };
    auto beside = std::ranges::find_if(result, is_beside);
    if (beside == result.end()) beside = result.insert(result.end(), Block{file, first, last, {}});
    beside->first_line = std::min(beside->first_line, first);
    beside->last_line = std::max(beside->last_line, last);
    beside->edits.push_back({span, edit.replacement});
  }
  return result;
}

std::string text_after(Block block) {
  const auto begin = block.file->line_begin(block.first_line);
  const auto last = block.file->line(block.last_line);
  const auto end = block.file->line_begin(block.last_line) + last.size();
  for (auto& edit : block.edits) {
    edit.span.begin -= begin;
    edit.span.end -= begin;
  }
  return apply_edits(block.file->text().substr(begin, end - begin), block.edits);
}

bool is_blank(std::string_view line) { return line.find_first_not_of(" \t\r") == std::string_view::npos; }

void append_lines(std::string_view text, std::vector<std::string>& lines) {
  while (true) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.emplace_back(line);
    if (end == std::string_view::npos) return;
    text.remove_prefix(end + 1);
  }
}

void remove_shared_indentation(std::vector<std::string>& lines) {
  auto shared = std::string::npos;
  for (const auto& line : lines) {
    if (!is_blank(line)) shared = std::min(shared, line.find_first_not_of(" \t"));
  }
  for (auto& line : lines) line.erase(0, std::min(shared, line.size()));
}

}  // namespace

std::vector<std::string> edit_preview(const Hint& hint, const source::SourceMap& sources) {
  if (hint.edits.empty() || says_it_all(hint)) return {};
  if (std::ranges::all_of(hint.edits, [&](const Edit& edit) { return takes_lines(edit, sources); })) return {};
  std::vector<std::string> lines;
  for (auto& block : blocks(hint, sources)) append_lines(text_after(std::move(block)), lines);
  if (std::ranges::all_of(lines, is_blank)) return {};
  remove_shared_indentation(lines);
  if (lines.size() > kMostLines) {
    lines.resize(kMostLines);
    lines.emplace_back("…");
  }
  return lines;
}

}  // namespace sdg::diag
