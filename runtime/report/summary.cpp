#include "runtime/report/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

#include "compiler/diag/display_line.h"
#include "runtime/report/numbers.h"

namespace sdg::report {
namespace {

constexpr std::size_t kSamplesShown = 3;
constexpr std::size_t kLongestMessage = 160;

constexpr std::array<std::string_view, 8> kHeadings{"column", "calls",         "hits", "retries",
                                                    "failed", "tokens in/out", "p50",  "p95"};
using Cells = std::array<std::string, kHeadings.size()>;

std::string latency(const Latencies& latencies, double share) {
  if (latencies.count() == 0) return "-";
  const double ms = latencies.percentile(share);
  return ms < 1000 ? fmt::format("{} ms", std::llround(std::ceil(ms))) : fmt::format("{:.1f} s", ms / 1000);
}

Cells cells_of(const ColumnTally& column) {
  const auto& tokens = column.tokens;
  return {diag::printable(column.column),
          grouped(column.calls),
          grouped(column.hits),
          grouped(column.retries),
          grouped(column.failures),
          fmt::format("{} / {}", rounded(static_cast<double>(tokens.input + tokens.cached)),
                      rounded(static_cast<double>(tokens.output))),
          latency(column.latencies, 0.5),
          latency(column.latencies, 0.95)};
}

std::size_t width_of(const std::string& text) { return diag::DisplayLine(text, 8).width(); }

/// Names to the left, numbers to the right.
void append_row(std::string& out, const Cells& cells, const std::array<std::size_t, kHeadings.size()>& widths) {
  out += " ";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const std::string blanks(widths[i] - width_of(cells[i]), ' ');
    out += " " + (i == 0 ? cells[i] + blanks : " " + blanks + cells[i]);
  }
  out += "\n";
}

void append_table(std::string& out, const DatasetTally& dataset) {
  if (dataset.columns.empty()) return;
  std::vector<Cells> rows(1);
  std::ranges::copy(kHeadings, rows[0].begin());
  for (const auto& column : dataset.columns) rows.push_back(cells_of(column));
  std::array<std::size_t, kHeadings.size()> widths{};
  for (const auto& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  }
  for (const auto& row : rows) append_row(out, row, widths);
}

void append_rows(std::string& out, const DatasetTally& dataset) {
  out += fmt::format("{}: {}", diag::printable(dataset.dataset), counted(dataset.candidates(), "row"));
  const auto add = [&out](std::uint64_t number, std::string_view what) {
    if (number > 0) out += fmt::format(", {} {}", grouped(number), what);
  };
  add(dataset.taken, "from the store");
  add(dataset.dropped, "filtered out");
  add(dataset.failed, "failed");
  add(dataset.unfinished, "unfinished");
  out += "\n";
  for (const auto& path : dataset.written) {
    out += fmt::format("  wrote {} to {}\n", counted(dataset.written_rows, "row"),
                       path == "-" ? "stdout" : diag::printable(path));
  }
}

void append_samples(std::string& out, const DatasetTally& dataset) {
  for (std::size_t i = 0; i < std::min(kSamplesShown, dataset.samples.size()); ++i) {
    const auto& sample = dataset.samples[i];
    auto message = diag::printable(sample.message);
    const diag::DisplayLine line(message, 8);
    if (line.width() > kLongestMessage) message = line.text({0, kLongestMessage}) + "…";
    out += fmt::format("  row {}, `{}`: {}: {}\n", diag::printable(sample.row_key), diag::printable(sample.column),
                       sample.cause, message);
  }
}

}  // namespace

std::string summary(std::span<const DatasetTally> datasets) {
  std::string out;
  for (const auto& dataset : datasets) {
    append_rows(out, dataset);
    append_table(out, dataset);
    append_samples(out, dataset);
    const auto cost = total(dataset).cost_nano_dollars;
    if (cost && *cost > 0) out += fmt::format("  cost {}\n", dollars(*cost));
  }
  return out;
}

}  // namespace sdg::report
