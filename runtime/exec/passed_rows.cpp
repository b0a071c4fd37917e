#include "runtime/exec/passed_rows.h"

#include "runtime/eval/row_key.h"

namespace sdg::exec {
namespace {

constexpr std::size_t kSamples = 10;

void note_sample(report::DatasetTally& tally, report::FailureSample sample) {
  if (tally.samples.size() < kSamples) tally.samples.push_back(std::move(sample));
}

}  // namespace

void count_troubles(report::DatasetTally& tally, const FinishedRow& row) {
  for (const auto& trouble : row.troubles) {
    ++tally.failures[trouble.cause];
    note_sample(tally, {eval::row_key_json(row.key), trouble.column, trouble.cause, trouble.message});
  }
}

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
