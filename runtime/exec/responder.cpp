#include "runtime/exec/responder.h"

#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <map>
#include <random>
#include <utility>

#include "compiler/plan/provider_spec.h"

namespace sdg::exec {
namespace {

using Clock = std::chrono::steady_clock;

constexpr double kWeightOfLast = 0.1;
constexpr std::chrono::seconds kLookAgain{1};

double random_share() {
  thread_local std::minstd_rand generator{std::random_device{}()};
  return std::uniform_real_distribution<double>(0, 1)(generator);
}

report::Tokens tokens_of(const model::Usage& usage) {
  const auto count = [](std::int64_t tokens) { return static_cast<std::uint64_t>(std::max<std::int64_t>(0, tokens)); };
  return {count(usage.input), count(usage.cached), count(usage.output)};
}

/// False where `cancel` was requested first.
bool sleep_unless(const net::Cancel& cancel, Clock::time_point until) {
  net::Event woken;
  const net::Cancel::Watch watch(cancel, [&woken] { woken.set(); });
  return !woken.wait_until(until);
}

}  // namespace

Responder::Responder(const plan::ModelSpec& model, std::unique_ptr<model::Provider> provider,
                     std::shared_ptr<SharedLimits> limits, std::chrono::milliseconds wait_for_model, Stop& stop,
                     report::Watcher& watcher)
    : model_(model),
      provider_(std::move(provider)),
      limits_(std::move(limits)),
      wait_for_model_(wait_for_model),
      stop_(stop),
      watcher_(watcher) {}

double Responder::estimate(const model::Request& request, std::optional<std::int64_t> output_limit) const {
  const double output = output_limit ? std::min(mean_output_ * 2, static_cast<double>(*output_limit)) : mean_output_;
  return static_cast<double>(request.body.size()) / model::kBytesPerToken + output;
}

std::optional<std::int64_t> Responder::cost(const report::Tokens& tokens) const {
  if (plan::answers_as_sim(model_)) return 0;
  if (!model_.price) return std::nullopt;
  const auto& price = *model_.price;
  const auto sum = static_cast<double>(tokens.input) * static_cast<double>(price.input) +
                   static_cast<double>(tokens.cached) * static_cast<double>(price.cached) +
                   static_cast<double>(tokens.output) * static_cast<double>(price.output);
  return static_cast<std::int64_t>(sum / 1e6);
}

void Responder::book(const Sent& sent, const model::Request& request, double latency_ms, const report::CallSite& site,
                     report::ColumnTally& column) {
  report::Call call{.site = site, .retry = request.retry, .latency_ms = latency_ms};
  // Nothing went out where nobody listened: a wait for the model is no heap of calls.
  if (sent || !is_awaited(sent.failure())) ++column.calls;
  if (request.retry > 0) ++column.retries;
  if (sent) {
    const auto& reply = sent->answer.reply;
    call.answered = true;
    call.tokens = tokens_of(reply.usage);
    call.cost_nano_dollars = cost(call.tokens);
    mean_output_ += kWeightOfLast * (static_cast<double>(call.tokens.output) - mean_output_);
    column.tokens += call.tokens;
    column.latencies.add(latency_ms);
    if (!call.cost_nano_dollars) column.cost_nano_dollars.reset();
    if (column.cost_nano_dollars) *column.cost_nano_dollars += *call.cost_nano_dollars;
    if (!reply.model.empty()) ++column.models[reply.model];
  } else {
    call.status = sent.failure().status;
    call.trouble = sent.failure().message;
  }
  watcher_.call_ends(call);
}

Responder::Sent Responder::send(const model::Request& request, const report::CallSite& site,
                                report::ColumnTally& column) {
  watcher_.call_begins(site);
  const auto begin = Clock::now();
  limits_->retry_budget.note_request(begin);
  auto answer = provider_->send(request, stop_.give_up());
  const auto took = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
  auto sent =
      answer ? Sent(TimedAnswer{std::move(*answer), static_cast<std::uint64_t>(took)}) : Sent(answer.take_failure());
  book(sent, request, took, site, column);
  if (sent || !sent.failure().no_connection) limits_->absent_since.reset();
  return sent;
}

void Responder::settle(Admission::Permit& permit, const Sent& sent) {
  auto result = Admission::Result::Answered;
  double tokens = permit.tokens();
  std::optional<std::chrono::milliseconds> pause;
  if (sent) {
    tokens = static_cast<double>(tokens_of(sent->answer.reply.usage).total());
  } else {
    const bool limited = sent.failure().kind == model::TroubleKind::RateLimited;
    result = limited ? Admission::Result::RateLimited : Admission::Result::Other;
    pause = sent.failure().retry_after;
  }
  auto& admission = limits_->admission;
  if (!admission.settle(permit, result, tokens, pause)) return;
  watcher_.throttled(
      {model_.name, admission.limit(), admission.ceiling(), pause.value_or(std::chrono::milliseconds(0))});
}

/// A server that fails is not stormed: the row gives up. One that says 429 lives and tells how fast it is: the row
/// waits.
bool Responder::take_retry(const model::Trouble& trouble) {
  while (!limits_->retry_budget.take_retry(Clock::now())) {
    if (trouble.kind != model::TroubleKind::RateLimited) return false;
    if (!sleep_unless(stop_.no_more(), Clock::now() + kLookAgain)) return false;
  }
  return true;
}

bool Responder::is_awaited(const model::Trouble& trouble) const {
  return trouble.no_connection && wait_for_model_.count() > 0;
}

/// False where it has been waited for long enough, or the run ends.
bool Responder::wait_for_model() {
  const auto now = Clock::now();
  if (!limits_->absent_since) {
    limits_->absent_since = now;
    watcher_.warned(
        fmt::format("nobody listens yet where model `{}` is asked; waiting as `--wait-for-model` says", model_.name));
  }
  const auto wait_until = *limits_->absent_since + wait_for_model_;
  return now < wait_until && sleep_unless(stop_.no_more(), std::min(now + kLookAgain, wait_until));
}

bool Responder::wait_before_retry(const model::Trouble& trouble, std::uint32_t retry) {
  const auto delay = model::retry_delay({.retries = model_.retries}, trouble, retry, random_share);
  if (!delay || stop_.draining() || !take_retry(trouble)) return false;
  return sleep_unless(stop_.no_more(), Clock::now() + *delay);
}

Result<Arrival, NoAnswer> Responder::ask(model::Request request, Turn turn, std::optional<std::int64_t> output_limit,
                                         const report::CallSite& site, report::ColumnTally& column) {
  for (;;) {
    auto permit = limits_->admission.acquire(turn, estimate(request, output_limit), stop_.no_more());
    if (!permit) return NoAnswer{true, {}};
    auto sent = send(request, site, column);
    settle(*permit, sent);
    if (sent) return Arrival{std::move(sent->answer), sent->latency_ms, std::move(*permit)};
    permit.reset();  // nothing to keep, and a request that waits must not keep others from asking
    auto trouble = sent.take_failure();
    if (trouble.kind == model::TroubleKind::Cancelled) return NoAnswer{true, {}};
    if (trouble.kind == model::TroubleKind::Unusable) {
      stop_.drain(StopReason::Unusable, fmt::format("model `{}`: {}", model_.name, trouble.message));
      return NoAnswer{true, std::move(trouble)};
    }
    if (trouble.kind == model::TroubleKind::Row) return NoAnswer{false, std::move(trouble)};
    const bool again = is_awaited(trouble) ? wait_for_model() : wait_before_retry(trouble, request.retry++);
    if (again) continue;
    return NoAnswer{stop_.draining(), std::move(trouble)};
  }
}

Result<Responders> Responders::make(const plan::Plan& plan, const std::vector<bool>& wanted, const AskingLimits& asking,
                                    const Factory& factory, Stop& stop, report::Watcher& watcher) {
  Responders responders;
  responders.responders_.resize(plan.models.size());
  std::map<std::string, std::shared_ptr<SharedLimits>> shared;
  for (std::size_t i = 0; i < plan.models.size(); ++i) {
    if (!wanted[i]) continue;
    const auto& model = plan.models[i];
    auto provider = factory(model);
    if (!provider) return provider.take_failure();
    const auto who = fmt::format("{}\n{}\n{}\n{}\n{}", model.provider, model.base_url, model.api_key.env_name,
                                 model.api_key.fallback, model.id);
    auto& limits = shared[who];
    if (!limits) {
      limits =
          std::make_shared<SharedLimits>(AdmissionLimits{std::max(1U, asking.concurrency.value_or(model.concurrency)),
                                                         model.requests_per_minute, model.tokens_per_minute},
                                         Clock::now());
    }
    responders.responders_[i] =
        std::make_unique<Responder>(model, std::move(*provider), limits, asking.wait_for_model, stop, watcher);
  }
  return responders;
}

}  // namespace sdg::exec
