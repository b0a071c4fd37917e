#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "runtime/exec/row_values.h"

namespace sdg::exec {

/// A cell that has no value, as it is told.
struct CellTrouble {
  std::string column;  // or the line: `key`, `keep`, the name of an `each`
  std::string cause;   // its stable name
  std::string message;
};

/// What is known of a row for good.
struct FinishedRow {
  enum class Fate : std::uint8_t {
    Whole,        // every needed value is there
    FilteredOut,  // by `keep`; without values
    Failed,       // some values are not there; none at all where a filter failed
    Unknown,      // not decided: the run that would have done it ended
  };
  std::uint64_t place = 0;
  std::string key;
  Fate fate = Fate::Unknown;
  std::vector<RowValue> values{};  // one a root of the program
  /// It ended above the last `each`: `rows` does not count it.
  bool is_childless = false;
  bool is_duplicate = false;  // of the key of an earlier row, which it has no right to
  bool from_store = false;
  std::string cause{};                  // of the first failure
  std::vector<CellTrouble> troubles{};  // of a row that was computed just now
};

}  // namespace sdg::exec
