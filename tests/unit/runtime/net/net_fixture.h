#pragma once

#include <sys/socket.h>

#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "runtime/net/curl_http.h"
#include "runtime/net/fiber.h"
#include "tests/support/loopback_server.h"

namespace sdg::test {

inline constexpr std::string_view kChatPath = "/chat/completions";

/// The body of a question that has its own answer.
std::string question(std::string_view text);
net::Request ask(const std::string& base_url, std::string_view text = "hello");

/// A server that never gets beyond this fault.
Behaviour always(Fault fault);

/// Runs `count` fibers at once and waits for all of them.
void in_fibers(int count, const std::function<void(int)>& body);

/// A socket on a free port of 127.0.0.1. Nobody accepts: what connects waits, or is refused once it is closed.
class DeafPort {
 public:
  DeafPort();
  ~DeafPort();
  DeafPort(const DeafPort&) = delete;
  DeafPort& operator=(const DeafPort&) = delete;

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  int fd() const { return fd_; }
  void listen(int backlog) const;
  /// Connects until nobody more is taken in.
  void fill();
  void close();

 private:
  int fd_ = -1;
  std::uint16_t port_ = 0;
  std::vector<int> clients_;
};

/// Answers every connection with the same bytes, once something was received, and closes it.
class ScriptedPort {
 public:
  explicit ScriptedPort(std::string bytes);
  ~ScriptedPort();

  std::string url() const { return port_.url(); }
  /// What was answered last.
  std::string received() const;

 private:
  DeafPort port_;
  std::string bytes_;
  mutable std::mutex mutex_;
  std::string received_;
  std::thread thread_;
};

}  // namespace sdg::test
