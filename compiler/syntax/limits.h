#pragma once

#include <cstddef>

namespace sdg::syntax {

/// How deep brackets, types and strings may stand inside each other.
inline constexpr unsigned kMaxNesting = 200;
/// How high the tree of one expression may grow; chains like `a + b + …` make it higher without any bracket.
inline constexpr unsigned kMaxHeight = 1000;
/// How many strings may stand inside each other, the outermost counted.
inline constexpr unsigned kMaxStrings = 5;
inline constexpr std::size_t kMaxFileSize = std::size_t{64} * 1024 * 1024;
/// How much of the text around a mistake is looked at for a hint: a line may be the whole file.
inline constexpr std::size_t kLookAround = 4096;
/// After so many mistakes the rest of a file is not read.
inline constexpr std::size_t kMaxErrors = 100;

}  // namespace sdg::syntax
