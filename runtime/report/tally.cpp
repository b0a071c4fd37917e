#include "runtime/report/tally.h"

namespace sdg::report {

Tokens& Tokens::operator+=(const Tokens& more) {
  input += more.input;
  cached += more.cached;
  output += more.output;
  return *this;
}

ColumnTally total(const DatasetTally& dataset) {
  ColumnTally sum;
  for (const auto& column : dataset.columns) {
    sum.calls += column.calls;
    sum.hits += column.hits;
    sum.retries += column.retries;
    sum.failures += column.failures;
    sum.tokens += column.tokens;
    if (!column.cost_nano_dollars) sum.cost_nano_dollars.reset();
    if (sum.cost_nano_dollars) *sum.cost_nano_dollars += *column.cost_nano_dollars;
  }
  return sum;
}

}  // namespace sdg::report
