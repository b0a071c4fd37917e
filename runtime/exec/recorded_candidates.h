#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <vector>

#include "runtime/exec/candidates.h"
#include "runtime/store/store.h"

namespace sdg::exec {

/// The candidates of a dataset in row order, each with its record in the store. May block.
class RecordedCandidates {
 public:
  struct Recorded {
    Candidate candidate;
    std::optional<store::RowRecord> record;  // of whatever program
  };

  /// Both live longer. So many are looked for at once, because the store finds neighbours sooner than each alone.
  RecordedCandidates(const CandidateSource& source, const store::Store& store, std::size_t at_once);
  /// No more at once than will be wanted.
  RecordedCandidates(const CandidateSource& source, const store::Store& store);

  /// Null after the last; good until the next call.
  Result<Recorded*> next();

 private:
  void look_ahead();

  const CandidateSource& source_;
  const store::Store& store_;
  std::unique_ptr<Candidates> candidates_;
  std::size_t at_once_;
  std::vector<Recorded> ahead_;
  std::size_t at_ = 0;              // in it
  std::optional<Failure> failure_;  // of the candidate behind those
};

}  // namespace sdg::exec
