#include "runtime/model/retry_policy.h"

#include <algorithm>
#include <cmath>

namespace sdg::model {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;

/// A fifth of a handful of requests is nothing: this many retries a minute are always allowed.
constexpr std::uint64_t kFreeRetries = 30;
constexpr std::uint64_t kRequestsPerRetry = 5;
constexpr auto kWindow = seconds(60);

bool worth_retrying(TroubleKind kind) {
  switch (kind) {
    case TroubleKind::Transient:
    case TroubleKind::RateLimited: return true;
    case TroubleKind::Row:
    case TroubleKind::Unusable:
    case TroubleKind::Cancelled: return false;
  }
  return false;
}

milliseconds scaled(milliseconds whole, double share) {
  return milliseconds(std::llround(static_cast<double>(whole.count()) * share));
}

/// Anything from nothing to twice the last range: clients that failed together do not come back together.
milliseconds full_jitter(const RetryLimits& limits, std::uint32_t retry, const std::function<double()>& random) {
  const auto doublings = std::min<std::uint32_t>(retry, 20);
  const auto range = std::min(limits.longest, limits.base * (std::int64_t{1} << doublings));
  return scaled(range, random());
}

}  // namespace

std::optional<milliseconds> retry_delay(const RetryLimits& limits, const Trouble& trouble, std::uint32_t retry,
                                        const std::function<double()>& random) {
  if (!worth_retrying(trouble.kind) || retry >= limits.retries) return std::nullopt;
  const auto own = full_jitter(limits, retry, random);
  if (!trouble.retry_after) return own;
  if (*trouble.retry_after > limits.longest_asked) return std::nullopt;
  // A tenth more, spread: everybody was told the same moment.
  return std::max(own, *trouble.retry_after + scaled(*trouble.retry_after, 0.1 * random()));
}

void RetryBudget::note_request(TimePoint now) {
  forget_before(now - kWindow);
  if (seconds_.empty() || now - seconds_.back().start >= seconds(1)) seconds_.push_back({now});
  ++seconds_.back().requests;
  ++requests_;
}

bool RetryBudget::take_retry(TimePoint now) {
  forget_before(now - kWindow);
  if (retries_ >= std::max(kFreeRetries, requests_ / kRequestsPerRetry)) return false;
  if (seconds_.empty() || now - seconds_.back().start >= seconds(1)) seconds_.push_back({now});
  ++seconds_.back().retries;
  ++retries_;
  return true;
}

void RetryBudget::forget_before(TimePoint oldest) {
  while (!seconds_.empty() && seconds_.front().start < oldest) {
    requests_ -= seconds_.front().requests;
    retries_ -= seconds_.front().retries;
    seconds_.pop_front();
  }
}

}  // namespace sdg::model
