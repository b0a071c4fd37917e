#include <algorithm>
#include <span>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/terminal.h"
#include "compiler/source/embedded_file.h"

namespace sdg::cli {

/// Made of cli/completions/ when the program is built.
std::span<const source::EmbeddedFile> completion_scripts();

int completions(const std::string& shell) {
  const auto scripts = completion_scripts();
  const auto script = std::ranges::find(scripts, "sdgc." + shell, &source::EmbeddedFile::name);
  print(script->text);
  return kDone;
}

}  // namespace sdg::cli
