#include "runtime/report/latencies.h"

#include <algorithm>
#include <cmath>

namespace sdg::report {
namespace {

// The first bucket ends at 0.05 ms; eight to a doubling reach beyond a day.
constexpr double kFirst = 0.05;
constexpr double kBucketsPerDoubling = 8;

}  // namespace

void Latencies::add(double milliseconds) {
  const double steps = milliseconds <= kFirst ? 0 : std::ceil(std::log2(milliseconds / kFirst) * kBucketsPerDoubling);
  ++buckets_[static_cast<std::size_t>(std::clamp(steps, 0.0, static_cast<double>(kBuckets - 1)))];
  ++count_;
}

double Latencies::percentile(double share) const {
  const auto wanted = static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(count_)));
  std::uint64_t seen = 0;
  for (std::size_t i = 0; i < kBuckets; ++i) {
    seen += buckets_[i];
    if (seen >= wanted && seen > 0) return kFirst * std::exp2(static_cast<double>(i) / kBucketsPerDoubling);
  }
  return 0;
}

}  // namespace sdg::report
