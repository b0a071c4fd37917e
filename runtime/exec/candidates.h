#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "runtime/eval/evaluator.h"
#include "runtime/exec/cross_product.h"
#include "runtime/exec/finished_row.h"
#include "runtime/exec/key_set.h"
#include "runtime/exec/row_program.h"

namespace sdg::exec {

/// A row that may come to be.
struct Candidate {
  eval::RowInputs row;
  std::uint64_t place = 0;    // in the order of the rows, which `shuffle` makes another one than that of the numbers
  bool is_duplicate = false;  // an earlier row has its key
};

/// What becomes of a row whose key an earlier one has.
FinishedRow duplicate_row(std::string key, bool is_childless);

/// What candidates are made of.
struct CandidateSource {
  const RowProgram& program;
  std::vector<InputOpener> inputs;
  eval::Tables& tables;
  std::optional<std::uint64_t> limit;  // the first so many, beside what `rows` says
  /// Keys over another dataset's rows cannot be checked before those are there: then each is looked at on its way.
  bool checks_keys = false;
};

/// How many rows are wanted of a dataset whose candidates bring several each, if not all of them.
std::optional<std::uint64_t> rows_wanted(const CandidateSource& source);

/// All candidates of a dataset in row order, from the first, as often as somebody wants to see them. May block.
class Candidates {
 public:
  virtual ~Candidates() = default;
  /// Nothing after the last.
  virtual Result<std::optional<Candidate>> next() = 0;
};
/// `source` lives longer.
std::unique_ptr<Candidates> open_candidates(const CandidateSource& source);

/// How many candidates there are, if all explicit keys are different: 16 bytes a row. The failure names both rows of a
/// duplicate.
Result<std::uint64_t> check_keys(const CandidateSource& source);

}  // namespace sdg::exec
