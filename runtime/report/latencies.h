#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace sdg::report {

/// How long calls took, in buckets 9 % apart: percentiles of a million calls in two kilobytes.
class Latencies {
 public:
  void add(double milliseconds);
  /// The upper end of the bucket that this share (0.5, 0.95) of the calls stayed below; 0 without calls.
  double percentile(double share) const;
  std::uint64_t count() const { return count_; }

 private:
  static constexpr std::size_t kBuckets = 256;
  std::array<std::uint32_t, kBuckets> buckets_{};
  std::uint64_t count_ = 0;
};

}  // namespace sdg::report
