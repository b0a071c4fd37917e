#include "compiler/plan/code_ranges.h"

#include <algorithm>
#include <cstddef>

namespace sdg::plan {
namespace {

void leave_out_surrogates(CodeRanges& ranges) {
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    const auto [first, last] = ranges[i];
    if (last < kSurrogates.first || first > kSurrogates.last) continue;
    ranges.erase(ranges.begin() + static_cast<std::ptrdiff_t>(i--));
    if (first < kSurrogates.first) ranges.push_back({first, kSurrogates.first - 1});
    if (last > kSurrogates.last) ranges.push_back({kSurrogates.last + 1, last});
  }
}

}  // namespace

CodeRanges united(CodeRanges ranges) {
  leave_out_surrogates(ranges);
  std::ranges::sort(ranges, {}, &CodeRange::first);
  CodeRanges result;
  for (const auto& range : ranges) {
    if (!result.empty() && range.first <= result.back().last) {
      result.back().last = std::max(result.back().last, range.last);
    } else {
      result.push_back(range);
    }
  }
  return result;
}

CodeRanges excluded(const CodeRanges& ranges) {
  CodeRanges result;
  char32_t next = kPrintable.first;
  for (const auto& range : united(ranges)) {
    if (range.first > kPrintable.last) break;
    if (range.first > next) result.push_back({next, range.first - 1});
    next = std::max<char32_t>(next, range.last + 1);
  }
  if (next <= kPrintable.last) result.push_back({next, kPrintable.last});
  return result;
}

std::optional<CodeRanges> named_class(char32_t letter) {
  const CodeRanges digits{{'0', '9'}}, word{{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}}, blank{{' ', ' '}};
  switch (letter) {
    case 'd': return digits;
    case 'D': return excluded(digits);
    case 'w': return word;
    case 'W': return excluded(word);
    case 's': return blank;
    case 'S': return excluded(blank);
    default: return std::nullopt;
  }
}

}  // namespace sdg::plan
