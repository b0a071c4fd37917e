#include "runtime/exec/admission.h"

#include <algorithm>
#include <utility>

namespace sdg::exec {
namespace {

constexpr double kCut = 0.75;
// Of the limit: so many answers may be on their way into the store beside a full load of requests. Without them a
// server idles while the store writes (5 % of 256 requests of 50 ms each); what a kill loses stays bounded.
constexpr std::uint32_t kAnsweredShare = 32;
constexpr std::uint32_t kAnswersPerStepUp = 25;
// Where a server says 429 without saying for how long.
constexpr std::chrono::milliseconds kPauseByDefault{1000};

using Clock = std::chrono::steady_clock;

}  // namespace

Admission::Permit::Permit(Permit&& other) noexcept
    : admission_(std::exchange(other.admission_, nullptr)),
      cut_(other.cut_),
      tokens_(other.tokens_),
      answered_(other.answered_) {}

Admission::Permit::~Permit() {
  if (admission_ == nullptr) return;
  --(answered_ ? admission_->answered_ : admission_->in_flight_);
  admission_->let_through();
}

Admission::Admission(const AdmissionLimits& limits, TimePoint now) : limits_(limits), limit_(limits.concurrency) {
  if (limits.requests_per_minute) requests_.emplace(*limits.requests_per_minute, now);
  if (limits.tokens_per_minute) tokens_.emplace(*limits.tokens_per_minute, now);
}

std::optional<Admission::TimePoint> Admission::next_start(double tokens, TimePoint now) {
  if (is_full()) return std::nullopt;
  TimePoint start = std::max(now, paused_until_);
  if (requests_) start = std::max(start, requests_->ready_at(1, now));
  if (tokens_) start = std::max(start, tokens_->ready_at(tokens, now));
  return start;
}

bool Admission::is_full() const {
  return in_flight_ >= limit_ || in_flight_ + answered_ >= limit_ + limit_ / kAnsweredShare;
}

Admission::Permit Admission::admit(double tokens) {
  ++in_flight_;
  if (requests_) requests_->take(1);
  if (tokens_) tokens_->take(tokens);
  return {*this, cuts_, tokens};
}

std::map<std::uint32_t, Admission::Rows>::iterator Admission::next_dataset() {
  const auto after = waiting_.upper_bound(last_dataset_);
  return after == waiting_.end() ? waiting_.begin() : after;
}

void Admission::let_through() {
  const auto now = Clock::now();
  while (!waiting_.empty()) {
    const auto dataset = next_dataset();
    const auto first = dataset->second.begin();
    Waiting& waiting = *first->second;
    const auto start = next_start(waiting.tokens, now);
    if (!start) return;
    if (*start > now) {
      // Whoever is next keeps the time; that may be somebody else than a moment ago.
      if (!waiting.has_deadline && waiting.woken != nullptr) waiting.woken->set();
      return;
    }
    waiting.permit.emplace(admit(waiting.tokens));
    if (waiting.woken != nullptr) waiting.woken->set();
    last_dataset_ = dataset->first;
    dataset->second.erase(first);
    if (dataset->second.empty()) waiting_.erase(dataset);
  }
}

void Admission::wait_for_turn(Waiting& self, const net::Cancel& no_more) {
  while (!self.permit && !no_more.requested()) {
    net::Event woken;
    self.woken = &woken;
    const net::Cancel::Watch watch(no_more, [&woken] { woken.set(); });
    const auto start = next_start(self.tokens, Clock::now());
    self.has_deadline = start.has_value();
    if (start) {
      woken.wait_until(*start);
    } else {
      woken.wait();
    }
    self.woken = nullptr;
    self.has_deadline = false;
    let_through();
  }
}

std::optional<Admission::Permit> Admission::acquire(Turn turn, double tokens, const net::Cancel& no_more) {
  if (no_more.requested()) return std::nullopt;
  if (waiting_.empty()) {
    const auto now = Clock::now();
    const auto start = next_start(tokens, now);
    if (start && *start <= now) return admit(tokens);
  }
  Waiting self{tokens, nullptr, false, std::nullopt};
  const auto place = waiting_[turn.dataset].emplace(turn.row, &self);
  wait_for_turn(self, no_more);
  if (!self.permit) {
    const auto dataset = waiting_.find(turn.dataset);
    dataset->second.erase(place);
    if (dataset->second.empty()) waiting_.erase(dataset);
  } else if (no_more.requested()) {
    settle(*self.permit, Result::Other, 0);
    self.permit.reset();
  }
  return std::move(self.permit);
}

bool Admission::cut(const Permit& permit, std::optional<std::chrono::milliseconds> retry_after) {
  const auto until = Clock::now() + retry_after.value_or(kPauseByDefault);
  paused_until_ = std::max(paused_until_, until);
  answered_in_a_row_ = 0;
  // Requests that were let through before the cut say nothing about the new limit.
  if (permit.cut_ != cuts_) return false;
  ++cuts_;
  limit_ = std::max(1U, static_cast<std::uint32_t>(static_cast<double>(limit_) * kCut));
  return true;
}

void Admission::grow() {
  // Answers count only while the limit is used: an idle hour says nothing about what the server bears.
  if (limit_ >= limits_.concurrency || in_flight_ * 10 < limit_ * 9) return;
  if (++answered_in_a_row_ < kAnswersPerStepUp) return;
  answered_in_a_row_ = 0;
  ++limit_;
}

bool Admission::settle(Permit& permit, Result result, double tokens,
                       std::optional<std::chrono::milliseconds> retry_after) {
  bool was_cut = false;
  switch (result) {
    case Result::Answered:
      grow();
      permit.answered_ = true;
      --in_flight_;
      ++answered_;
      break;
    case Result::RateLimited: was_cut = cut(permit, retry_after); break;
    case Result::Other: break;
  }
  if (tokens_) tokens_->give_back(permit.tokens_ - tokens);
  let_through();
  return was_cut;
}

}  // namespace sdg::exec
