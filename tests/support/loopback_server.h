#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/loopback_behaviour.h"
#include "tests/support/loopback_counts.h"

namespace sdg::test {

/// A request as it was received, for tests that look at what was sent.
struct KeptRequest {
  std::string method;
  std::string path;
  /// Lines as sent, each with its line end.
  std::string headers;
  std::string body;
};

/// An OpenAI-like server on 127.0.0.1, in a thread of its own. The same question is answered the same way in every run.
/// Paths: POST …/chat/completions, GET …/models, GET /health; GET /stats, GET /reset, GET /set?OPTION=VALUE&….
class LoopbackServer {
 public:
  /// `port` 0 takes a free one.
  explicit LoopbackServer(Behaviour behaviour = {}, std::uint16_t port = 0);
  ~LoopbackServer();
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;

  std::uint16_t port() const;
  /// What a program takes as base URL: http://127.0.0.1:PORT/v1
  std::string url() const;

  /// From the next request on. Faults are counted anew.
  void set(Behaviour behaviour);
  LoopbackStats stats() const;
  std::uint64_t times_asked(std::string_view body) const;
  std::uint64_t times_answered(std::string_view body) const;
  std::vector<KeptRequest> requests() const;
  void forget();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sdg::test
