#include "cli/terminal.h"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "cli/version.h"
#include "compiler/diag/json_renderer.h"
#include "compiler/diag/text_renderer.h"

namespace sdg::cli {

namespace {

bool is_terminal(int stream) {
  const char* kind = std::getenv("TERM");
  return ::isatty(stream) && !(kind && std::string_view(kind) == "dumb");
}

}  // namespace

bool stderr_is_terminal() { return is_terminal(STDERR_FILENO); }

std::size_t terminal_width() {
  constexpr std::size_t kUsual = 120;
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 40) return kUsual;
  return size.ws_col;
}

void print(std::string_view text) { std::fwrite(text.data(), 1, text.size(), stdout); }
void say(std::string_view text) { fmt::print(stdout, "{}\n", text); }
void say_error(std::string_view text) { fmt::print(stderr, "error: {}\n", text); }
void say_error(diag::Code code, std::string_view text) {
  fmt::print(stderr, "error[{}]: {}\n", diag::code_text(code), text);
}
void note(std::string_view text) { fmt::print(stderr, "{}\n", text); }

bool is_colored(int stream) { return is_terminal(stream) && !std::getenv("NO_COLOR"); }

namespace {

void show_text(std::span<const diag::Findings> findings) {
  diag::TextStyle style;
  style.color = is_colored(STDERR_FILENO) ? diag::Color::Always : diag::Color::Never;
  style.width = terminal_width();
  std::vector<diag::Diagnostic> all;
  for (const diag::Findings& found : findings) {
    if (found.diags.empty()) continue;
    fmt::print(stderr, "{}\n", diag::render_text(found.diags, *found.sources, style));
    all.insert(all.end(), found.diags.begin(), found.diags.end());
  }
  if (!all.empty()) fmt::print(stderr, "{}\n", diag::summary(all));
}

}  // namespace

void show(std::span<const diag::Diagnostic> diags, const source::SourceMap& sources) {
  show_text(std::array{diag::Findings{diags, &sources}});
}

void show(std::span<const diag::Findings> findings, Format format) {
  switch (format) {
    case Format::Text: return show_text(findings);
    case Format::Json:
      for (const diag::Findings& found : findings)
        for (const diag::Diagnostic& diagnostic : found.diags) say(diag::render_json(diagnostic, *found.sources));
      return;
    case Format::Sarif: return say(diag::render_sarif(findings, kVersion));
  }
}

}  // namespace sdg::cli
