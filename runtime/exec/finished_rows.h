#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/exec/candidates.h"
#include "runtime/exec/row_values.h"
#include "runtime/store/store.h"

namespace sdg::exec {

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
  bool from_store = false;
  std::string cause{}, message{}, column{};  // of a failure that was found just now
};

/// The record of a row, if it is of the present program.
std::optional<FinishedRow> find_finished(const RowProgram& program, const store::Store& store,
                                         const Candidate& candidate);
/// Computes a row that asks nothing. One that would have to ask is Unknown.
FinishedRow compute_row(const RowProgram& program, eval::Tables& tables, const Candidate& candidate);

/// The rows of a dataset whose candidates are all decided, in row order, from the first. May block.
class FinishedRows {
 public:
  /// All live longer.
  FinishedRows(const CandidateSource& source, const store::Store& store)
      : source_(source), store_(store), candidates_(open_candidates(source)) {}

  /// Nothing after the last.
  Result<std::optional<FinishedRow>> next();

 private:
  const CandidateSource& source_;
  const store::Store& store_;
  std::unique_ptr<Candidates> candidates_;
};

/// The rows of a finished dataset as another one reads them, with these fields.
InputOpener open_finished(const CandidateSource& source, const store::Store& store, plan::Shape shape);

/// A finished row as a record of the dataset's columns.
plan::Value as_record(const RowProgram& program, const FinishedRow& row, const plan::Shape& shape);
/// The names of the dataset's written columns.
plan::Shape column_shape(const RowProgram& program);
/// Whether other datasets and outputs see the row.
bool is_seen(const RowProgram& program, const FinishedRow& row);

}  // namespace sdg::exec
