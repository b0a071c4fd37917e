#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace sdg::test {

/// Lines without their breaks. A last line without a break counts as a line; the views point into `text`.
std::vector<std::string_view> split_lines(std::string_view text);

/// Whether `line` is `pattern`, where each `wildcard` in the pattern stands for any run of characters.
bool line_matches(std::string_view pattern, std::string_view line, std::string_view wildcard);

/// One line of a comparison: ' ' in both, '-' only expected, '+' only actual. Lines in both are shown as expected.
struct DiffLine {
  char mark;
  std::string_view text;
};

/// The shortest way from one text to the other, by lines. An expected line may hold `wildcard`.
std::vector<DiffLine> diff_lines(std::string_view expected, std::string_view actual, std::string_view wildcard);

bool is_same(const std::vector<DiffLine>& diff);
/// What changed with three lines around it, as `diff -u` shows it.
std::string unified(const std::vector<DiffLine>& diff);
/// The actual text, where lines that agree keep the wildcards of the expected one.
std::string merged(const std::vector<DiffLine>& diff);

}  // namespace sdg::test
