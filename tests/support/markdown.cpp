#include "tests/support/markdown.h"

#include <algorithm>
#include <span>
#include <utility>

#include "tests/support/text_diff.h"

namespace sdg::test {
namespace {

constexpr std::string_view fence = "```";
constexpr std::string_view ellipsis = "…";
constexpr std::string_view prompt = "$ ";

using Lines = std::span<const std::string_view>;

std::vector<std::string> blank_separated(std::string_view text) {
  std::vector<std::string> words;
  bool in_word = false;
  for (const char c : text) {
    if (c != ' ' && !std::exchange(in_word, true)) words.emplace_back();
    if (c == ' ') in_word = false;
    if (in_word) words.back() += c;
  }
  return words;
}

FencedBlock opened_by(std::string_view line, std::size_t number) {
  auto words = blank_separated(line.substr(fence.size()));
  FencedBlock block;
  block.line = number;
  if (!words.empty()) {
    block.language = words.front();
    block.tags.assign(words.begin() + 1, words.end());
  }
  return block;
}

bool begins_with(Lines actual, Lines expected) {
  return expected.size() <= actual.size() && std::ranges::equal(expected, actual.first(expected.size()),
                                                                [](std::string_view pattern, std::string_view line) {
                                                                  return line_matches(pattern, line, ellipsis);
                                                                });
}

}  // namespace

bool FencedBlock::has_tag(std::string_view tag) const { return std::ranges::find(tags, tag) != tags.end(); }

std::optional<std::string> FencedBlock::tag_value(std::string_view name) const {
  for (const auto& tag : tags) {
    if (tag.starts_with(name) && tag.substr(name.size()).starts_with('=')) return tag.substr(name.size() + 1);
  }
  return std::nullopt;
}

std::vector<FencedBlock> fenced_blocks(std::string_view markdown) {
  std::vector<FencedBlock> blocks;
  bool is_open = false;
  std::size_t number = 0;
  for (const auto line : split_lines(markdown)) {
    ++number;
    if (line.starts_with(fence)) {
      if (!is_open) blocks.push_back(opened_by(line, number));
      is_open = !is_open;
    } else if (is_open) {
      blocks.back().text.append(line).append(1, '\n');
    }
  }
  return blocks;
}

std::vector<ConsoleStep> console_steps(std::string_view text) {
  std::vector<ConsoleStep> steps;
  for (const auto line : split_lines(text)) {
    if (line.starts_with(prompt)) {
      steps.push_back({std::string(line.substr(prompt.size())), ""});
    } else if (!steps.empty()) {
      steps.back().expected.append(line).append(1, '\n');
    }
  }
  return steps;
}

bool output_matches(std::string_view expected_text, std::string_view actual_text) {
  const auto expected_lines = split_lines(expected_text);
  const auto actual_lines = split_lines(actual_text);
  Lines expected = expected_lines;
  Lines actual = actual_lines;
  bool may_skip = false;
  // Piece by piece between the `…` lines. The first place that fits is as good as any, but the last piece must be the
  // end.
  while (true) {
    const auto end = std::ranges::find(expected, ellipsis);
    const Lines piece(expected.begin(), end);
    const bool is_last = end == expected.end();
    if (is_last && may_skip && actual.size() > piece.size()) actual = actual.last(piece.size());
    while (may_skip && !is_last && !actual.empty() && !begins_with(actual, piece)) actual = actual.subspan(1);
    if (!begins_with(actual, piece)) return false;
    actual = actual.subspan(piece.size());
    if (is_last) return actual.empty();
    expected = expected.subspan(piece.size() + 1);
    may_skip = true;
  }
}

}  // namespace sdg::test
