#include "runtime/report/watchers.h"

namespace sdg::report {

void Watchers::warned(std::string_view warning) {
  for (auto* each : watchers_) each->warned(warning);
}

void Watchers::dataset_begins(std::string_view dataset, std::optional<std::uint64_t> candidates) {
  for (auto* each : watchers_) each->dataset_begins(dataset, candidates);
}

void Watchers::row_ends(std::string_view dataset, RowEnd end) {
  for (auto* each : watchers_) each->row_ends(dataset, end);
}

void Watchers::output_begins(std::string_view dataset) {
  for (auto* each : watchers_) each->output_begins(dataset);
}

void Watchers::dataset_ends(const DatasetTally& tally) {
  for (auto* each : watchers_) each->dataset_ends(tally);
}

void Watchers::call_begins(const CallSite& site) {
  for (auto* each : watchers_) each->call_begins(site);
}

void Watchers::call_ends(const Call& call) {
  for (auto* each : watchers_) each->call_ends(call);
}

void Watchers::hit(const CallSite& site) {
  for (auto* each : watchers_) each->hit(site);
}

void Watchers::throttled(const Throttle& throttle) {
  for (auto* each : watchers_) each->throttled(throttle);
}

void Watchers::draining(std::string_view reason) {
  for (auto* each : watchers_) each->draining(reason);
}

void Watchers::tick() {
  for (auto* each : watchers_) each->tick();
}

}  // namespace sdg::report
