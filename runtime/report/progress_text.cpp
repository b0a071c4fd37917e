#include "runtime/report/progress_text.h"

#include <fmt/format.h>

#include "compiler/diag/display_line.h"
#include "runtime/report/numbers.h"

namespace sdg::report {
namespace {

void add(std::string& text, const std::string& part) {
  if (!text.empty()) text += ", ";
  text += part;
}

void add_throttles(std::string& text, const Progress& progress) {
  for (const auto& throttle : progress.throttles()) {
    const auto left = std::chrono::ceil<std::chrono::seconds>(throttle.paused_until - progress.now());
    if (left.count() > 0) add(text, fmt::format("429: {} pauses {}", diag::printable(throttle.model), time_span(left)));
    if (left.count() <= 0 && throttle.limit < throttle.ceiling) {
      add(text, fmt::format("429: {} at {}/{}", diag::printable(throttle.model), throttle.limit, throttle.ceiling));
    }
  }
}

}  // namespace

std::string dataset_text(const DatasetProgress& dataset) {
  if (dataset.only_read) return diag::printable(dataset.name) + "  only read by other datasets";
  auto text = diag::printable(dataset.name) + "  " + grouped(dataset.done());
  text += dataset.candidates ? fmt::format("/{} rows", grouped(*dataset.candidates)) : std::string(" rows");
  if (dataset.taken > 0) add(text, grouped(dataset.taken) + " from the store");
  if (dataset.dropped > 0) add(text, grouped(dataset.dropped) + " filtered out");
  if (dataset.failed > 0) add(text, grouped(dataset.failed) + " failed");
  if (dataset.unfinished > 0) add(text, grouped(dataset.unfinished) + " unfinished");
  if (dataset.writes && !dataset.ended) add(text, "writing");
  return text;
}

std::string activity_text(const Progress& progress) {
  std::string text;
  add(text, fmt::format("{} in flight", progress.in_flight()));
  if (progress.calls() > 0) {
    add(text, fmt::format("{} requests/s", rounded(progress.calls_per_second())));
    add(text, fmt::format("{} tokens/s", rounded(progress.tokens_per_second())));
  }
  if (progress.hits() > 0)
    add(text, fmt::format("{} memo {}", grouped(progress.hits()), progress.hits() == 1 ? "hit" : "hits"));
  if (const auto cost = progress.cost_nano_dollars(); cost && *cost > 0) {
    const auto projected = progress.projected_nano_dollars();
    add(text, dollars(*cost) + (projected ? " of about " + dollars(*projected) : std::string()));
  }
  if (const auto left = progress.time_left()) add(text, time_span(*left) + " left");
  add_throttles(text, progress);
  if (!progress.drain_reason().empty()) add(text, "stopping: " + diag::printable(progress.drain_reason()));
  return text;
}

}  // namespace sdg::report
