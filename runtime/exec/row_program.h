#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "compiler/plan/digest.h"
#include "compiler/plan/plan.h"
#include "runtime/eval/evaluator.h"
#include "runtime/eval/program.h"

namespace sdg::exec {

/// What a row of a dataset must compute, and where each result goes. Made once a run.
struct RowProgram {
  RowProgram(const plan::Plan& its_plan, std::uint32_t its_index, bool is_read,
             std::optional<std::int64_t> seed_instead);

  const plan::Plan& plan;
  const plan::Dataset& dataset;
  std::uint32_t index;  // among the plan's datasets
  std::int64_t seed;
  eval::Program evaluation;  // shared by all rows
  /// The nodes of `keep` by how many `each` they stand below.
  std::vector<std::vector<plan::NodeId>> filters;
  /// Nodes whose values are kept with the row: what outputs write, and what other datasets read.
  std::vector<plan::NodeId> roots;
  std::vector<std::vector<std::uint32_t>> output_roots;    // output, column → root
  std::vector<std::optional<std::uint32_t>> column_roots;  // column → root, where it is one
  bool asks = false;                                       // may need a model at all
  plan::Digest identity;  // of all that its values depend on but the row, and of their order in the record

  /// How many `each` the rows of a block stand below; nothing where the block is inside of a row.
  std::optional<std::uint32_t> level_of(plan::BlockId block) const;
  /// Tables are data, and data is known only now.
  void bind_tables(const plan::Digest& tables);
  /// What the row's values depend on: a finished row with the same fingerprint needs no evaluation.
  plan::Digest fingerprint(const eval::RowInputs& row) const;

 private:
  std::uint32_t add_root(plan::NodeId node);
  bool reads_index_ = false;
};

/// The name that a failed root is known by: of its column, or of the output's.
std::string root_name(const RowProgram& program, std::uint32_t root);

}  // namespace sdg::exec
