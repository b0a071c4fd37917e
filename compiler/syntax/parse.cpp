#include "compiler/syntax/parse.h"

#include <fmt/format.h>

#include "compiler/syntax/builder.h"
#include "compiler/syntax/entry.h"

namespace sdg::syntax {

File parse(const source::SourceMap& sources, source::FileId id, diag::DiagSink& diags) {
  File file;
  file.id = id;
  const source::SourceFile& source = sources[id];
  Builder builder(source, file, diags);
  try {
    match_file(builder, source.path());
  } catch (const TooManyErrors&) {
  }
  file.doc = builder.file_docs();
  return file;
}

}  // namespace sdg::syntax
