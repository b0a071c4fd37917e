#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/loopback_http.h"
#include "tests/support/loopback_replies.h"
#include "tests/support/loopback_server.h"

namespace sdg::test {

/// What to put on the wire, when, and what then.
struct Reply {
  enum class Then { Keep, Close, Reset, Silence };

  std::string bytes;
  std::chrono::microseconds delay{0};
  Then then = Then::Keep;
  /// Spreads the bytes over this time.
  std::chrono::milliseconds slow_time{0};
  /// The content that counts as answered when the bytes are out; 0 for none.
  std::uint64_t answers = 0;
  /// Still to be told to `sent` or `lost`.
  bool counted = false;
};

/// Decides what a request gets. Knows no sockets; shared by the server's thread and the test's.
class LoopbackDesk {
 public:
  explicit LoopbackDesk(Behaviour behaviour) : behaviour_(std::move(behaviour)) {}

  Reply reply_to(const HttpRequest& request);
  void connected();
  /// A counted reply goes out now; `answers` as the reply said.
  void sent(std::uint64_t answers);
  /// The client went before its counted reply was out.
  void lost();

  void set(Behaviour behaviour);
  LoopbackStats stats() const;
  std::uint64_t times_asked(std::string_view body) const;
  std::uint64_t times_answered(std::string_view body) const;
  std::vector<KeptRequest> requests() const;
  void forget();

 private:
  Reply complete(const HttpRequest& request);
  Reply answer_chat(const HttpRequest& request, Fault fault);
  Reply set_options(std::string_view query);
  Fault next_fault();
  const std::string* scripted(std::string_view body);
  std::chrono::microseconds latency();
  Reply administrative(const HttpRequest& request);

  mutable std::mutex mutex_;
  Behaviour behaviour_;
  std::array<std::uint64_t, kFaults> fault_turns_{};
  std::vector<std::size_t> script_turns_;
  Random random_{1};
  ChatReplies chat_;
  LoopbackCounts counts_;
  std::vector<KeptRequest> kept_;
};

}  // namespace sdg::test
