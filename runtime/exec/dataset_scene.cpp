#include "runtime/exec/dataset_scene.h"

#include <algorithm>
#include <string>
#include <utility>

namespace sdg::exec {
namespace {

std::size_t column_place(report::DatasetTally& tally, const std::string& name) {
  const auto found = std::ranges::find(tally.columns, name, &report::ColumnTally::column);
  if (found != tally.columns.end()) return static_cast<std::size_t>(found - tally.columns.begin());
  tally.columns.emplace_back().column = name;
  return tally.columns.size() - 1;
}

}  // namespace

DatasetScene::DatasetScene(RunContext& its_run, const RowProgram& its_program, eval::Tables& its_tables)
    : run(its_run), program(its_program), tables(its_tables) {
  tally.dataset = program.dataset.name;
  for (const auto& ask : program.dataset.asks) {
    ask_plans.push_back(run.responders[ask.model].provider().prepare(program.plan, program.dataset, ask));
    ask_columns.push_back(column_place(tally, ask.column));
  }
}

void DatasetScene::count(report::RowEnd end) {
  switch (end) {
    case report::RowEnd::Taken: ++tally.taken; break;
    case report::RowEnd::Computed: ++tally.computed; break;
    case report::RowEnd::Dropped: ++tally.computed, ++tally.dropped; break;
    case report::RowEnd::Failed: ++tally.failed; break;
    case report::RowEnd::Unfinished: ++tally.unfinished; break;
  }
  const auto& dataset = program.dataset;
  if (dataset.on_failure == plan::OnFailure::Stop && tally.failed >= dataset.stop_after.value_or(1)) {
    too_many_failures = true;
  }
  run.watcher.row_ends(dataset.name, end);
}

}  // namespace sdg::exec
