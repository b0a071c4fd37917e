#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>

#include "runtime/exec/token_bucket.h"
#include "runtime/net/cancel.h"
#include "runtime/net/fiber.h"

namespace sdg::exec {

/// How much a model may be asked at once and in a minute, as the program says.
struct AdmissionLimits {
  std::uint32_t concurrency = 64;
  std::optional<double> requests_per_minute{}, tokens_per_minute{};
};

/// Whose turn it is: datasets in turn, in a dataset the lowest row first.
struct Turn {
  std::uint32_t dataset = 0;
  std::uint64_t row = 0;
};

/// Lets requests to one model through: as many at once, and in a minute, as the program allows and the server bears.
/// After a 429 a quarter less at once, and nobody before the server's time is over; then one more after every 25
/// answers, up to what the program says.
class Admission {
 public:
  using TimePoint = std::chrono::steady_clock::time_point;

  /// A request that was let through, in flight until it is settled. An answer counts on until the object goes: whoever
  /// has it keeps it in the store first.
  class Permit {
   public:
    Permit(Admission& admission, std::uint64_t cut, double tokens)
        : admission_(&admission), cut_(cut), tokens_(tokens) {}
    ~Permit();
    Permit(Permit&& other) noexcept;
    Permit& operator=(Permit&&) = delete;
    double tokens() const { return tokens_; }

   private:
    friend Admission;
    Admission* admission_;  // nothing once it was moved away
    std::uint64_t cut_;     // how often the limit had been cut before
    double tokens_;         // reserved
    bool answered_ = false;
  };
  enum class Result : std::uint8_t { Answered, RateLimited, Other };

  Admission(const AdmissionLimits& limits, TimePoint now);
  Admission(const Admission&) = delete;
  Admission& operator=(const Admission&) = delete;

  /// Suspends the fiber until it may ask. Nothing where `no_more` was requested first.
  std::optional<Permit> acquire(Turn turn, double tokens, const net::Cancel& no_more);
  /// What became of a request. `tokens`: what it really took. True where this cut the limit.
  bool settle(Permit& permit, Result result, double tokens, std::optional<std::chrono::milliseconds> retry_after = {});

  std::uint32_t limit() const { return limit_; }
  std::uint32_t ceiling() const { return limits_.concurrency; }
  std::uint32_t in_flight() const { return in_flight_; }

 private:
  struct Waiting {
    double tokens;
    net::Event* woken = nullptr;
    bool has_deadline = false;
    std::optional<Permit> permit;
  };
  using Rows = std::multimap<std::uint64_t, Waiting*>;

  /// When the next one may go: now, later, or nothing where somebody must come back first.
  std::optional<TimePoint> next_start(double tokens, TimePoint now);
  Permit admit(double tokens);
  void let_through();
  bool is_full() const;
  std::map<std::uint32_t, Rows>::iterator next_dataset();
  void wait_for_turn(Waiting& self, const net::Cancel& no_more);
  bool cut(const Permit& permit, std::optional<std::chrono::milliseconds> retry_after);
  void grow();

  AdmissionLimits limits_;
  std::uint32_t limit_;
  std::uint32_t in_flight_ = 0;
  std::uint32_t answered_ = 0;  // whose permits are still held
  std::uint32_t answered_in_a_row_ = 0;
  std::uint64_t cuts_ = 0;
  TimePoint paused_until_{};
  std::optional<TokenBucket> requests_, tokens_;
  std::map<std::uint32_t, Rows> waiting_;  // no empty ones
  std::uint32_t last_dataset_ = 0;
};

}  // namespace sdg::exec
