// Whatever stands in a file: it is read, checked and planned, or refused; and every hint's edits can be applied.

#include <cstddef>
#include <cstdint>
#include <string>

#include "compiler/diag/apply_edits.h"
#include "tests/fuzz/compiled.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  sdg::fuzz::compile(text);
  sdg::source::SourceMap sources;
  sdg::diag::DiagSink diags;
  (void)sdg::syntax::parse(sources, sources.add("fuzz.sdg", text), diags);
  (void)sdg::diag::apply_fixes(diags.sorted(), sources);
  return 0;
}
