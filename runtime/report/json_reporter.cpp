#include "runtime/report/json_reporter.h"

#include <nlohmann/json.hpp>
#include <utility>

#include "runtime/report/json_line.h"

namespace sdg::report {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::chrono::seconds kBetweenLines{1};

template <class T>
Json or_null(const std::optional<T>& value) {
  return value ? Json(*value) : Json();
}

Json rows(const DatasetProgress& dataset) {
  return {{"dataset", dataset.name},      {"candidates", or_null(dataset.candidates)},
          {"done", dataset.done()},       {"from_store", dataset.taken},
          {"computed", dataset.computed}, {"filtered_out", dataset.dropped},
          {"failed", dataset.failed},     {"unfinished", dataset.unfinished},
          {"ended", dataset.ended}};
}

Json column(const ColumnTally& tally) {
  return {{"column", tally.column},
          {"calls", tally.calls},
          {"hits", tally.hits},
          {"retries", tally.retries},
          {"failures", tally.failures},
          {"input_tokens", tally.tokens.input},
          {"cached_tokens", tally.tokens.cached},
          {"output_tokens", tally.tokens.output},
          {"p50_ms", tally.latencies.percentile(0.5)},
          {"p95_ms", tally.latencies.percentile(0.95)},
          {"cost_nano_dollars", or_null(tally.cost_nano_dollars)}};
}

}  // namespace

JsonReporter::JsonReporter(SteadyClock clock, TextSink sink)
    : Progress(std::move(clock)), sink_(std::move(sink)), next_(now() + kBetweenLines) {}

void JsonReporter::dataset_begins(std::string_view dataset, std::optional<std::uint64_t> candidates) {
  Progress::dataset_begins(dataset, candidates);
  sink_(json_line({{"event", "dataset_begins"}, {"dataset", dataset}, {"candidates", or_null(candidates)}}));
}

void JsonReporter::dataset_ends(const DatasetTally& tally) {
  Progress::dataset_ends(tally);
  Json columns = Json::array();
  for (const auto& each : tally.columns) columns.push_back(column(each));
  sink_(json_line({{"event", "dataset_ends"},
                   {"dataset", tally.dataset},
                   {"complete", tally.complete},
                   {"only_read", tally.only_read},
                   {"candidates", tally.candidates()},
                   {"from_store", tally.taken},
                   {"computed", tally.computed},
                   {"filtered_out", tally.dropped},
                   {"failed", tally.failed},
                   {"unfinished", tally.unfinished},
                   {"failures", tally.failures},
                   {"written", tally.written},
                   {"written_rows", tally.written_rows},
                   {"columns", columns}}));
}

void JsonReporter::throttled(const Throttle& throttle) {
  Progress::throttled(throttle);
  sink_(json_line({{"event", "throttled"},
                   {"model", throttle.model},
                   {"limit", throttle.limit},
                   {"ceiling", throttle.ceiling},
                   {"pause_ms", throttle.pause.count()}}));
}

void JsonReporter::warned(std::string_view warning) { sink_(json_line({{"event", "warning"}, {"message", warning}})); }

void JsonReporter::draining(std::string_view reason) {
  Progress::draining(reason);
  sink_(json_line({{"event", "draining"}, {"reason", reason}}));
}

void JsonReporter::tick() {
  if (now() < next_) return;
  next_ = now() + kBetweenLines;
  sink_(progress_json(*this) + "\n");
}

std::string progress_json(const Progress& progress) {
  Json all = Json::array();
  for (const auto& dataset : progress.datasets()) all.push_back(rows(dataset));
  const auto left = progress.time_left();
  const Json event{{"event", "progress"},
                   {"datasets", all},
                   {"in_flight", progress.in_flight()},
                   {"calls", progress.calls()},
                   {"hits", progress.hits()},
                   {"requests_per_second", progress.calls_per_second()},
                   {"tokens_per_second", progress.tokens_per_second()},
                   {"cost_nano_dollars", or_null(progress.cost_nano_dollars())},
                   {"projected_nano_dollars", or_null(progress.projected_nano_dollars())},
                   {"seconds_left", left ? Json(left->count()) : Json()}};
  return event.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace sdg::report
