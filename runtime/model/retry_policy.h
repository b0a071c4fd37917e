#pragma once

#include <chrono>
#include <cstdint>
#include <deque>
#include <functional>
#include <optional>

#include "runtime/model/trouble.h"

namespace sdg::model {

struct RetryLimits {
  std::uint32_t retries = 6;
  std::chrono::milliseconds base{500};
  std::chrono::milliseconds longest{60'000};         // of a wait that we choose
  std::chrono::milliseconds longest_asked{120'000};  // of one that the server asks for: above it, the row gives up
};

/// How long to wait before retry number `retry` (from 0), or nothing where it is not worth asking again. `random` gives
/// numbers in [0, 1).
std::optional<std::chrono::milliseconds> retry_delay(const RetryLimits& limits, const Trouble& trouble,
                                                     std::uint32_t retry, const std::function<double()>& random);

/// Retries may be a fifth of a minute's requests to a provider, and a few: a failing server is not stormed.
class RetryBudget {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;
  void note_request(TimePoint now);
  /// Takes one retry, if there is one to take.
  bool take_retry(TimePoint now);

 private:
  void forget_before(TimePoint oldest);
  struct Second {
    TimePoint start;
    std::uint32_t requests = 0, retries = 0;
  };
  std::deque<Second> seconds_;
  std::uint64_t requests_ = 0, retries_ = 0;
};

}  // namespace sdg::model
