#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/store/records.h"

namespace sdg::store {

/// A reply to be kept. `number` is how many attempts the entry has already: 0 begins it anew with `recipe`, the next
/// one is appended, and one that is there already is left as it is.
struct NewAttempt {
  CellKey cell;
  std::uint32_t number = 0;
  std::string recipe;  // read only where `number` is 0
  Attempt attempt;
};

/// More attempts for an entry that is used up.
struct Allowance {
  CellKey cell;
  std::uint32_t extra = 0;
};

struct DecidedRow {
  std::string dataset;
  RowKey key;
  RowRecord record;
};

/// Money that a dataset spends, or (negative) gets back from what was reserved for it.
struct Spending {
  std::string dataset;
  std::int64_t nano_dollars = 0;
};

/// What belongs together: after a crash all of it is there or none.
struct Batch {
  std::vector<NewAttempt> attempts;
  std::vector<Allowance> allowances;
  std::vector<DecidedRow> rows;
  std::vector<Spending> spending;
};

}  // namespace sdg::store
