#pragma once

#include <cstddef>

namespace sdg::plan {

/// How deep the tags, expressions and calls of a template may stand inside each other, those of included files counted.
inline constexpr std::size_t kDeepestRendering = 120;
/// How many files a template may include, each as often as it is included.
inline constexpr std::size_t kMostIncludes = 10'000;

}  // namespace sdg::plan
