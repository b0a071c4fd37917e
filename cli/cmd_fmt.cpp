#include <unistd.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/files.h"
#include "cli/program.h"
#include "cli/terminal.h"
#include "cli/unified_diff.h"
#include "compiler/format/format.h"

namespace sdg::cli {

namespace {

enum class Outcome { AsItWas, Changed, Wrong, CannotWrite };

/// Where the text goes: nowhere if it is only asked about, to stdout for stdin, else over the file if that changes it.
Outcome deliver(const Program& program, const std::string& formatted, const FmtOptions& options) {
  const std::string_view before = program.sources[program.file].text();
  const Outcome outcome = formatted != before ? Outcome::Changed : Outcome::AsItWas;
  if (options.diff) {
    print(unified_diff(before, formatted, program.sources[program.file].path(), is_colored(STDOUT_FILENO)));
  } else if (options.check) {
    if (outcome == Outcome::Changed) say(program.path);
  } else if (program.path == "-") {
    print(formatted);
  } else if (outcome == Outcome::Changed) {
    if (const auto written = replace_file(program.path, formatted); !written) {
      say_error(written.failure().message);
      return Outcome::CannotWrite;
    }
  }
  return outcome;
}

Outcome format_file(const std::string& path, const FmtOptions& options) {
  const auto program = parse_program(path);
  if (!program) return Outcome::Wrong;
  const auto formatted = format::format(program->syntax, program->sources);
  if (program->diags.has_errors() || !formatted) {
    show(program->diags.sorted(), program->sources);
    return Outcome::Wrong;
  }
  return deliver(*program, *formatted, options);
}

}  // namespace

int fmt(const FmtOptions& options) {
  const auto paths = find_pipelines(options.files);
  if (!paths) {
    say_error(paths.failure().message);
    return kProgramWrong;
  }
  int status = kDone;
  for (const std::string& path : *paths) {
    switch (format_file(path, options)) {
      case Outcome::AsItWas: break;
      case Outcome::Changed:
        if (options.check) status = std::max(status, kProgramWrong);
        break;
      case Outcome::Wrong: status = std::max(status, kProgramWrong); break;
      case Outcome::CannotWrite: status = kCannotWrite; break;
    }
  }
  return status;
}

}  // namespace sdg::cli
