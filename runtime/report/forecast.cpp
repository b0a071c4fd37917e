#include "runtime/report/forecast.h"

#include <fmt/format.h>

#include "compiler/diag/display_line.h"
#include "runtime/report/numbers.h"
#include "runtime/report/text_table.h"

namespace sdg::report {
namespace {

using Cells = std::vector<std::string>;

std::string cost_text(const std::optional<std::int64_t>& cost) { return cost ? dollars(*cost) : "?"; }

std::string bound_of(const ColumnForecast& column) {
  if (column.at_least) return "≥ ";
  return column.depends > 0 ? "≤ " : "";
}

Cells cells_of(const ColumnForecast& column) {
  return {diag::printable(column.column),
          grouped(column.found),
          grouped(column.stale + column.again),
          grouped(column.fresh + column.depends),
          bound_of(column) + grouped(column.requests()),
          fmt::format("{} / {}", rounded(column.input_tokens), rounded(column.output_tokens)),
          cost_text(column.cost_nano_dollars)};
}

void append_columns(std::string& out, const std::vector<ColumnForecast>& columns) {
  std::vector<Cells> rows{{"column", "found", "stale", "new", "requests", "tokens in/out", "cost"}};
  for (const auto& column : columns) rows.push_back(cells_of(column));
  append_table(out, rows);
}

void append_reasons(std::string& out, const ColumnForecast& column) {
  for (const auto& [reason, cells] : column.reasons) {
    out += fmt::format("  {}: {}: {}\n", diag::printable(column.column), grouped(cells), diag::printable(reason));
  }
  if (column.depends == 0) return;
  out += fmt::format("  {}: {} {}: depends on {}{}\n", diag::printable(column.column),
                     column.at_least ? "at least" : "up to", grouped(column.depends),
                     column.depends_on.empty() ? "rows that are not there yet" : diag::printable(column.depends_on),
                     column.at_least ? "; a list that is not there yet counts as one row" : "");
}

void append_dataset(std::string& out, const DatasetForecast& dataset) {
  out += fmt::format("{}: {}", diag::printable(dataset.dataset),
                     counted(dataset.candidates, dataset.has_each ? "candidate" : "row"));
  if (dataset.finished > 0) out += fmt::format(", {} finished", grouped(dataset.finished));
  if (dataset.waiting > 0) {
    out += fmt::format(", {} {} more to come", dataset.at_least ? "at least" : "about", grouped(dataset.waiting));
  }
  out += "\n";
  if (!dataset.columns.empty()) append_columns(out, dataset.columns);
  for (const auto& column : dataset.columns) append_reasons(out, column);
  if (dataset.finished_cells > 0) {
    out += fmt::format("  {} of finished rows, not told apart by column\n", counted(dataset.finished_cells, "answer"));
  }
  for (const auto& note : dataset.notes) out += "  " + diag::printable(note) + "\n";
}

struct Sum {
  std::uint64_t requests = 0;
  double tokens = 0;
  std::optional<std::int64_t> cost = 0;
  bool has_most = false, has_least = false;

  std::string bound() const {
    if (has_least) return has_most ? "about " : "at least ";
    return has_most ? "at most " : "";
  }
};

Sum sum_of(const Forecast& forecast) {
  Sum sum;
  for (const auto& dataset : forecast.datasets) {
    for (const auto& column : dataset.columns) {
      sum.requests += column.requests();
      sum.tokens += column.input_tokens + column.output_tokens;
      sum.has_least |= column.at_least;
      sum.has_most |= column.depends > 0 && !column.at_least;
      if (!column.cost_nano_dollars) sum.cost.reset();
      if (sum.cost) *sum.cost += *column.cost_nano_dollars;
    }
  }
  return sum;
}

void append_total(std::string& out, const Forecast& forecast) {
  const auto sum = sum_of(forecast);
  if (sum.requests == 0) {
    out += "a run would ask nothing\n";
    return;
  }
  out += fmt::format("{}{}, about {} tokens, {}\n", sum.bound(), counted(sum.requests, "request"), rounded(sum.tokens),
                     sum.cost ? dollars(*sum.cost) : "price not known (`price =` of the model)");
  for (const auto& model : forecast.models) {
    const auto time = model.time ? "about " + time_span(*model.time) : std::string("time not known");
    out += fmt::format("{}: {}, {}\n", diag::printable(model.model), time, model.limit);
  }
  out +=
      "tokens: prompts and replies as long as those stored so far; where there are none, 4 bytes a token and 256 "
      "tokens "
      "a reply. Retries are not counted\n";
}

}  // namespace

std::string to_text(const Forecast& forecast) {
  std::string out;
  for (const auto& warning : forecast.warnings) out += diag::printable(warning) + "\n";
  for (const auto& dataset : forecast.datasets) append_dataset(out, dataset);
  append_total(out, forecast);
  return out;
}

}  // namespace sdg::report
