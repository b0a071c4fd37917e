#include "tests/support/loopback_counts.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace sdg::test {

std::string LoopbackStats::json() const {
  nlohmann::ordered_json faults_met = nlohmann::ordered_json::object();
  for (std::size_t i = 0; i < kFaults; ++i) faults_met[std::string(option_of(static_cast<Fault>(i)))] = faults[i];
  const nlohmann::ordered_json all{{"connections", connections},
                                   {"asked", asked},
                                   {"answered", answered},
                                   {"distinct_asked", distinct_asked},
                                   {"distinct_answered", distinct_answered},
                                   {"answered_again", answered_again()},
                                   {"most_asked_of_one", most_asked_of_one},
                                   {"in_flight", in_flight},
                                   {"most_in_flight", most_in_flight},
                                   {"faults", faults_met}};
  return all.dump();
}

void LoopbackCounts::asked(std::uint64_t content) {
  auto& times = times_[content];
  if (++times.asked == 1) ++stats_.distinct_asked;
  ++stats_.asked;
  stats_.most_asked_of_one = std::max(stats_.most_asked_of_one, times.asked);
  stats_.most_in_flight = std::max(stats_.most_in_flight, ++stats_.in_flight);
}

void LoopbackCounts::answered(std::uint64_t content) {
  ++stats_.answered;
  if (++times_[content].answered == 1) ++stats_.distinct_answered;
}

std::uint64_t LoopbackCounts::times_asked(std::uint64_t content) const {
  const auto found = times_.find(content);
  return found == times_.end() ? 0 : found->second.asked;
}

std::uint64_t LoopbackCounts::times_answered(std::uint64_t content) const {
  const auto found = times_.find(content);
  return found == times_.end() ? 0 : found->second.answered;
}

void LoopbackCounts::clear() {
  times_.clear();
  const auto in_flight = stats_.in_flight;
  stats_ = {};
  stats_.in_flight = in_flight;
}

}  // namespace sdg::test
