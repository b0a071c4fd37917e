#pragma once

#include <sys/types.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sdg::test {

using Environment = std::map<std::string, std::string>;

/// PATH, HOME, locale and sanitizer options only: nothing a developer happens to have set can change a test.
Environment plain_environment();

/// A program to start. An empty `folder` is the present one.
struct Command {
  std::vector<std::string> argv;
  std::filesystem::path folder;
  std::string stdin_text;
  Environment env = plain_environment();
};

/// How a child ended. `exit_code` is 128 + the signal's number for one that was killed, as a shell says it.
struct Outcome {
  int exit_code = 0;
  std::string out;
  std::string err;
};

/// A running child. It and what it started in its process group are killed when the object goes.
class Process {
 public:
  explicit Process(const Command& command);
  ~Process();
  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;

  pid_t pid() const { return pid_; }
  void signal(int number) const;
  /// Nothing where the child still runs after `timeout`.
  std::optional<Outcome> wait(std::chrono::milliseconds timeout);
  /// False where the child ended, or `timeout` passed, without `text` having appeared on stdout or stderr.
  bool wait_for_text(std::string_view text, std::chrono::milliseconds timeout);
  /// What was read of stdout and stderr so far.
  const std::string& out() const { return out_; }
  const std::string& err() const { return err_; }

 private:
  using Deadline = std::chrono::steady_clock::time_point;

  bool pump(Deadline deadline);
  void feed_stdin();
  void drain(int& fd, std::string& text) const;
  void reap(int options);
  void close_all();

  pid_t pid_ = -1;
  int in_fd_ = -1;
  int out_fd_ = -1;
  int err_fd_ = -1;
  std::string unsent_;
  std::string out_;
  std::string err_;
  std::optional<int> exit_code_;
};

/// Starts `command` and waits for its end; throws where it takes longer than `timeout`.
Outcome run(const Command& command, std::chrono::milliseconds timeout = std::chrono::seconds(120));

/// The sdgc under test: $SDGC, else the one that was built together with this test.
std::filesystem::path sdgc_path();

}  // namespace sdg::test
