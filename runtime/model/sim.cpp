#include <algorithm>
#include <chrono>
#include <utility>

#include "compiler/plan/sim_options.h"
#include "runtime/model/ask_plan.h"
#include "runtime/model/chat_provider.h"
#include "runtime/model/openai_reply.h"
#include "runtime/model/sim_reply.h"
#include "runtime/model/sim_voice.h"
#include "runtime/net/cancel.h"
#include "runtime/net/fiber.h"

namespace sdg::model {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds kShortestRetryAfter{20};

/// False where the wish to stop came first.
bool pause(milliseconds length, const net::Cancel& cancel) {
  if (cancel.requested()) return false;
  if (length <= milliseconds(0)) return true;
  net::Event stopped;
  const net::Cancel::Watch watch(cancel, [&] { stopped.set(); });
  return !stopped.wait_until(std::chrono::steady_clock::now() + length);
}

/// The built-in offline model.
class SimProvider final : public ChatProvider {
 public:
  SimProvider(plan::SimOptions options, bool is_named) : options_(std::move(options)), is_named_(is_named) {}

  Result<Answer, Trouble> send(const Request& request, const net::Cancel& cancel) override {
    auto stream = sim_stream(request.cell, "try", request.attempt, request.retry);
    if (!pause(latency(stream), cancel)) return Trouble{.kind = TroubleKind::Cancelled, .message = "cancelled"};
    if (stream.unit() < options_.fail) return failure(stream);
    if (stream.unit() < options_.limit) return too_many();
    auto raw = sim_reply(request, options_);
    auto reply = read_openai_reply(raw);
    return Answer{std::move(raw), std::move(*reply)};
  }

 private:
  void name_endpoint(AskPlan& plan) const override {
    plan.dialect = "sim";
    auto options = options_;
    if (!is_named_) options.name = plan.model.id;
    plan.model_id = options.identity();
  }

  milliseconds latency(eval::Stream& stream) const {
    const auto spread = stream.between(-options_.jitter.count(), options_.jitter.count());
    return std::max(milliseconds(0), options_.latency + milliseconds(spread));
  }

  static Trouble failure(eval::Stream& stream) {
    switch (stream.below(3)) {
      case 0: return {.status = 500, .message = "the provider answered 500: simulated failure"};
      case 1: return {.status = 503, .message = "the provider answered 503: simulated overload"};
      default: return {.message = "simulated loss of the connection", .may_be_billed = true};
    }
  }

  Trouble too_many() const {
    return {.kind = TroubleKind::RateLimited,
            .status = 429,
            .message = "the provider answered 429: simulated rate limit",
            .retry_after = std::max(kShortestRetryAfter, options_.latency)};
  }

  plan::SimOptions options_;
  bool is_named_;  // by `sim(…)`, not by another provider's base URL
};

}  // namespace

Result<std::unique_ptr<Provider>> make_sim(const plan::ModelSpec& model) {
  auto options = plan::sim_options(model);
  if (!options) return Failure{"model `" + model.name + "`: " + options.failure().message};
  return std::unique_ptr<Provider>(std::make_unique<SimProvider>(std::move(*options), model.provider == "sim"));
}

}  // namespace sdg::model
