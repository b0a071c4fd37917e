#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/terminal.h"
#include "cli/version.h"
#include "compiler/diag/explain.h"

namespace sdg::cli {

int explain(const std::string& written) {
  const auto code = diag::code_from_text(written);
  if (!code) {
    say_error(fmt::format("there is no code `{}`; codes are written like SDG0210", written));
    return kUsage;
  }
  const std::string_view page = diag::explanation(*code);
  say(page.empty() ? fmt::format("{}: {}", diag::code_text(*code), diag::title(*code)) : std::string(page));
  return kDone;
}

int version() {
  say(fmt::format("sdgc {} (language edition 1)", kVersion));
  return kDone;
}

}  // namespace sdg::cli
