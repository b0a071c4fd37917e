#pragma once

#include <string>

#include "compiler/diag/sink.h"
#include "compiler/prompt/lock.h"
#include "compiler/sema/module.h"
#include "compiler/sema/module_tree.h"
#include "compiler/source/loader.h"
#include "compiler/source/schema_reader.h"
#include "compiler/source/source_map.h"

namespace sdg::sema {

/// What analysis may look at besides the text.
struct Surroundings {
  source::SourceMap& sources;     // templates and what they include are added
  source::SchemaReader& schemas;  // asked for sources without a type
  source::Loader& loader;         // for templates, files and registries that the program names
  const prompt::Lock& lock;       // of the versions of its prompts
};

/// Names and types of a program. What is wrong goes to `diags`; the module is whole all the same, with the error type
/// where nothing is known. The files must outlive the module.
Module analyze(const ModuleTree& files, const Surroundings& surroundings, diag::DiagSink& diags);

/// Declarations, columns and their types as text, for `sdgc dump sema`.
std::string dump(const Module& module);

}  // namespace sdg::sema
