#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "tests/support/loopback_server.h"
#include "tests/support/loopback_tls.h"

namespace sdg::test {

/// TLS, and HTTP/2 on top of it, in front of a loopback server: what a balancer is to a cluster. What the server does
/// to a connection happens here to a stream. Runs in threads of its own; the server outlives it.
class LoopbackFront {
 public:
  enum class Protocol { Http1, Http2 };

  explicit LoopbackFront(const LoopbackServer& server, Protocol protocol = Protocol::Http2,
                         Certificate certificate = self_signed("127.0.0.1"));
  ~LoopbackFront();
  LoopbackFront(const LoopbackFront&) = delete;
  LoopbackFront& operator=(const LoopbackFront&) = delete;

  /// https://127.0.0.1:PORT/v1
  std::string url() const;
  /// What a client has to trust, as PEM.
  const std::string& certificate() const;
  /// That shook hands.
  std::uint64_t connections() const;
  /// Requests that came by HTTP/2.
  std::uint64_t streams() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sdg::test
