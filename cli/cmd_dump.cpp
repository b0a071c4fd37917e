#include "cli/commands.h"
#include "cli/environment.h"
#include "cli/exit_status.h"
#include "cli/files.h"
#include "cli/program.h"
#include "cli/terminal.h"
#include "compiler/sema/analyze.h"
#include "compiler/syntax/parse.h"

namespace sdg::cli {

int dump(const DumpOptions& options) {
  const auto program = parse_program(options.file);
  if (!program) return kProgramWrong;
  if (options.phase == "ast") {
    say(syntax::dump(program->syntax, program->sources));
  } else if (options.phase == "sema") {
    analyze_program(*program);
    say(sema::dump(program->module));
  } else {
    lower::Inputs inputs;
    inputs.env = Environment(folder_of(options.file));
    inputs.check_only = true;
    const auto planned = plan_program(*program, options.params, inputs);
    if (planned) say(plan::to_json(program->plan));
    show(program->diags.sorted(), program->sources);
    return planned ? kDone : planned.failure();
  }
  show(program->diags.sorted(), program->sources);
  return program->diags.has_errors() ? kProgramWrong : kDone;
}

}  // namespace sdg::cli
