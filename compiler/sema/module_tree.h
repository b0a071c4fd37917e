#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "compiler/diag/sink.h"
#include "compiler/source/embedded_file.h"
#include "compiler/source/loader.h"
#include "compiler/source/source_map.h"
#include "compiler/syntax/file.h"

namespace sdg::sema {

/// A `use` and the file it names.
struct ModuleUse {
  const syntax::UseDecl* decl;
  std::optional<std::uint32_t> file;  // its place in the tree; none where it could not be read, which is told
};
struct ModuleFile {
  const syntax::File* syntax;
  std::vector<ModuleUse> uses;
};

/// A program's own file, first, and every file that it uses, each once however often it is named. Its expressions
/// have ids of their own across all files.
struct ModuleTree {
  std::deque<syntax::File> used;  // the program's own file belongs to the caller
  std::vector<ModuleFile> files;
  std::vector<std::uint32_t> order;  // each file after those that it uses
  std::uint32_t expr_count = 0;
};

/// Reads and parses what `root` uses, and what that uses. Cycles and missing files go to `diags`.
ModuleTree load_modules(const syntax::File& root, source::SourceMap& sources, source::Loader& loader,
                        diag::DiagSink& diags);

/// The modules of `use std.…` by their file names, as they travel in the program.
std::span<const source::EmbeddedFile> standard_modules();

}  // namespace sdg::sema
