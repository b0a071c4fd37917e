#include "cli/program.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>

#include "cli/exit_status.h"
#include "cli/files.h"
#include "cli/params.h"
#include "cli/prompt_lock.h"
#include "cli/terminal.h"
#include "compiler/sema/analyze.h"
#include "compiler/syntax/parse.h"
#include "runtime/source/shape_reader.h"

namespace sdg::cli {

std::unique_ptr<Program> parse_program(const std::string& path) {
  auto text = read_file(path);
  if (!text) {
    say_error(text.failure().message);
    return nullptr;
  }
  return parse_text(path, std::move(*text));
}

std::unique_ptr<Program> parse_text(const std::string& path, std::string text) {
  auto program = std::make_unique<Program>();
  program->path = path;
  program->file = program->sources.add(path == "-" ? "<stdin>" : path, std::move(text));
  program->syntax = syntax::parse(program->sources, program->file, program->diags);
  return program;
}

void analyze_program(Program& program) {
  source::ShapeReader schemas;
  DiskLoader disk;
  program.files = sema::load_modules(program.syntax, program.sources, disk, program.diags);
  if (!program.lock) program.lock = read_lock(program, disk);
  program.module = sema::analyze(program.files, {program.sources, schemas, disk, *program.lock}, program.diags);
  program.used_files = std::move(disk).read();
}

namespace {

/// What a command runs is what stands in its files.
Result<plan::Digest> digest_file(const std::string& path) {
  const auto text = read_file(path);
  if (!text) return text.failure();
  plan::Sha256 hash;
  hash.update(*text);
  return hash.finish();
}

std::optional<std::string> stamp_file(const std::string& path) {
  struct stat facts {};
  if (::stat(path.c_str(), &facts) != 0 || !S_ISREG(facts.st_mode)) return std::nullopt;
  return fmt::format("{}@{}.{:09}", facts.st_size, facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec);
}

/// A plan is made without asking the disk itself.
void look_at_files(lower::Inputs& inputs) {
  inputs.digest_file = digest_file;
  inputs.stamp_file = stamp_file;
}

}  // namespace

void check_program(Program& program) {
  analyze_program(program);
  // A plan is made of what is well-typed: mistakes before would show again, as others.
  if (program.diags.has_errors()) return;
  lower::Inputs nothing;
  nothing.check_only = true;
  look_at_files(nothing);
  program.plan = lower::lower(program.module, program.sources, nothing, program.diags);
}

std::unique_ptr<Program> planned_without_running(const std::string& path) {
  auto program = parse_program(path);
  if (!program) return nullptr;
  check_program(*program);
  show(program->diags.sorted(), program->sources);
  return program->diags.has_errors() ? nullptr : std::move(program);
}

namespace {

/// A program that lacks nothing but a value from the command line is not wrong itself.
bool only_misused(const diag::DiagSink& diags) {
  return std::ranges::all_of(diags.all(), [](const diag::Diagnostic& diagnostic) {
    return diagnostic.severity != diag::Severity::Error || diagnostic.code == diag::Code::MissingParam;
  });
}

}  // namespace

Result<void, int> plan_program(Program& program, const std::vector<std::string>& params,
                               const lower::Inputs& surroundings) {
  analyze_program(program);
  if (program.diags.has_errors()) return kProgramWrong;
  auto values = read_params(program.module, params);
  if (!values) {
    say_error(values.failure().code, values.failure().message);
    return kUsage;
  }
  lower::Inputs inputs = surroundings;
  inputs.params = std::move(*values);
  look_at_files(inputs);
  program.plan = lower::lower(program.module, program.sources, inputs, program.diags);
  if (!program.diags.has_errors()) return {};
  return only_misused(program.diags) ? kUsage : kProgramWrong;
}

}  // namespace sdg::cli
