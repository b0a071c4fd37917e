#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "compiler/source/result.h"
#include "runtime/eval/code_ranges.h"

namespace sdg::eval {

/// A part of a regular expression, as far as it says what a text is made of.
struct RegexTree {
  enum class Kind : std::uint8_t { Set, Sequence, Alternatives, Repetition };
  Kind kind = Kind::Sequence;
  CodeRanges ranges;                  // Set: one code point of these; they do not overlap
  std::vector<RegexTree> parts;       // Sequence, Alternatives; Repetition: one
  std::uint32_t least = 1, most = 1;  // Repetition
};

Result<RegexTree> parse_regex(std::string_view regex);

}  // namespace sdg::eval
