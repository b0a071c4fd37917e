#include <algorithm>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/files.h"
#include "cli/program.h"
#include "cli/terminal.h"
#include "compiler/diag/apply_edits.h"

namespace sdg::cli {

namespace {

/// Writes what the hints of the mistakes say; the number of hints followed.
int apply_hints(const Program& program) {
  const auto fixes = diag::apply_fixes(program.diags.sorted(), program.sources);
  for (const auto& file : fixes.files) {
    if (file.file != program.file || program.path == "-") continue;
    if (const auto written = replace_file(program.path, file.text); !written) {
      say_error(written.failure().message);
      return 0;
    }
  }
  return static_cast<int>(fixes.made);
}

}  // namespace

int check(const CheckOptions& options) {
  bool wrong = false;
  for (const std::string& path : options.files) {
    auto program = parse_program(path);
    if (!program) {
      wrong = true;
      continue;
    }
    check_program(*program);
    if (options.fix && apply_hints(*program) > 0) {
      program = parse_program(path);
      if (program) check_program(*program);
    }
    if (!program) return kProgramWrong;
    show(program->diags.sorted(), program->sources, options.format);
    wrong |= program->diags.has_errors();
  }
  return wrong ? kProgramWrong : kDone;
}

}  // namespace sdg::cli
