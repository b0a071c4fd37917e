#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sdg::test {

/// A fenced block of a Markdown text: ```sdg file=a.sdg
struct FencedBlock {
  std::string language;
  std::vector<std::string> tags;
  std::string text;
  std::size_t line = 0;  // of its first fence

  bool has_tag(std::string_view tag) const;
  /// `a.sdg` for the tag `file=a.sdg`.
  std::optional<std::string> tag_value(std::string_view name) const;
};

std::vector<FencedBlock> fenced_blocks(std::string_view markdown);

/// A line `$ command` of a console block and what stands below it.
struct ConsoleStep {
  std::string command;
  std::string expected;
};

std::vector<ConsoleStep> console_steps(std::string_view text);

/// Whether `actual` is what a console block shows: `…` alone on a line stands for any lines, within one for any text.
bool output_matches(std::string_view expected, std::string_view actual);

}  // namespace sdg::test
