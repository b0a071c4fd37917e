#include "cli/terminal.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <vector>

#include "cli/exit_status.h"
#include "cli/version.h"
#include "compiler/diag/json_renderer.h"
#include "compiler/diag/text_renderer.h"

namespace sdg::cli {

namespace {

bool is_terminal(int stream) {
  const char* kind = std::getenv("TERM");
  return ::isatty(stream) && !(kind && std::string_view(kind) == "dumb");
}

/// All that is printed goes through here. What cannot be written shows in the stream itself: `finish_printing` tells
/// it of stdout, and of stderr nobody could be told.
void write(std::FILE* stream, std::string_view text) { std::fwrite(text.data(), 1, text.size(), stream); }

}  // namespace

bool stderr_is_terminal() { return is_terminal(STDERR_FILENO); }

std::size_t terminal_width() {
  constexpr std::size_t kUsual = 120;
  winsize size{};
  if (::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) != 0 || size.ws_col < 40) return kUsual;
  return size.ws_col;
}

void print(std::string_view text) { write(stdout, text); }
void say(std::string_view text) { write(stdout, fmt::format("{}\n", text)); }
void say_error(std::string_view text) { note(fmt::format("error: {}", text)); }
void say_error(diag::Code code, std::string_view text) {
  note(fmt::format("error[{}]: {}", diag::code_text(code), text));
}
void note(std::string_view text) { print_error(fmt::format("{}\n", text)); }
void print_error(std::string_view text) { write(stderr, text); }

void open_missing_streams() {
  // A file that is opened takes the lowest free number: without this, what is meant for stderr lands in the store.
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (::fcntl(stream, F_GETFD) >= 0) continue;
    // Whoever closed stdout and has something printed there is to hear of it; nobody reads a closed stderr.
    if (::open("/dev/null", stream == STDERR_FILENO ? O_WRONLY : O_RDONLY) < 0) return;
  }
}

int finish_printing(int exit) {
  const bool flushed = std::fflush(stdout) == 0;
  const int error = errno;
  if (flushed && !std::ferror(stdout)) return exit;
  say_error(fmt::format("cannot write to stdout: {}", flushed ? "a part of it is lost" : std::strerror(error)));
  return exit == kDone ? kCannotWrite : exit;
}

bool is_colored(int stream) { return is_terminal(stream) && !std::getenv("NO_COLOR"); }

namespace {

void show_text(std::span<const diag::Findings> findings) {
  diag::TextStyle style;
  style.color = is_colored(STDERR_FILENO) ? diag::Color::Always : diag::Color::Never;
  style.width = terminal_width();
  std::vector<diag::Diagnostic> all;
  for (const diag::Findings& found : findings) {
    if (found.diags.empty()) continue;
    note(diag::render_text(found.diags, *found.sources, style));
    all.insert(all.end(), found.diags.begin(), found.diags.end());
  }
  if (!all.empty()) note(diag::summary(all));
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
