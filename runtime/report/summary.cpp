#include "runtime/report/summary.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <vector>

#include "compiler/diag/display_line.h"
#include "runtime/report/numbers.h"
#include "runtime/report/text_table.h"

namespace sdg::report {
namespace {

constexpr std::size_t kSamplesShown = 3;
constexpr std::size_t kLongestMessage = 160;

using Cells = std::vector<std::string>;

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

void append_columns(std::string& out, const DatasetTally& dataset) {
  if (dataset.columns.empty()) return;
  std::vector<Cells> rows{{"column", "calls", "hits", "retries", "failed", "tokens in/out", "p50", "p95"}};
  for (const auto& column : dataset.columns) rows.push_back(cells_of(column));
  append_table(out, rows);
}

void append_rows(std::string& out, const DatasetTally& dataset) {
  if (dataset.only_read) {
    const auto failed = dataset.failed > 0 ? fmt::format(", {} failed", counted(dataset.failed, "row")) : std::string();
    out += fmt::format("{}: only read by other datasets{}\n", diag::printable(dataset.dataset), failed);
    return;
  }
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
    append_columns(out, dataset);
    append_samples(out, dataset);
    const auto cost = total(dataset).cost_nano_dollars;
    if (cost && *cost > 0) out += fmt::format("  cost {}\n", dollars(*cost));
  }
  return out;
}

}  // namespace sdg::report
