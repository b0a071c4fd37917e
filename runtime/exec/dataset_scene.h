#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "runtime/eval/evaluator.h"
#include "runtime/exec/finished_row.h"
#include "runtime/exec/row_program.h"
#include "runtime/exec/row_quota.h"
#include "runtime/exec/run_context.h"
#include "runtime/model/ask_plan.h"
#include "runtime/report/tally.h"

namespace sdg::exec {

/// What all rows of a dataset share while they are computed.
struct DatasetScene {
  DatasetScene(RunContext& its_run, const RowProgram& its_program, eval::Tables& its_tables);

  std::size_t ask_index(const plan::Ask& ask) const {
    return static_cast<std::size_t>(&ask - program.dataset.asks.data());
  }
  report::ColumnTally& column_of(const plan::Ask& ask) { return tally.columns[ask_columns[ask_index(ask)]]; }
  void count(report::RowEnd end);

  RunContext& run;
  const RowProgram& program;
  eval::Tables& tables;
  std::vector<std::unique_ptr<const model::AskPlan>> ask_plans;  // one an ask
  std::vector<std::size_t> ask_columns;                          // ask → column of the tally
  report::DatasetTally tally;
  std::optional<RowQuota> quota;   // where `rows` counts what candidates bring
  bool too_many_failures = false;  // `on failure stop`: no more rows are begun
};

}  // namespace sdg::exec
