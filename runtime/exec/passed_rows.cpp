#include "runtime/exec/passed_rows.h"

#include "runtime/exec/troubles.h"

namespace sdg::exec {

void PassedRows::note(const FinishedRow& row) {
  const std::lock_guard lock(mutex_);
  if (row.place < next_place_) return;
  next_place_ = row.place + 1;
  count_troubles(tally_, row);
  if (row.fate == FinishedRow::Fate::Failed) ++tally_.failed;
}

std::uint64_t PassedRows::failed() const {
  const std::lock_guard lock(mutex_);
  return tally_.failed;
}

void PassedRows::add_to(report::DatasetTally& tally) const {
  const std::lock_guard lock(mutex_);
  tally.failed += tally_.failed;
  for (const auto& [cause, cells] : tally_.failures) tally.failures[cause] += cells;
  for (const auto& sample : tally_.samples) note_sample(tally, sample);
}

}  // namespace sdg::exec
