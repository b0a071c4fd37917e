#pragma once

#include <span>

#include "compiler/format/page.h"

namespace sdg::format {

/// Blanks a level.
inline constexpr unsigned kIndent = 2;

/// Gives the `=` of neighbouring lines one column where the author did, and one blank everywhere else.
void align_signs(std::span<Line> lines);

/// Gives comments behind neighbouring lines one column where the author did, and two blanks everywhere else.
void align_comments(std::span<Line> lines);

}  // namespace sdg::format
