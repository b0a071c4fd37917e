#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace sdg::test {

/// A server's side of one HTTP/2 connection, on bytes alone: what is asked on its streams comes out as requests of
/// HTTP/1.1, and what answers them goes in as replies of HTTP/1.1.
class Http2Session {
 public:
  struct Events {
    /// A whole request, which says `Connection: close`.
    std::function<void(std::int32_t stream, const std::string& request)> asked;
    /// Answered, or no longer waited for.
    std::function<void(std::int32_t stream)> closed;
  };
  explicit Http2Session(Events events);
  ~Http2Session();
  Http2Session(const Http2Session&) = delete;
  Http2Session& operator=(const Http2Session&) = delete;

  /// False when the client broke the protocol.
  bool receive(std::string_view bytes);
  /// More of a stream's reply.
  void reply(std::int32_t stream, std::string_view bytes);
  /// No more of it comes: a reply that is not whole resets its stream.
  void end_reply(std::int32_t stream);
  /// What is to be sent by now.
  std::string take_output();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sdg::test
