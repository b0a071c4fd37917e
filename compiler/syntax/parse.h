#pragma once

#include <string>

#include "compiler/diag/sink.h"
#include "compiler/source/source_map.h"
#include "compiler/syntax/file.h"

namespace sdg::syntax {

/// Reads a whole file. All its mistakes go to `diags`, one a cause; what is well-formed around them is kept.
File parse(const source::SourceMap& sources, source::FileId file, diag::DiagSink& diags);

/// The tree as indented text, for `sdgc dump ast`.
std::string dump(const File& file, const source::SourceMap& sources);

}  // namespace sdg::syntax
