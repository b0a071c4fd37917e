#include "compiler/plan/shown_columns.h"

#include <algorithm>
#include <iterator>

namespace sdg::plan {

std::vector<Column> shown_columns(const Dataset& dataset) {
  std::vector<Column> shown;
  std::ranges::copy_if(dataset.columns, std::back_inserter(shown), &Column::written);
  if (!shown.empty()) return shown;
  for (const OutputSpec& output : dataset.outputs) {
    for (const OutputColumn& column : output.columns) {
      const bool is_there = std::ranges::find(shown, column.name, &Column::name) != shown.end();
      if (is_there || column.name == kErrorsColumn) continue;
      shown.push_back({column.name, column.node, column.type, {}, true, output.span});
    }
  }
  return shown;
}

}  // namespace sdg::plan
