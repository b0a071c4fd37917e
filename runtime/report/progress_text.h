#pragma once

#include <string>

#include "runtime/report/progress.h"

namespace sdg::report {

/// How far a dataset is: `d  1,234/10,000 rows, 800 from the store, 2 failed`. Without control characters.
std::string dataset_text(const DatasetProgress& dataset);
/// What the run does at the moment: `64 in flight, 512 requests/s, 20k tokens/s, $0.12 of about $1.30, 3 min left`.
std::string activity_text(const Progress& progress);

}  // namespace sdg::report
