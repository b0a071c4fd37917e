#include "cli/terminal.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>

#include "cli/version.h"
#include "compiler/diag/json_renderer.h"
#include "compiler/diag/sarif_renderer.h"
#include "compiler/diag/text_renderer.h"

namespace sdg::cli {

bool stderr_is_terminal() {
  const char* kind = std::getenv("TERM");
  return ::isatty(STDERR_FILENO) && !(kind && std::string_view(kind) == "dumb");
}

std::size_t terminal_width() {
  constexpr std::size_t kUsual = 120;
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 40) return kUsual;
  return size.ws_col;
}

void say(std::string_view text) { fmt::print(stdout, "{}\n", text); }
void say_error(std::string_view text) { fmt::print(stderr, "error: {}\n", text); }
void note(std::string_view text) { fmt::print(stderr, "{}\n", text); }

void show(std::span<const diag::Diagnostic> diags, const source::SourceMap& sources, Format format) {
  switch (format) {
    case Format::Text: {
      if (diags.empty()) return;
      const bool colored = stderr_is_terminal() && !std::getenv("NO_COLOR");
      diag::TextStyle style;
      style.color = colored ? diag::Color::Always : diag::Color::Never;
      style.width = terminal_width();
      fmt::print(stderr, "{}\n{}\n", diag::render_text(diags, sources, style), diag::summary(diags));
      return;
    }
    case Format::Json:
      for (const diag::Diagnostic& diagnostic : diags)
        fmt::print(stdout, "{}\n", diag::render_json(diagnostic, sources));
      return;
    case Format::Sarif: fmt::print(stdout, "{}\n", diag::render_sarif(diags, sources, kVersion)); return;
  }
}

}  // namespace sdg::cli
