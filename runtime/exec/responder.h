#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "compiler/plan/plan.h"
#include "runtime/exec/admission.h"
#include "runtime/exec/stop.h"
#include "runtime/model/provider.h"
#include "runtime/model/retry_policy.h"
#include "runtime/report/watcher.h"

namespace sdg::exec {

/// Why a request came to nothing.
struct NoAnswer {
  bool unfinished = false;  // the run ended first: this is no failure
  model::Trouble trouble;
};

/// An answer that came in, and how long it took. Whoever keeps it lets go of the permit once it is in the store, so
/// that what is paid for and not kept is bounded by the model's concurrency.
struct Arrival {
  model::Answer answer;
  std::uint64_t latency_ms = 0;
  Admission::Permit permit;
};

/// Requests that share a provider, a key and a model share what limits them.
struct SharedLimits {
  SharedLimits(const AdmissionLimits& limits, Admission::TimePoint now) : admission(limits, now) {}
  Admission admission;
  model::RetryBudget retry_budget;
  std::optional<Admission::TimePoint> absent_since{};  // nobody has listened there since
};

/// What the command line says of how models are asked.
struct AskingLimits {
  std::optional<std::uint32_t> concurrency{};   // instead of every model's own
  std::chrono::milliseconds wait_for_model{0};  // for one where nobody listens yet
};

/// A model of the plan, asked within its limits and asked again after trouble that may pass.
class Responder {
 public:
  /// All but `provider` live longer.
  Responder(const plan::ModelSpec& model, std::unique_ptr<model::Provider> provider,
            std::shared_ptr<SharedLimits> limits, std::chrono::milliseconds wait_for_model, Stop& stop,
            report::Watcher& watcher);

  /// Suspends the fiber until there is an answer, or none will come. `column` books the requests.
  Result<Arrival, NoAnswer> ask(model::Request request, Turn turn, std::optional<std::int64_t> output_limit,
                                const report::CallSite& site, report::ColumnTally& column);

  const model::Provider& provider() const { return *provider_; }
  std::uint32_t concurrency() const { return limits_->admission.ceiling(); }

 private:
  struct TimedAnswer {
    model::Answer answer;
    std::uint64_t latency_ms = 0;
  };
  using Sent = Result<TimedAnswer, model::Trouble>;
  double estimate(const model::Request& request, std::optional<std::int64_t> output_limit) const;
  Sent send(const model::Request& request, const report::CallSite& site, report::ColumnTally& column);
  void book(const Sent& sent, const model::Request& request, double latency_ms, const report::CallSite& site,
            report::ColumnTally& column);
  void settle(Admission::Permit& permit, const Sent& sent);
  bool is_awaited(const model::Trouble& trouble) const;
  bool wait_for_model();
  bool wait_before_retry(const model::Trouble& trouble, std::uint32_t retry);
  bool take_retry(const model::Trouble& trouble);
  std::optional<std::int64_t> cost(const report::Tokens& tokens) const;

  const plan::ModelSpec& model_;
  std::unique_ptr<model::Provider> provider_;
  std::shared_ptr<SharedLimits> limits_;
  std::chrono::milliseconds wait_for_model_;
  Stop& stop_;
  report::Watcher& watcher_;
  double mean_output_ = 256;  // tokens; moves with the answers
};

/// Who answers for each model of a plan.
class Responders {
 public:
  using Factory = std::function<Result<std::unique_ptr<model::Provider>>(const plan::ModelSpec& model)>;

  /// Makes those that `wanted` names; a failure says which one cannot be asked and why.
  static Result<Responders> make(const plan::Plan& plan, const std::vector<bool>& wanted, const AskingLimits& asking,
                                 const Factory& factory, Stop& stop, report::Watcher& watcher);
  Responder& operator[](plan::ModelId model) { return *responders_[model.index]; }

 private:
  std::vector<std::unique_ptr<Responder>> responders_;  // nothing for a model that nobody asks
};

}  // namespace sdg::exec
