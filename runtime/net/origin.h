#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "runtime/net/fiber.h"
#include "runtime/net/http.h"

namespace sdg::net {

/// Scheme, host and port, and what was learnt of who answers there. The first request to a new origin goes alone until
/// it is connected: a thousand would look up one name a thousand times, each in a thread of its own, and only the
/// handshake tells whether they can share connections.
class Origin {
 public:
  Origin(std::string text, bool loopback, bool needs_probe);

  /// Without user, path and query.
  const std::string& text() const { return text_; }
  /// This machine, which no proxy stands before.
  bool loopback() const { return loopback_; }

  bool http2() const { return http2_; }
  void learn_http2(bool speaks) { http2_ = speaks; }

  bool must_wait() const { return state_ == State::Probing; }
  bool must_probe() const { return state_ == State::Unknown; }
  void begin_probe() { state_ = State::Probing; }
  /// The probe's end, good or bad; the first word counts. Who waited shares an error that each would meet for itself.
  void end_probe(const HttpError* error);
  /// Suspends until the probe ends, or a cancel. Returns the error to share.
  std::optional<HttpError> wait(const Cancel& cancel);

 private:
  enum class State { Unknown, Probing, Known };
  struct Waiter {
    Event event;
    std::optional<HttpError> error;
  };

  std::string text_;
  bool loopback_;
  bool http2_ = false;
  State state_;
  std::vector<Waiter*> waiters_;
};

class Origins {
 public:
  /// Nothing where `url` is no http or https URL.
  Origin* find(const std::string& url);

 private:
  /// By whole URL, of which there are few, and by origin.
  std::unordered_map<std::string, Origin*> by_url_;
  std::unordered_map<std::string, std::unique_ptr<Origin>> by_text_;
};

}  // namespace sdg::net
