#include "runtime/model/retry_policy.h"

#include <doctest/doctest.h>

#include <chrono>

using namespace std::chrono_literals;
using sdg::model::retry_delay;
using sdg::model::RetryBudget;
using sdg::model::RetryLimits;
using sdg::model::Trouble;
using sdg::model::TroubleKind;

namespace {

Trouble trouble(TroubleKind kind, std::optional<std::chrono::milliseconds> asked = {}) {
  return {.kind = kind, .retry_after = asked};
}
double most() { return 0.999999; }
double none() { return 0; }

}  // namespace

TEST_CASE("the range of a wait doubles from retry to retry, up to a minute") {
  const RetryLimits limits{.retries = 100};
  const auto transient = trouble(TroubleKind::Transient);
  CHECK(retry_delay(limits, transient, 0, most) == 500ms);
  CHECK(retry_delay(limits, transient, 1, most) == 1000ms);
  CHECK(retry_delay(limits, transient, 4, most) == 8000ms);
  CHECK(retry_delay(limits, transient, 30, most) == 60'000ms);
  CHECK(retry_delay(limits, transient, 30, none) == 0ms);  // full jitter begins at nothing
}

TEST_CASE("what the server asks for is the least, spread upwards") {
  const RetryLimits limits;
  CHECK(retry_delay(limits, trouble(TroubleKind::RateLimited, 10s), 0, none) == 10s);
  CHECK(retry_delay(limits, trouble(TroubleKind::RateLimited, 10s), 0, most) == 11s);
  CHECK(retry_delay(limits, trouble(TroubleKind::RateLimited, 0s), 2, most) == 2s);
  CHECK_FALSE(retry_delay(limits, trouble(TroubleKind::RateLimited, 121s), 0, none));  // the row does not wait as long
}

TEST_CASE("nothing is retried that would fail again, nor more often than allowed") {
  const RetryLimits limits{.retries = 2};
  CHECK(retry_delay(limits, trouble(TroubleKind::Transient), 1, none));
  CHECK_FALSE(retry_delay(limits, trouble(TroubleKind::Transient), 2, none));
  for (const auto kind : {TroubleKind::Row, TroubleKind::Unusable, TroubleKind::Cancelled}) {
    CHECK_FALSE(retry_delay(limits, trouble(kind), 0, none));
  }
}

TEST_CASE("retries are a fifth of a minute's requests at most, with a few for small runs") {
  const RetryBudget::TimePoint start{};
  RetryBudget budget;
  int taken = 0;
  while (budget.take_retry(start)) ++taken;
  CHECK(taken == 30);
  for (int i = 0; i < 200; ++i) budget.note_request(start + 1s);
  while (budget.take_retry(start + 2s)) ++taken;
  CHECK(taken == 40);
  // A minute later the old ones count no more.
  CHECK(budget.take_retry(start + 70s));
}
