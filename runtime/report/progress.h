#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/report/rate_window.h"
#include "runtime/report/watcher.h"

namespace sdg::report {

using SteadyClock = std::function<std::chrono::steady_clock::time_point()>;
/// Where text for people or machines goes: a terminal, a pipe, a test's string.
using TextSink = std::function<void(std::string_view text)>;

struct DatasetProgress {
  std::string name;
  std::optional<std::uint64_t> candidates;  // where that is known beforehand
  std::uint64_t taken = 0, computed = 0, dropped = 0, failed = 0, unfinished = 0;
  bool writes = false;
  bool only_read = false;
  bool ended = false;
  std::uint64_t done() const { return taken + computed + dropped + failed; }
};

struct ThrottleState {
  std::string model;
  std::uint32_t limit = 0, ceiling = 0;
  std::chrono::steady_clock::time_point paused_until;
};

/// Counts what happens in a run, for whoever shows it.
class Progress : public Watcher {
 public:
  explicit Progress(SteadyClock clock);

  void dataset_begins(std::string_view dataset, std::optional<std::uint64_t> candidates) override;
  void row_ends(std::string_view dataset, RowEnd end) override;
  void output_begins(std::string_view dataset) override;
  void dataset_ends(const DatasetTally& tally) override;
  void call_begins(const CallSite& site) override;
  void call_ends(const Call& call) override;
  void hit(const CallSite& site) override;
  void throttled(const Throttle& throttle) override;
  void draining(std::string_view reason) override;

  const std::vector<DatasetProgress>& datasets() const { return datasets_; }
  std::chrono::steady_clock::time_point now() const { return clock_(); }
  std::uint64_t calls() const { return calls_; }
  std::uint64_t hits() const { return hits_; }
  std::uint64_t in_flight() const { return in_flight_; }
  double calls_per_second() const { return call_rate_.per_second(now()); }
  double tokens_per_second() const { return token_rate_.per_second(now()); }
  std::optional<std::int64_t> cost_nano_dollars() const { return cost_; }
  const std::vector<ThrottleState>& throttles() const { return throttles_; }
  const std::string& drain_reason() const { return drain_reason_; }

  /// From the rows of the last minute; nothing where no end is in sight.
  std::optional<std::chrono::seconds> time_left() const;
  /// What all rows will have cost if the others cost as much as those so far.
  std::optional<std::int64_t> projected_nano_dollars() const;

 private:
  DatasetProgress& find(std::string_view dataset);
  std::optional<std::uint64_t> rows_left() const;

  SteadyClock clock_;
  std::vector<DatasetProgress> datasets_;
  std::uint64_t calls_ = 0, hits_ = 0, in_flight_ = 0;
  std::optional<std::int64_t> cost_ = 0;
  RateWindow row_rate_, call_rate_, token_rate_;
  std::vector<ThrottleState> throttles_;
  std::string drain_reason_;
};

}  // namespace sdg::report
