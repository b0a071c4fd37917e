#include "runtime/report/progress.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace sdg::report {

Progress::Progress(SteadyClock clock)
    : clock_(std::move(clock)), row_rate_(clock_()), call_rate_(clock_()), token_rate_(clock_()) {}

DatasetProgress& Progress::find(std::string_view dataset) {
  const auto found = std::ranges::find(datasets_, dataset, &DatasetProgress::name);
  if (found != datasets_.end()) return *found;
  datasets_.emplace_back().name = dataset;
  return datasets_.back();
}

void Progress::dataset_begins(std::string_view dataset, std::optional<std::uint64_t> candidates) {
  find(dataset).candidates = candidates;
}

void Progress::row_ends(std::string_view dataset, RowEnd end) {
  auto& rows = find(dataset);
  switch (end) {
    case RowEnd::Taken: ++rows.taken; return;  // says nothing about how long the others take
    case RowEnd::Computed: ++rows.computed; break;
    case RowEnd::Dropped: ++rows.dropped; break;
    case RowEnd::Failed: ++rows.failed; break;
    case RowEnd::Unfinished: ++rows.unfinished; return;
  }
  row_rate_.add(now(), 1);
}

void Progress::output_begins(std::string_view dataset) { find(dataset).writes = true; }

void Progress::dataset_ends(const DatasetTally& tally) {
  auto& rows = find(tally.dataset);
  rows.only_read = tally.only_read;
  rows.ended = true;
}

void Progress::call_begins(const CallSite& /*site*/) { ++in_flight_; }

void Progress::call_ends(const Call& call) {
  --in_flight_;
  ++calls_;
  call_rate_.add(now(), 1);
  token_rate_.add(now(), call.tokens.total());
  if (!call.answered) return;
  if (!call.cost_nano_dollars) cost_.reset();
  if (cost_) *cost_ += *call.cost_nano_dollars;
}

void Progress::hit(const CallSite& /*site*/) { ++hits_; }

void Progress::throttled(const Throttle& throttle) {
  const auto found = std::ranges::find(throttles_, throttle.model, &ThrottleState::model);
  auto& state = found == throttles_.end() ? throttles_.emplace_back() : *found;
  state = {std::string(throttle.model), throttle.limit, throttle.ceiling, now() + throttle.pause};
}

void Progress::draining(std::string_view reason) { drain_reason_ = reason; }

std::optional<std::uint64_t> Progress::rows_left() const {
  std::uint64_t left = 0;
  for (const auto& dataset : datasets_) {
    if (dataset.ended) continue;
    if (!dataset.candidates) return std::nullopt;
    left += *dataset.candidates - std::min(*dataset.candidates, dataset.done());
  }
  return left;
}

std::optional<std::chrono::seconds> Progress::time_left() const {
  const auto left = rows_left();
  const double rate = row_rate_.per_second(now());
  if (!left || *left == 0 || rate <= 0) return std::nullopt;
  return std::chrono::seconds(std::llround(static_cast<double>(*left) / rate));
}

std::optional<std::int64_t> Progress::projected_nano_dollars() const {
  const auto left = rows_left();
  std::uint64_t paid = 0;
  for (const auto& dataset : datasets_) paid += dataset.computed + dataset.dropped + dataset.failed;
  if (!left || !cost_ || paid == 0) return std::nullopt;
  const double per_row = static_cast<double>(*cost_) / static_cast<double>(paid);
  return *cost_ + std::llround(per_row * static_cast<double>(*left));
}

}  // namespace sdg::report
