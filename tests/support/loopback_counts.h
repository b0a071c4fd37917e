#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>

#include "tests/support/loopback_behaviour.h"

namespace sdg::test {

/// What a server was asked and what it answered. A body is "answered" when a 200 went out whole: that is what would
/// have been paid.
struct LoopbackStats {
  std::uint64_t connections = 0;
  /// For a chat completion, whatever became of it.
  std::uint64_t asked = 0;
  std::uint64_t answered = 0;
  std::uint64_t distinct_asked = 0;
  std::uint64_t distinct_answered = 0;
  std::uint64_t most_asked_of_one = 0;
  std::uint64_t in_flight = 0;
  std::uint64_t most_in_flight = 0;
  std::array<std::uint64_t, kFaults> faults{};

  std::uint64_t answered_again() const { return answered - distinct_answered; }
  std::uint64_t fault(Fault fault) const { return faults[static_cast<std::size_t>(fault)]; }
  std::string json() const;
};

/// Counts by content, so that a test can say which question was asked twice.
class LoopbackCounts {
 public:
  void connected() { ++stats_.connections; }
  void asked(std::uint64_t content);
  void answered(std::uint64_t content);
  void met(Fault fault) { ++stats_.faults[static_cast<std::size_t>(fault)]; }
  void left() { --stats_.in_flight; }

  std::uint64_t times_asked(std::uint64_t content) const;
  std::uint64_t times_answered(std::uint64_t content) const;
  const LoopbackStats& stats() const { return stats_; }
  /// Forgets everything but what is in flight.
  void clear();

 private:
  struct Times {
    std::uint64_t asked = 0;
    std::uint64_t answered = 0;
  };

  LoopbackStats stats_;
  std::unordered_map<std::uint64_t, Times> times_;
};

}  // namespace sdg::test
