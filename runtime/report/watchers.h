#pragma once

#include <vector>

#include "runtime/report/watcher.h"

namespace sdg::report {

/// Tells several watchers the same, in their order. They live longer.
class Watchers final : public Watcher {
 public:
  void add(Watcher& watcher) { watchers_.push_back(&watcher); }

  void warned(std::string_view warning) override;
  void dataset_begins(std::string_view dataset, std::optional<std::uint64_t> candidates) override;
  void row_ends(std::string_view dataset, RowEnd end) override;
  void output_begins(std::string_view dataset) override;
  void dataset_ends(const DatasetTally& tally) override;
  void call_begins(const CallSite& site) override;
  void call_ends(const Call& call) override;
  void hit(const CallSite& site) override;
  void throttled(const Throttle& throttle) override;
  void draining(std::string_view reason) override;
  void tick() override;

 private:
  std::vector<Watcher*> watchers_;
};

}  // namespace sdg::report
