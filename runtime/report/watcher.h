#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/report/tally.h"

namespace sdg::report {

/// Which question of which row is being answered. Refers to what lives as long as the call of the watcher.
struct CallSite {
  std::string_view dataset;
  std::string_view column;
  std::string_view model;    // its name in the program
  std::string_view row_key;  // as bytes; eval::row_key_json shows it
  std::uint32_t attempt = 0;
};

/// One request, answered or not.
struct Call {
  const CallSite& site;
  bool answered = false;
  int status = 0;           // of a refusal; 0 where no response arrived
  std::uint32_t retry = 0;  // transport retries of this attempt before
  Tokens tokens{};
  double latency_ms = 0;
  std::optional<std::int64_t> cost_nano_dollars{};
  std::string_view trouble{};  // why there is no answer
};

enum class RowEnd : std::uint8_t { Taken, Computed, Dropped, Failed, Unfinished };

/// How much a model is asked at once.
struct Throttle {
  std::string_view model;
  std::uint32_t limit = 0;
  std::uint32_t ceiling = 0;
  std::chrono::milliseconds pause{0};  // asked for by the server
};

/// Is told what happens in a run, on the loop's thread, as it happens. It must not wait. By default it does not care.
class Watcher {
 public:
  virtual ~Watcher() = default;
  /// A whole sentence that the user should read before money is spent.
  virtual void warned(std::string_view /*warning*/) {}
  virtual void dataset_begins(std::string_view /*dataset*/, std::optional<std::uint64_t> /*candidates*/) {}
  virtual void row_ends(std::string_view /*dataset*/, RowEnd /*end*/) {}
  virtual void output_begins(std::string_view /*dataset*/) {}
  virtual void dataset_ends(const DatasetTally& /*tally*/) {}
  virtual void call_begins(const CallSite& /*site*/) {}
  virtual void call_ends(const Call& /*call*/) {}
  /// The store had the answer.
  virtual void hit(const CallSite& /*site*/) {}
  virtual void throttled(const Throttle& /*throttle*/) {}
  /// No more is begun, for this reason; what is in flight is waited for.
  virtual void draining(std::string_view /*reason*/) {}
  /// Ten times a second, whatever else happens.
  virtual void tick() {}
};

}  // namespace sdg::report
