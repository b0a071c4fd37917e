#pragma once

#include <optional>
#include <vector>

namespace sdg::plan {

/// The code points from `first` to `last`.
struct CodeRange {
  char32_t first, last;
};
using CodeRanges = std::vector<CodeRange>;

constexpr CodeRange kPrintable{0x20, 0x7E};  // ASCII
/// They stand between other code points but are none themselves.
constexpr CodeRange kSurrogates{0xD800, 0xDFFF};

/// Sorted, without overlaps and surrogates.
CodeRanges united(CodeRanges ranges);
/// Printable ASCII without these.
CodeRanges excluded(const CodeRanges& ranges);
/// What `\d`, `\w`, `\s` and their opposites stand for, by the letter.
std::optional<CodeRanges> named_class(char32_t letter);

}  // namespace sdg::plan
