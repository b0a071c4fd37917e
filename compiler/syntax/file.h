#pragma once

#include <string_view>
#include <vector>

#include "compiler/source/source_map.h"
#include "compiler/syntax/arena.h"
#include "compiler/syntax/decl.h"

namespace sdg::syntax {

/// `# …`, kept for the formatter.
struct Comment {
  Span span;      // with the sign, without the line break
  bool own_line;  // nothing but blanks before it
};

/// One parsed file. What could not be read is an Error node in its place, so the rest can be used.
struct File {
  source::FileId id;
  Arena arena;
  int edition = 1;
  std::string_view doc;            // the `##!` lines
  std::vector<const Decl*> decls;  // in the order of the page
  std::vector<Comment> comments;   // in the order of the page, doc comments included
  ExprId first_expr = 0;
  std::vector<const Expr*> exprs;  // by ExprId, counted from the first
};

}  // namespace sdg::syntax
