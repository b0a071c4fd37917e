#pragma once

#include <span>

#include "compiler/format/page.h"

namespace sdg::format {

/// Blanks a level.
inline constexpr unsigned kIndent = 2;

/// Gives the `=` of a run of lines one column if the author set one of them off by more than one blank; otherwise there
/// is one blank before each. A run is lines of one indentation with no blank line between. So a line that is added
/// joins the column of its neighbours, the longest sets it, and a blank line parts what should not share it.
void align_signs(std::span<Line> lines);

/// Gives comments behind neighbouring lines one column where the author did, and two blanks everywhere else.
void align_comments(std::span<Line> lines);

}  // namespace sdg::format
