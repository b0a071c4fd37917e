#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "runtime/exec/family_record.h"
#include "runtime/exec/finished_row.h"
#include "runtime/exec/key_set.h"
#include "runtime/exec/recorded_candidates.h"
#include "runtime/store/store.h"

namespace sdg::exec {

class PassedRows;

/// The first `room` rows of a candidate without a record, as far as they can be known.
using ComputeRows = std::function<std::vector<FinishedRow>(const Candidate& candidate, std::uint64_t room)>;
/// Without asking: for a dataset whose candidates are all decided.
ComputeRows without_asking(const CandidateSource& source);

/// The rows of a dataset in row order, from the first: those of the store, and else what `compute` says. May block.
class FinishedRows {
 public:
  /// All live longer.
  FinishedRows(const CandidateSource& source, const store::Store& store)
      : FinishedRows(source, store, without_asking(source)) {}
  FinishedRows(const CandidateSource& source, const store::Store& store, ComputeRows compute)
      : source_(source),
        compute_(std::move(compute)),
        room_(rows_wanted(source).value_or(UINT64_MAX)),
        candidates_(source, store) {}

  /// Nothing after the last.
  Result<std::optional<FinishedRow>> next();

 private:
  Result<bool> next_family();
  std::vector<FinishedRow> rows_of(const RecordedCandidates::Recorded& recorded) const;

  const CandidateSource& source_;
  ComputeRows compute_;
  std::uint64_t room_;  // rows that may still come, where `each` makes them
  RecordedCandidates candidates_;
  std::vector<FinishedRow> family_;
  std::size_t at_ = 0;  // in it
  std::uint64_t place_ = 0;
  KeySet seen_;  // below an `each` with a `key`
};

using NextFinishedRow = std::function<Result<std::optional<FinishedRow>>()>;
/// The rows of a dataset as another one reads them, with these fields. `program` lives longer.
std::unique_ptr<InputRows> as_input(const RowProgram& program, NextFinishedRow next, plan::Shape shape);
/// `passed`: who is told of each row, seen or not.
InputOpener open_finished(const CandidateSource& source, const store::Store& store, plan::Shape shape,
                          PassedRows* passed = nullptr);

/// A finished row as a record of the dataset's columns.
plan::Value as_record(const RowProgram& program, const FinishedRow& row, const plan::Shape& shape);
/// The names of the dataset's written columns.
plan::Shape column_shape(const RowProgram& program);
/// Whether other datasets and outputs see the row.
bool is_seen(const RowProgram& program, const FinishedRow& row);

}  // namespace sdg::exec
