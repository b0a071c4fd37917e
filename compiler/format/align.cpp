#include "compiler/format/align.h"

#include <algorithm>

namespace sdg::format {
namespace {

using Lines = std::vector<Line*>;

std::size_t head_width(const Line& line) {
  return last_line_width(std::string_view(line.text).substr(0, line.sign->at));
}

/// A line without a type shares the column in any case. Types are of many lengths: a line that has one does so if the
/// author set it off, or put its sign where that of a line that is set off stands.
bool takes_part(const Line& line, const Lines& run) {
  if (!line.sign->typed || line.sign->padded) return true;
  return std::ranges::any_of(
      run, [&](const Line* other) { return other->sign->padded && other->sign->as_written == line.sign->as_written; });
}

void align(const Lines& lines) {
  std::size_t widest = 0;
  for (const Line* line : lines) widest = std::max(widest, head_width(*line));
  for (Line* line : lines) line->text.insert(line->sign->at, widest - head_width(*line), ' ');
}

void align_run(const Lines& run) {
  if (std::ranges::none_of(run, [](const Line* line) { return line->sign->padded; })) return;
  Lines sharing;
  std::ranges::copy_if(run, std::back_inserter(sharing), [&](const Line* line) { return takes_part(*line, run); });
  align(sharing);
}

std::size_t code_width(const Line& line) {
  const std::size_t indent = line.text.find('\n') == std::string::npos ? kIndent * line.indent : 0;
  return indent + last_line_width(line.text);
}

/// Whether a comment behind `line` stands right above that of the line that follows.
bool comments_touch(const Line& line, const Line& next) {
  return !next.blank_line_before && !next.comment.empty() && next.text.find('\n') == std::string::npos &&
         next.comment_as_written == line.comment_as_written;
}

}  // namespace

void align_signs(std::span<Line> lines) {
  // A run for each level of indentation: the lines of a call stand between the columns around it.
  std::vector<Lines> runs;
  const auto end_runs = [&](std::size_t level) {
    for (; runs.size() > level; runs.pop_back()) align_run(runs.back());
  };
  for (Line& line : lines) {
    end_runs(line.blank_line_before ? 0 : line.indent + 1);
    runs.resize(std::max<std::size_t>(runs.size(), line.indent + 1));
    if (line.sign) runs[line.indent].push_back(&line);
  }
  end_runs(0);
}

void align_comments(std::span<Line> lines) {
  for (std::size_t begin = 0; begin < lines.size();) {
    std::size_t end = begin + 1;
    if (!lines[begin].comment.empty()) {
      while (end < lines.size() && comments_touch(lines[end - 1], lines[end])) ++end;
      std::size_t widest = 0;
      for (std::size_t i = begin; i < end; ++i) widest = std::max(widest, code_width(lines[i]));
      for (std::size_t i = begin; i < end; ++i) lines[i].text.append(widest - code_width(lines[i]) + 2, ' ');
    }
    begin = end;
  }
}

}  // namespace sdg::format
