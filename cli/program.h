#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/diag/sink.h"
#include "compiler/lower/lower.h"
#include "compiler/plan/plan.h"
#include "compiler/prompt/lock.h"
#include "compiler/sema/module.h"
#include "compiler/sema/module_tree.h"
#include "compiler/source/source_map.h"
#include "compiler/syntax/file.h"

namespace sdg::cli {

/// A program on its way from text to plan, with all that was found wrong on the way. Stays where it is: its parts
/// refer to each other.
struct Program {
  std::string path;
  source::SourceMap sources;
  source::FileId file;
  diag::DiagSink diags;
  syntax::File syntax;
  sema::ModuleTree files;
  sema::Module module;
  plan::Plan plan;
  std::vector<std::string> used_files;  // modules, templates and texts that it is made of beside its own
  std::optional<prompt::Lock> lock;     // of the versions of its prompts; read when they are looked at
};

/// Parses a text that is no file.
std::unique_ptr<Program> parse_text(const std::string& path, std::string text);

/// Reads and parses. Nothing where the file cannot be read, which is told on stderr.
std::unique_ptr<Program> parse_program(const std::string& path);

/// Names and types, where the text could be read.
void analyze_program(Program& program);

/// Mistakes that only show on the way to the plan, with parameters and environment unknown.
void check_program(Program& program);

/// The plan, with the values of `-p name=value` and the environment in place. The failure is the exit code: the program
/// may be wrong, or only how it was called.
Result<void, int> plan_program(Program& program, const std::vector<std::string>& params,
                               const lower::Inputs& surroundings);

/// The plan of a file with defaults in place and nothing of the environment, for who only looks at it. Nothing where
/// something is wrong, which is told.
std::unique_ptr<Program> planned_without_running(const std::string& path);

}  // namespace sdg::cli
