#include "tests/support/process.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <stdexcept>

namespace sdg::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::steady_clock;

struct Pipe {
  int read_end = -1;
  int write_end = -1;
};

Pipe open_pipe() {
  std::array<int, 2> ends{};
  if (pipe2(ends.data(), O_CLOEXEC) != 0) throw std::runtime_error(std::string("pipe: ") + std::strerror(errno));
  return {ends[0], ends[1]};
}

void close_fd(int& fd) {
  if (fd >= 0) close(fd);
  fd = -1;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> result;
  for (auto& text : texts) result.push_back(text.data());
  result.push_back(nullptr);
  return result;
}

std::vector<std::string> env_lines(const Environment& env) {
  std::vector<std::string> lines;
  for (const auto& [name, value] : env) lines.push_back(name + "=" + value);
  return lines;
}

/// Between fork and exec only async-signal-safe calls are allowed: other threads may have held any lock.
struct Launch {
  char** argv;
  char** env;
  const char* folder;
  int in;
  int out;
  int err;
};

[[noreturn]] void become(const Launch& launch) {
  setpgid(0, 0);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  dup2(launch.in, STDIN_FILENO);
  dup2(launch.out, STDOUT_FILENO);
  dup2(launch.err, STDERR_FILENO);
  signal(SIGPIPE, SIG_DFL);  // an ignored signal would stay ignored in the program
  if (*launch.folder == '\0' || chdir(launch.folder) == 0) execvpe(launch.argv[0], launch.argv, launch.env);
  constexpr std::string_view complaint = "the program could not be started\n";
  [[maybe_unused]] const auto written = write(STDERR_FILENO, complaint.data(), complaint.size());
  _exit(127);
}

}  // namespace

Environment plain_environment() {
  Environment env{{"LANG", "C.UTF-8"}, {"TERM", "dumb"}};
  for (const char* name : {"PATH", "HOME", "TMPDIR", "ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS"}) {
    if (const char* value = std::getenv(name)) env[name] = value;
  }
  return env;
}

Process::Process(const Command& command) : unsent_(command.stdin_text) {
  // A child that closes its stdin early must not take the test down with it.
  std::signal(SIGPIPE, SIG_IGN);
  auto argv_texts = command.argv;
  auto env_texts = env_lines(command.env);
  auto argv = pointers(argv_texts);
  auto env = pointers(env_texts);
  const std::string folder = command.folder.string();
  Pipe in = open_pipe();
  Pipe out = open_pipe();
  Pipe err = open_pipe();
  pid_ = fork();
  if (pid_ < 0) throw std::runtime_error(std::string("fork: ") + std::strerror(errno));
  if (pid_ == 0) become({argv.data(), env.data(), folder.c_str(), in.read_end, out.write_end, err.write_end});
  setpgid(pid_, pid_);  // here too: whoever comes first
  for (int* fd : {&in.read_end, &out.write_end, &err.write_end}) close_fd(*fd);
  in_fd_ = in.write_end;
  out_fd_ = out.read_end;
  err_fd_ = err.read_end;
  for (const int fd : {in_fd_, out_fd_, err_fd_}) fcntl(fd, F_SETFL, O_NONBLOCK);
}

Process::~Process() {
  kill(-pid_, SIGKILL);
  if (!exit_code_) reap(0);
  close_all();
}

void Process::signal(int number) const {
  if (!exit_code_) kill(pid_, number);
}

std::optional<Outcome> Process::wait(milliseconds timeout) {
  const auto deadline = steady_clock::now() + timeout;
  while (pump(deadline)) {
  }
  if (!exit_code_) return std::nullopt;
  return Outcome{*exit_code_, out_, err_};
}

bool Process::wait_for_text(std::string_view text, milliseconds timeout) {
  const auto deadline = steady_clock::now() + timeout;
  const auto seen = [&] { return out_.find(text) != std::string::npos || err_.find(text) != std::string::npos; };
  while (!seen() && pump(deadline)) {
  }
  return seen();
}

/// Moves what can be moved for a moment; false once the child has ended and all it wrote is read, or at the deadline.
bool Process::pump(Deadline deadline) {
  if (exit_code_ || steady_clock::now() >= deadline) return false;
  // The tick bounds how late we see the end of a child whose pipes are held open by one of its own children.
  const bool all_read = out_fd_ < 0 && err_fd_ < 0;
  const int tick_ms = all_read ? 1 : 20;
  std::array<pollfd, 3> fds{{{in_fd_, POLLOUT, 0}, {out_fd_, POLLIN, 0}, {err_fd_, POLLIN, 0}}};
  poll(fds.data(), fds.size(), tick_ms);
  feed_stdin();
  reap(WNOHANG);
  drain(out_fd_, out_);
  drain(err_fd_, err_);
  return !exit_code_;
}

void Process::feed_stdin() {
  if (in_fd_ < 0) return;
  const auto written = write(in_fd_, unsent_.data(), unsent_.size());
  if (written > 0) unsent_.erase(0, static_cast<std::size_t>(written));
  const bool reader_is_gone = written < 0 && errno != EAGAIN;
  if (unsent_.empty() || reader_is_gone) close_fd(in_fd_);
}

void Process::drain(int& fd, std::string& text) const {
  std::array<char, 65536> buffer;
  while (fd >= 0) {
    const auto count = read(fd, buffer.data(), buffer.size());
    if (count < 0) return;
    if (count == 0) close_fd(fd);
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
}

void Process::reap(int options) {
  int status = 0;
  if (waitpid(pid_, &status, options) != pid_) return;
  exit_code_ = WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status);
}

void Process::close_all() {
  for (int* fd : {&in_fd_, &out_fd_, &err_fd_}) close_fd(*fd);
}

Outcome run(const Command& command, milliseconds timeout) {
  Process process(command);
  auto outcome = process.wait(timeout);
  if (!outcome) throw std::runtime_error(command.argv.front() + " did not end in time");
  return *std::move(outcome);
}

std::filesystem::path sdgc_path() {
  if (const char* path = std::getenv("SDGC")) return std::filesystem::absolute(path);
  return SDG_BUILT_SDGC;
}

}  // namespace sdg::test
