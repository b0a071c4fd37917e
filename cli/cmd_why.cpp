#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/exit_status.h"
#include "cli/lookout.h"
#include "cli/pipeline.h"
#include "cli/terminal.h"
#include "compiler/diag/display_line.h"
#include "compiler/diag/suggestion.h"
#include "runtime/exec/why.h"

namespace sdg::cli {

namespace {

/// A column that nobody asks, told before any row is looked at.
Result<void> check_column(const plan::Plan& plan, const WhyOptions& options) {
  if (options.column.empty()) return {};
  std::vector<std::string_view> columns;
  for (const plan::Dataset& dataset : plan.datasets) {
    for (const plan::Ask& ask : dataset.asks) {
      if (ask.column == options.column) return {};
      columns.push_back(ask.column);
    }
  }
  const auto near = diag::closest(options.column, columns);
  return Failure{fmt::format("no column `{}` asks a model{}", diag::printable(options.column),
                             near ? fmt::format("; there is `{}`", *near) : std::string())};
}

}  // namespace

int why(const WhyOptions& options) {
  const auto run = chosen_run(options.pipeline, options.seed);
  const auto pipeline = open_runnable(options.pipeline, run);
  if (!pipeline) return pipeline.failure();
  if (const auto checked = check_column(pipeline->plan(), options); !checked) {
    say_error(checked.failure().message);
    return kUsage;
  }
  const auto lookout = Lookout::open(*pipeline, store_folder(options.pipeline.file, options.store));
  if (!lookout) return lookout.failure();
  const auto rows = exec::why(pipeline->plan(), run, (*lookout)->outlook(), {options.row_key, options.column});
  if (!rows) {
    say_error(rows.failure().message);
    return kProgramWrong;
  }
  if (rows->empty()) {
    say_error(fmt::format("no dataset that asks has a row {}; a key of several values is a JSON list: '[\"a\", 1]'",
                          diag::printable(options.row_key)));
    return kUsage;
  }
  for (const auto& row : *rows) print(report::to_text(row));
  return kDone;
}

}  // namespace sdg::cli
