#pragma once

#include "runtime/report/progress.h"

namespace sdg::report {

/// Progress for logs: a line when a dataset ends or the run begins to stop, and one every ten seconds.
class PlainReporter final : public Progress {
 public:
  PlainReporter(SteadyClock clock, TextSink sink);

  void dataset_ends(const DatasetTally& tally) override;
  void warned(std::string_view warning) override;
  void draining(std::string_view reason) override;
  void tick() override;

 private:
  TextSink sink_;
  std::chrono::steady_clock::time_point next_;
};

}  // namespace sdg::report
