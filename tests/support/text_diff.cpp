#include "tests/support/text_diff.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>

namespace sdg::test {
namespace {

using Lines = std::span<const std::string_view>;

/// Lengths of the longest common subsequences of all pairs of suffixes.
class CommonLengths {
 public:
  CommonLengths(Lines expected, Lines actual, std::string_view wildcard)
      : width_(actual.size() + 1), lengths_((expected.size() + 1) * width_) {
    for (std::size_t i = expected.size(); i-- > 0;) {
      for (std::size_t j = actual.size(); j-- > 0;) {
        lengths_[i * width_ + j] = line_matches(expected[i], actual[j], wildcard)
                                       ? at(i + 1, j + 1) + 1
                                       : std::max(at(i + 1, j), at(i, j + 1));
      }
    }
  }
  std::uint32_t at(std::size_t i, std::size_t j) const { return lengths_[i * width_ + j]; }

 private:
  std::size_t width_;
  std::vector<std::uint32_t> lengths_;
};

void append(std::vector<DiffLine>& diff, char mark, Lines lines) {
  for (const auto line : lines) diff.push_back({mark, line});
}

void diff_middle(std::vector<DiffLine>& diff, Lines expected, Lines actual, std::string_view wildcard) {
  // The table is quadratic; two long texts without a common line are shown as replaced whole.
  constexpr std::size_t largest_table = 25'000'000;
  if (expected.size() * actual.size() > largest_table) {
    append(diff, '-', expected);
    append(diff, '+', actual);
    return;
  }
  const CommonLengths common(expected, actual, wildcard);
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < expected.size() && j < actual.size()) {
    if (line_matches(expected[i], actual[j], wildcard)) {
      diff.push_back({' ', expected[i++]});
      ++j;
    } else if (common.at(i + 1, j) >= common.at(i, j + 1)) {
      diff.push_back({'-', expected[i++]});
    } else {
      diff.push_back({'+', actual[j++]});
    }
  }
  append(diff, '-', expected.subspan(i));
  append(diff, '+', actual.subspan(j));
}

/// Marks the lines to be shown: those that changed and `context` around each.
std::vector<bool> near_changes(const std::vector<DiffLine>& diff, std::size_t context) {
  std::vector<bool> shown(diff.size());
  for (std::size_t i = 0; i < diff.size(); ++i) {
    if (diff[i].mark == ' ') continue;
    const auto end = std::min(diff.size(), i + context + 1);
    for (std::size_t k = i - std::min(i, context); k < end; ++k) shown[k] = true;
  }
  return shown;
}

}  // namespace

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    lines.push_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

bool line_matches(std::string_view pattern, std::string_view line, std::string_view wildcard) {
  auto at = pattern.find(wildcard);
  if (at == std::string_view::npos) return pattern == line;
  if (!line.starts_with(pattern.substr(0, at))) return false;
  line.remove_prefix(at);
  pattern.remove_prefix(at + wildcard.size());
  // The first place that fits is as good as any later one, but for the last piece, which must end the line.
  while ((at = pattern.find(wildcard)) != std::string_view::npos) {
    const auto found = line.find(pattern.substr(0, at));
    if (found == std::string_view::npos) return false;
    line.remove_prefix(found + at);
    pattern.remove_prefix(at + wildcard.size());
  }
  return line.ends_with(pattern);
}

std::vector<DiffLine> diff_lines(std::string_view expected_text, std::string_view actual_text,
                                 std::string_view wildcard) {
  const auto expected_lines = split_lines(expected_text);
  const auto actual_lines = split_lines(actual_text);
  Lines expected = expected_lines;
  Lines actual = actual_lines;
  std::vector<DiffLine> diff;
  while (!expected.empty() && !actual.empty() && line_matches(expected.front(), actual.front(), wildcard)) {
    diff.push_back({' ', expected.front()});
    expected = expected.subspan(1);
    actual = actual.subspan(1);
  }
  std::size_t tail = 0;
  while (tail < std::min(expected.size(), actual.size()) &&
         line_matches(expected[expected.size() - 1 - tail], actual[actual.size() - 1 - tail], wildcard)) {
    ++tail;
  }
  diff_middle(diff, expected.first(expected.size() - tail), actual.first(actual.size() - tail), wildcard);
  append(diff, ' ', expected.last(tail));
  return diff;
}

bool is_same(const std::vector<DiffLine>& diff) {
  return std::ranges::all_of(diff, [](const DiffLine& line) { return line.mark == ' '; });
}

std::string unified(const std::vector<DiffLine>& diff) {
  const auto shown = near_changes(diff, 3);
  std::string text;
  std::size_t expected_line = 1;
  std::size_t actual_line = 1;
  for (std::size_t i = 0; i < diff.size(); ++i) {
    const bool starts_hunk = shown[i] && (i == 0 || !shown[i - 1]);
    if (starts_hunk) {
      text += "@@ -" + std::to_string(expected_line) + " +" + std::to_string(actual_line) + " @@\n";
    }
    if (shown[i]) text.append(1, diff[i].mark).append(diff[i].text).append(1, '\n');
    if (diff[i].mark != '+') ++expected_line;
    if (diff[i].mark != '-') ++actual_line;
  }
  return text;
}

std::string merged(const std::vector<DiffLine>& diff) {
  std::string text;
  for (const auto& line : diff) {
    if (line.mark != '-') text.append(line.text).append(1, '\n');
  }
  return text;
}

}  // namespace sdg::test
