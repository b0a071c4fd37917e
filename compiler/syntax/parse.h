#pragma once

#include <string>

#include "compiler/diag/sink.h"
#include "compiler/source/source_map.h"
#include "compiler/syntax/file.h"

namespace sdg::syntax {

/// Reads a whole file. All its mistakes go to `diags`, one a cause; what is well-formed around them is kept.
/// Its expressions are numbered from `first_expr`, so that the files of one program can share tables.
File parse(const source::SourceMap& sources, source::FileId file, diag::DiagSink& diags, ExprId first_expr = 0);

/// Reads a file that a string includes, as the inside of a `"""` string: its last expression is that string.
File parse_template(const source::SourceMap& sources, source::FileId file, diag::DiagSink& diags, ExprId first_expr);

/// The tree as indented text, for `sdgc dump ast`.
std::string dump(const File& file, const source::SourceMap& sources);

}  // namespace sdg::syntax
