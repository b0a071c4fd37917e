#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/plan/code_ranges.h"
#include "compiler/source/result.h"

namespace sdg::plan {

/// A part of a regular expression, as far as it says what a text is made of.
struct RegexTree {
  enum class Kind : std::uint8_t { Set, Sequence, Alternatives, Repetition, Begin, End };
  Kind kind = Kind::Sequence;
  CodeRanges ranges;                  // Set: one code point of these; they do not overlap
  std::vector<RegexTree> parts;       // Sequence, Alternatives; Repetition: one
  std::uint32_t least = 1, most = 1;  // Repetition
  std::string_view anchor;            // Begin, End: as written
};

/// Why no text can be drawn from an expression, and from which part of it.
struct RegexFailure {
  std::string message;
  std::string_view part;
};

/// Understands what describes texts: characters, classes, groups, alternatives, repetitions (an open end means up to 8
/// more), and anchors where the text begins and ends, or anywhere between lines (`(?m)`). The result points into
/// `regex`.
Result<RegexTree, RegexFailure> parse_regex(std::string_view regex);

}  // namespace sdg::plan
