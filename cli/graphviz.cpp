#include "cli/graphviz.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

extern char** environ;

namespace sdg::cli {

namespace {

/// The text as a file without a name, to be read from its beginning: a pipe would block where nobody reads it.
int as_input(const std::string& text) {
  const int fd = ::memfd_create("graph", MFD_CLOEXEC);
  std::size_t done = 0;
  while (fd >= 0 && done < text.size()) {
    const ssize_t written = ::write(fd, text.data() + done, text.size() - done);
    if (written <= 0) break;
    done += static_cast<std::size_t>(written);
  }
  if (fd >= 0) ::lseek(fd, 0, SEEK_SET);
  return fd;
}

std::string read_to_end(int fd) {
  std::string text;
  char buffer[1 << 14];
  for (ssize_t got = 0; (got = ::read(fd, buffer, sizeof buffer)) != 0;) {
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) break;
    text.append(buffer, static_cast<std::size_t>(got));
  }
  return text;
}

/// Starts `dot -Tsvg`; 0, or the number of what went wrong.
int start(pid_t& child, int input, int output) {
  posix_spawn_file_actions_t files;
  ::posix_spawn_file_actions_init(&files);
  ::posix_spawn_file_actions_adddup2(&files, input, STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&files, output, STDOUT_FILENO);
  char name[] = "dot", format[] = "-Tsvg";
  char* const argv[] = {name, format, nullptr};
  const int trouble = ::posix_spawnp(&child, "dot", &files, nullptr, argv, environ);
  ::posix_spawn_file_actions_destroy(&files);
  return trouble;
}

Failure cannot_start(int trouble) {
  if (trouble == ENOENT)
    return {
        "a picture is drawn by graphviz's `dot`, which is not installed; `apt install graphviz`, "
        "or take `--format dot` or `--format mermaid`"};
  return {fmt::format("cannot start graphviz's `dot`: {}", std::strerror(trouble))};
}

}  // namespace

Result<std::string> draw_svg(const std::string& dot) {
  int ends[2];
  if (::pipe2(ends, O_CLOEXEC) != 0) return Failure{fmt::format("cannot start `dot`: {}", std::strerror(errno))};
  const int input = as_input(dot);
  pid_t child = 0;
  const int trouble = start(child, input, ends[1]);
  ::close(ends[1]);
  if (input >= 0) ::close(input);
  std::string picture = trouble == 0 ? read_to_end(ends[0]) : "";
  ::close(ends[0]);
  if (trouble != 0) return cannot_start(trouble);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (status != 0) return Failure{"graphviz's `dot` could not draw this; `--format dot` shows what it was given"};
  return picture;
}

}  // namespace sdg::cli
