#pragma once

#include <cstdint>
#include <vector>

#include "runtime/exec/stored_row.h"

namespace sdg::exec {

/// How often a row asks each question of its dataset at most, as far as the program says: once, or as often as the
/// loops around it go. A list that is gone through counts once, for its length is not known.
std::vector<std::uint64_t> times_asked(const plan::Dataset& dataset);

/// The questions that a row may still come to, since they or the way to them depend on answers that are not there: ask
/// → how many. Those that came up are not among them. `below`: of that row of its `each` alone, and of what it stands
/// on.
std::vector<std::uint64_t> open_asks(const RowProgram& program, StoredRow& row, const eval::Frame* below = nullptr);

}  // namespace sdg::exec
