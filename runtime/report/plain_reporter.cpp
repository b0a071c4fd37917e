#include "runtime/report/plain_reporter.h"

#include <fmt/format.h>

#include <utility>

#include "runtime/report/progress_text.h"

namespace sdg::report {
namespace {

constexpr std::chrono::seconds kBetweenPlainLines{10};

}  // namespace

PlainReporter::PlainReporter(SteadyClock clock, TextSink sink)
    : Progress(std::move(clock)), sink_(std::move(sink)), next_(now() + kBetweenPlainLines) {}

void PlainReporter::dataset_ends(const DatasetTally& tally) {
  Progress::dataset_ends(tally);
  for (const auto& dataset : datasets()) {
    if (dataset.name == tally.dataset) sink_(dataset_text(dataset) + "\n");
  }
}

void PlainReporter::warned(std::string_view warning) { sink_(fmt::format("warning: {}\n", warning)); }

void PlainReporter::draining(std::string_view reason) {
  Progress::draining(reason);
  sink_(activity_text(*this) + "\n");
}

void PlainReporter::tick() {
  if (now() < next_) return;
  next_ = now() + kBetweenPlainLines;
  std::string line;
  for (const auto& dataset : datasets()) {
    if (!dataset.ended) line += dataset_text(dataset) + "; ";
  }
  sink_(line + activity_text(*this) + "\n");
}

}  // namespace sdg::report
