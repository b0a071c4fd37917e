#pragma once

#include "compiler/jinja/token.h"
#include "compiler/plan/jinja.h"

namespace sdg::jinja {

/// How deep blocks, and how high expressions may stand: whoever renders them may recurse.
inline constexpr std::size_t kMostBlocks = 32;
inline constexpr std::size_t kMostHeight = 48;

/// A file of the Jinja dialect, compiled. Its mistakes go to `diags`, at their places in the file; what is well-formed
/// around them is kept. What it includes is not looked for here.
plan::JinjaTemplate parse(const source::SourceMap& sources, source::FileId file, const Options& options,
                          diag::DiagSink& diags);

}  // namespace sdg::jinja
