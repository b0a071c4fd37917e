#pragma once

#include "runtime/report/progress.h"

namespace sdg::report {

/// Progress for programs: one JSON object a line, `{"event": …}`.
class JsonReporter final : public Progress {
 public:
  JsonReporter(SteadyClock clock, TextSink sink);

  void dataset_begins(std::string_view dataset, std::optional<std::uint64_t> candidates) override;
  void dataset_ends(const DatasetTally& tally) override;
  void throttled(const Throttle& throttle) override;
  void warned(std::string_view warning) override;
  void draining(std::string_view reason) override;
  void tick() override;

 private:
  TextSink sink_;
  std::chrono::steady_clock::time_point next_;
};

/// How far a run is: `{"event": "progress", …}`.
std::string progress_json(const Progress& progress);

}  // namespace sdg::report
