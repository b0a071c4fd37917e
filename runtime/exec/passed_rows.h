#pragma once

#include <cstdint>
#include <mutex>

#include "runtime/exec/finished_row.h"
#include "runtime/report/tally.h"

namespace sdg::exec {

/// What failed among rows that are made only as others read them. Each row counts once, whichever reader passes it
/// first. Readers may be on several threads.
class PassedRows {
 public:
  void note(const FinishedRow& row);
  std::uint64_t failed() const;
  void add_to(report::DatasetTally& tally) const;

 private:
  mutable std::mutex mutex_;
  std::uint64_t next_place_ = 0;
  report::DatasetTally tally_;  // failures alone
};

}  // namespace sdg::exec
