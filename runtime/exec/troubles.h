#pragma once

#include "runtime/exec/finished_row.h"
#include "runtime/report/tally.h"

namespace sdg::exec {

/// What failed in a row, each failure once; the first few are kept to be shown.
void count_troubles(report::DatasetTally& tally, const FinishedRow& row);
/// Keeps a sample, if there are not enough yet.
void note_sample(report::DatasetTally& tally, report::FailureSample sample);

}  // namespace sdg::exec
