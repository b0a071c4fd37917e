#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/result.h"

namespace sdg::test {

enum class Fault {
#define SDG_LOOPBACK_FAULT(fault, option) fault,
#include "tests/support/loopback_faults.def"
#undef SDG_LOOPBACK_FAULT
  None
};
inline constexpr std::size_t kFaults = static_cast<std::size_t>(Fault::None);

/// `hits` out of `of` requests, evenly spread: {1, 10} is every tenth.
struct Rate {
  std::uint64_t hits = 0;
  std::uint64_t of = 1;

  /// Whether the `count`-th request, from 1, is one of them.
  bool takes(std::uint64_t count) const { return count * hits / of != (count - 1) * hits / of; }
};

/// What is answered to a request whose body holds `when`: the replies in turn, the last for ever.
struct Script {
  std::string when;
  std::vector<std::string> replies;
};

/// How the loopback server answers.
struct Behaviour {
  /// Each reply waits for a time between the two.
  std::chrono::microseconds latency_min{0};
  std::chrono::microseconds latency_max{0};
  /// Of faults that would meet in one request, the first of the list has it.
  std::array<Rate, kFaults> faults{};
  int retry_after_seconds = 1;
  std::chrono::milliseconds slow_time{400};
  std::vector<Script> scripts;
  /// Keeps whole requests, for tests that look at what was sent.
  bool keeps_requests = false;

  Rate& rate(Fault fault) { return faults[static_cast<std::size_t>(fault)]; }
};

std::string_view option_of(Fault fault);

/// Sets one option by its text: `latency` "20" or "10..50" (milliseconds), a fault's option "1/10" or "5%",
/// `retry-after` seconds, `slow-ms`, `keep-requests` "1", `script` as a JSON list of {"when", "replies"}.
Result<void> set_option(Behaviour& behaviour, std::string_view name, std::string_view value);

}  // namespace sdg::test
