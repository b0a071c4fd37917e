#pragma once

#include <span>
#include <string>

#include "runtime/report/tally.h"

namespace sdg::report {

/// What a run came to, for people: each dataset's rows and files, a table of its columns that asked, and the first
/// failures. Without control characters.
std::string summary(std::span<const DatasetTally> datasets);

}  // namespace sdg::report
