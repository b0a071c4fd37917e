#pragma once

#include <string>

#include "compiler/diag/sink.h"
#include "compiler/lower/lower.h"
#include "compiler/sema/analyze.h"
#include "compiler/source/source_map.h"
#include "compiler/syntax/parse.h"

namespace sdg::fuzz {

/// There are no files where a fuzzer runs.
class NoFiles : public source::SchemaReader, public source::Loader {
 public:
  Result<source::Shape> read_shape(const source::SourceFormat&) override { return Failure{"there are no files"}; }
  Result<std::string> load(const std::string&) override { return Failure{"there are no files"}; }
  Result<std::vector<std::string>> list(const std::string&) override { return Failure{"there are no folders"}; }
};

/// A text through all of the compiler; whatever it is, nothing may happen but mistakes.
inline void compile(std::string text) {
  source::SourceMap sources;
  diag::DiagSink diags;
  const auto id = sources.add("fuzz.sdg", std::move(text));
  const syntax::File file = syntax::parse(sources, id, diags);
  NoFiles files;
  const auto modules = sema::load_modules(file, sources, files, diags);
  const prompt::Lock no_lock;
  const sema::Module module = sema::analyze(modules, {sources, files, files, no_lock}, diags);
  if (diags.has_errors()) return;
  lower::Inputs inputs;
  inputs.check_only = true;
  (void)lower::lower(module, sources, inputs, diags);
}

}  // namespace sdg::fuzz
