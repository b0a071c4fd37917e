#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "runtime/exec/finished_rows.h"

namespace sdg::exec {

/// The rows of a dataset that others read, made once for all of them, as far as somebody has read. Each reader of a
/// chain of datasets would else make the rows of the whole chain anew. What there is no room for, readers make anew.
class SharedRows {
 public:
  /// All live longer. `room`: how many rows may be kept, of this dataset and the others that share it.
  SharedRows(const CandidateSource& source, const store::Store& store, ComputeRows compute, std::uint64_t& room)
      : source_(source), store_(store), compute_(std::move(compute)), room_(room) {}
  SharedRows(const SharedRows&) = delete;
  SharedRows& operator=(const SharedRows&) = delete;

  /// For a dataset that reads these fields. The rows live longer than what is opened.
  InputOpener opener(plan::Shape shape);

 private:
  class Reader;
  enum class Reach : std::uint8_t { Kept, End, NoRoom };

  Result<Reach> reach(std::size_t index);
  std::unique_ptr<FinishedRows> open() const { return std::make_unique<FinishedRows>(source_, store_, compute_); }

  const CandidateSource& source_;
  const store::Store& store_;
  ComputeRows compute_;
  std::uint64_t& room_;
  std::vector<FinishedRow> kept_;
  std::unique_ptr<FinishedRows> rest_;  // those after the kept ones, once somebody reads
  bool at_end_ = false;
};

}  // namespace sdg::exec
