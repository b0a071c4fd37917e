#pragma once

#include <cstdint>
#include <vector>

#include "runtime/exec/stored_row.h"

namespace sdg::exec {

/// How often a question is asked, as far as the program says.
struct AskCount {
  std::uint64_t count = 0;
  bool at_least = false;  // something that is gone through has a length that is not known: it counts once
};

/// How often a row asks each question of its dataset at most: once, or as often as the loops around it go.
std::vector<AskCount> times_asked(const plan::Dataset& dataset);
/// Likewise a candidate, whose `each` lists are not known.
std::vector<AskCount> times_asked_of_candidate(const plan::Dataset& dataset);

/// The questions that a row may still come to, since they or the way to them depend on answers that are not there: ask
/// → how many. Those that came up are not among them. `below`: of that row of its `each` alone, and of what it stands
/// on.
std::vector<AskCount> open_asks(const RowProgram& program, StoredRow& row, const eval::Frame* below = nullptr);

}  // namespace sdg::exec
