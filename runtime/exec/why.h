#pragma once

#include <string>
#include <vector>

#include "runtime/exec/forecast.h"
#include "runtime/report/why.h"

namespace sdg::exec {

/// The row that is asked about.
struct RowQuestion {
  std::string key;     // JSON; a word that is no JSON stands for itself
  std::string column;  // empty: all that ask
};

/// What the cells of a row are known by and what the store has of them, in each dataset that has such a row and, where
/// one is given, such a column. Empty where none has. Reads the whole store where the row itself leaves no trace.
Result<std::vector<report::ExplainedRow>> why(const plan::Plan& plan, const RunOptions& options, const Outlook& outlook,
                                              const RowQuestion& question);

}  // namespace sdg::exec
