#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/exec/finished_row.h"
#include "runtime/exec/row_program.h"
#include "runtime/store/records.h"

namespace sdg::exec {

/// What the store knows of a candidate: its row, or the rows that its `each` lines made of it.
struct StoredFamily {
  std::vector<FinishedRow> rows;
  /// How many there are below the last `each`. Where `rows` bounded them, the first of these alone are here.
  std::uint64_t size = 1;

  /// Whether the first so many can be taken from here.
  bool reaches(std::uint64_t room) const;
};

/// `rows` are decided.
store::RowRecord record_of(const RowProgram& program, const plan::Digest& fingerprint, const StoredFamily& family,
                           std::vector<store::CellKey> cells);
/// Nothing where the bytes are of another version or another program, or not whole.
std::optional<StoredFamily> read_record(const RowProgram& program, std::string_view key,
                                        const store::RowRecord& record);
/// Likewise, without looking at the values: what became of each row.
std::optional<StoredFamily> read_fates(const RowProgram& program, std::string_view key, const store::RowRecord& record);

}  // namespace sdg::exec
