#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/files.h"
#include "cli/mend.h"
#include "cli/program.h"
#include "cli/terminal.h"

namespace sdg::cli {

namespace {

/// Writes the program as its hints mend it. Whether it reads otherwise now.
bool apply_hints(const Program& program) {
  if (program.path == "-") return false;
  const Mended mended = mend(program);
  if (mended.left_out > 0)
    note(fmt::format("{}: {} {} left to you: followed by a machine, {} would bring other mistakes", program.path,
                     mended.left_out, mended.left_out == 1 ? "hint is" : "hints are",
                     mended.left_out == 1 ? "it" : "they"));
  if (mended.text == program.sources[program.file].text()) return false;
  const auto written = replace_file(program.path, mended.text);
  if (!written) say_error(written.failure().message);
  return bool(written);
}

/// Nothing where the file cannot be read, which is told.
std::unique_ptr<Program> check_file(const std::string& path) {
  auto program = parse_program(path);
  if (program) check_program(*program);
  return program;
}

/// A program and its mistakes in the order of the page.
struct Checked {
  std::unique_ptr<Program> program;
  std::vector<diag::Diagnostic> diags;
};

void show_all(const std::vector<Checked>& checked, Format format) {
  std::vector<diag::Findings> findings;
  for (const Checked& one : checked) findings.push_back({one.diags, &one.program->sources});
  show(findings, format);
}

}  // namespace

int check(const CheckOptions& options) {
  const auto paths = find_pipelines(options.files);
  if (!paths) {
    say_error(paths.failure().message);
    return kProgramWrong;
  }
  bool wrong = false;
  std::vector<Checked> checked;
  for (const std::string& path : *paths) {
    auto program = check_file(path);
    if (program && options.fix && apply_hints(*program)) program = check_file(path);
    wrong |= !program || program->diags.has_errors();
    if (program) checked.push_back({std::move(program), {}});
  }
  for (Checked& one : checked) one.diags = one.program->diags.sorted();
  show_all(checked, options.format);
  return wrong ? kProgramWrong : kDone;
}

}  // namespace sdg::cli
