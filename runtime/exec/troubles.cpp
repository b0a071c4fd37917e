#include "runtime/exec/troubles.h"

#include <cstddef>
#include <utility>

#include "runtime/eval/row_key.h"

namespace sdg::exec {
namespace {

constexpr std::size_t kSamples = 10;

}  // namespace

void count_troubles(report::DatasetTally& tally, const FinishedRow& row) {
  for (const auto& trouble : row.troubles) {
    ++tally.failures[trouble.cause];
    note_sample(tally, {eval::row_key_json(row.key), trouble.column, trouble.cause, trouble.message});
  }
}

void note_sample(report::DatasetTally& tally, report::FailureSample sample) {
  if (tally.samples.size() < kSamples) tally.samples.push_back(std::move(sample));
}

}  // namespace sdg::exec
