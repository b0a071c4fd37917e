#pragma once

#include <memory>
#include <string>

#include "compiler/diag/sink.h"
#include "compiler/lower/lower.h"
#include "compiler/sema/analyze.h"
#include "compiler/source/source_map.h"
#include "compiler/syntax/parse.h"

namespace sdg::test {

/// No file can be read, as where none is there.
class NoFiles : public source::SchemaReader {
 public:
  Result<source::Shape> read_shape(const source::SourceFormat& source) override {
    return Failure{"there is no file `" + source.path + "`"};
  }
};

/// What stands beside every program: modules to use, and texts for its templates.
class FilesBeside : public source::Loader {
 public:
  Result<std::string> load(const std::string& path) override {
    if (path == "people.sdg") return std::string("param town: string = \"Madrid\"\n");
    if (path == "circle.sdg") return std::string("use \"./pipeline.sdg\"\n");
    if (path == "letter.jinja") return std::string("Dear {{ name }},\n");
    if (path == "letter.txt") return std::string("Dear friend,\n");
    if (path == "circle.txt") return std::string("{% include \"circle.txt\" %}\n");
    if (path == "by_kind.jinja") return std::string("{% include kind ~ \".txt\" %}\n");
    if (path == "prompts/greet/base/1.0.0.yml") return std::string("prompt_template:\n  user: Greet {{name}}.\n");
    if (path == "prompts/broken/base/1.0.0.yml") return std::string("prompts:\n  user: Greet {{name}}.\n");
    return Failure{"there is no file `" + path + "`"};
  }

  Result<std::vector<std::string>> list(const std::string& folder) override {
    if (folder == "prompts") return std::vector<std::string>{"broken", "greet"};
    if (folder == "prompts/greet" || folder == "prompts/broken") return std::vector<std::string>{"base"};
    if (folder.starts_with("prompts/") && folder.ends_with("/base")) return std::vector<std::string>{"1.0.0.yml"};
    return Failure{"there is no folder `" + folder + "`"};
  }
};

/// What stands in the lock beside every program.
inline prompt::Lock lock_beside() {
  prompt::Lock lock;
  lock.set({"prompts", "prompts", "greet", "base", "~1.0"}, {1, 0, 7, {}});
  return lock;
}

/// A program through all of the compiler, with what was found wrong.
struct Compiled {
  source::SourceMap sources;
  diag::DiagSink diags;
  syntax::File file;
  sema::ModuleTree files;
  sema::Module module;
  plan::Plan plan;
};

inline std::unique_ptr<Compiled> compile(const std::string& text, bool check_only = true) {
  auto compiled = std::make_unique<Compiled>();
  const auto id = compiled->sources.add("pipeline.sdg", text);
  compiled->file = syntax::parse(compiled->sources, id, compiled->diags);
  NoFiles schemas;
  FilesBeside modules;
  const prompt::Lock lock = lock_beside();
  compiled->files = sema::load_modules(compiled->file, compiled->sources, modules, compiled->diags);
  compiled->module = sema::analyze(compiled->files, {compiled->sources, schemas, modules, lock}, compiled->diags);
  if (compiled->diags.has_errors()) return compiled;
  lower::Inputs inputs;
  inputs.check_only = check_only;
  inputs.digest_file = [](const std::string& path) -> Result<plan::Digest> {
    if (path.ends_with("missing.py")) return Failure{"there is no file `" + path + "`"};
    return plan::Digest{};
  };
  inputs.stamp_file = [](const std::string& path) {
    return path.ends_with("there.gguf") ? std::optional<std::string>("7@1.5 " + path) : std::nullopt;
  };
  compiled->plan = lower::lower(compiled->module, compiled->sources, inputs, compiled->diags);
  return compiled;
}

}  // namespace sdg::test
