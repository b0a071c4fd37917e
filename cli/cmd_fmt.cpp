#include <algorithm>
#include <cstdio>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/files.h"
#include "cli/program.h"
#include "cli/terminal.h"
#include "compiler/format/format.h"

namespace sdg::cli {

namespace {

enum class Outcome { AsItWas, Changed, Wrong, CannotWrite };

/// Where the text goes: to stdout for stdin, nowhere for `--check`, else over the file if that changes it.
Outcome deliver(const std::string& path, const std::string& formatted, bool changed, bool check) {
  const Outcome outcome = changed ? Outcome::Changed : Outcome::AsItWas;
  if (check) {
    if (changed) say(path);
  } else if (path == "-") {
    std::fwrite(formatted.data(), 1, formatted.size(), stdout);
  } else if (changed) {
    if (const auto written = replace_file(path, formatted); !written) {
      say_error(written.failure().message);
      return Outcome::CannotWrite;
    }
  }
  return outcome;
}

Outcome format_file(const std::string& path, bool check) {
  const auto program = parse_program(path);
  if (!program) return Outcome::Wrong;
  const auto formatted = format::format(program->syntax, program->sources);
  if (program->diags.has_errors() || !formatted) {
    show(program->diags.sorted(), program->sources);
    return Outcome::Wrong;
  }
  return deliver(path, *formatted, *formatted != program->sources[program->file].text(), check);
}

}  // namespace

int fmt(const FmtOptions& options) {
  int status = kDone;
  for (const std::string& path : options.files) {
    switch (format_file(path, options.check)) {
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
