#include "cli/unified_diff.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdint>
#include <vector>

namespace sdg::cli {

namespace {

using Lines = std::vector<std::string_view>;

constexpr std::size_t kContext = 3;

/// A line of the comparison: ' ' in both texts, '-' only before, '+' only after.
struct Step {
  char mark;
  std::string_view line;
};

/// Lines with their breaks, so that a missing last one differs.
Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1) + 1;
    lines.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return lines;
}

/// The shortest way by the longest common subsequence, or all of one text and then the other where a table of the two
/// would be too large to be worth it.
class Middle {
 public:
  Middle(const Lines& before, const Lines& after) : before_(before), after_(after) {}

  void walk(std::vector<Step>& steps) {
    constexpr std::size_t kLargestTable = 16'000'000;
    if (before_.size() * after_.size() <= kLargestTable) fill();
    std::size_t i = 0, j = 0;
    while (i < before_.size() || j < after_.size()) {
      if (i < before_.size() && j < after_.size() && before_[i] == after_[j]) {
        steps.push_back({' ', before_[i++]});
        ++j;
      } else if (i < before_.size() && (j == after_.size() || common(i + 1, j) >= common(i, j + 1))) {
        steps.push_back({'-', before_[i++]});
      } else {
        steps.push_back({'+', after_[j++]});
      }
    }
  }

 private:
  void fill() {
    common_.assign((before_.size() + 1) * (after_.size() + 1), 0);
    for (std::size_t i = before_.size(); i-- > 0;) {
      for (std::size_t j = after_.size(); j-- > 0;) {
        const bool same = before_[i] == after_[j];
        common_[place(i, j)] = same ? common(i + 1, j + 1) + 1 : std::max(common(i + 1, j), common(i, j + 1));
      }
    }
  }
  std::size_t place(std::size_t i, std::size_t j) const { return i * (after_.size() + 1) + j; }
  std::uint32_t common(std::size_t i, std::size_t j) const { return common_.empty() ? 0 : common_[place(i, j)]; }

  const Lines& before_;
  const Lines& after_;
  std::vector<std::uint32_t> common_;  // lines that the texts behind (i, j) share
};

std::vector<Step> steps_between(const Lines& before, const Lines& after) {
  const auto heads = std::ranges::mismatch(before, after);
  const auto common_head = static_cast<std::size_t>(heads.in1 - before.begin());
  std::size_t common_tail = 0;
  while (common_tail < std::min(before.size(), after.size()) - common_head &&
         before[before.size() - 1 - common_tail] == after[after.size() - 1 - common_tail])
    ++common_tail;
  std::vector<Step> steps;
  for (std::size_t i = 0; i < common_head; ++i) steps.push_back({' ', before[i]});
  const Lines old_middle(before.begin() + static_cast<std::ptrdiff_t>(common_head),
                         before.end() - static_cast<std::ptrdiff_t>(common_tail));
  const Lines new_middle(after.begin() + static_cast<std::ptrdiff_t>(common_head),
                         after.end() - static_cast<std::ptrdiff_t>(common_tail));
  Middle(old_middle, new_middle).walk(steps);
  for (std::size_t i = before.size() - common_tail; i < before.size(); ++i) steps.push_back({' ', before[i]});
  return steps;
}

std::string painted(std::string_view text, std::string_view code, bool color) {
  return color ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}

std::string show_step(const Step& step, bool color) {
  const bool ends = step.line.ends_with('\n');
  const std::string line = step.mark + std::string(step.line.substr(0, step.line.size() - ends));
  const std::string_view code = step.mark == '-' ? "31" : "32";
  return painted(line, code, color && step.mark != ' ') + (ends ? "\n" : "\n\\ No newline at end of file\n");
}

/// Changed lines with what stands around them.
struct Hunk {
  std::size_t begin, end;
};

std::vector<Hunk> hunks_of(const std::vector<Step>& steps) {
  std::vector<Hunk> hunks;
  for (std::size_t i = 0; i < steps.size(); ++i) {
    if (steps[i].mark == ' ') continue;
    const std::size_t begin = i - std::min(i, kContext), end = std::min(steps.size(), i + 1 + kContext);
    if (!hunks.empty() && begin <= hunks.back().end)
      hunks.back().end = end;
    else
      hunks.push_back({begin, end});
  }
  return hunks;
}

/// `12,7`: the first line, from 1, and how many. No lines at all stand behind the line that is named.
std::string range(std::size_t first, std::size_t count) {
  return count == 1 ? fmt::format("{}", first) : fmt::format("{},{}", count == 0 ? first - 1 : first, count);
}

}  // namespace

std::string unified_diff(std::string_view before, std::string_view after, std::string_view path, bool color) {
  const Lines old_lines = lines_of(before), new_lines = lines_of(after);
  const std::vector<Step> steps = steps_between(old_lines, new_lines);
  const std::vector<Hunk> hunks = hunks_of(steps);
  if (hunks.empty()) return {};
  std::string text = painted(fmt::format("--- a/{}", path), "1", color) + "\n" +
                     painted(fmt::format("+++ b/{}", path), "1", color) + "\n";
  std::size_t old_line = 1, new_line = 1, at = 0;
  for (const Hunk& hunk : hunks) {
    for (; at < hunk.begin; ++at, ++old_line, ++new_line) {
    }  // between hunks all lines are in both
    const std::size_t first_old = old_line, first_new = new_line;
    std::string body;
    for (; at < hunk.end; ++at) {
      old_line += steps[at].mark != '+';
      new_line += steps[at].mark != '-';
      body += show_step(steps[at], color);
    }
    const std::string where =
        fmt::format("@@ -{} +{} @@", range(first_old, old_line - first_old), range(first_new, new_line - first_new));
    text += painted(where, "36", color) + "\n" + body;
  }
  return text;
}

}  // namespace sdg::cli
