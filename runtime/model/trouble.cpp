#include "runtime/model/trouble.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "runtime/model/error_body.h"
#include "runtime/model/retry_after.h"

namespace sdg::model {
namespace {

/// A 429 that no waiting cures: the account is empty or at a limit that somebody set.
constexpr std::array<std::string_view, 9> kBillingCodes{
    "insufficient_quota",           "credit_balance_exhausted",          "organization_spend_limit_exceeded",
    "project_spend_limit_exceeded", "organization_usage_limit_exceeded", "billing_hard_limit_reached",
    "billing_not_active",           "enforced_spend_limit_reached",      "billing_error"};
/// Some servers say these with a 400.
constexpr std::array<std::string_view, 5> kUnusableCodes{"invalid_api_key", "model_not_found", "API_KEY_INVALID",
                                                         "authentication_error", "permission_error"};

template <std::size_t N>
bool says_one_of(const ErrorBody& error, const std::array<std::string_view, N>& words) {
  const auto is_it = [&](std::string_view word) { return error.code == word || error.type == word; };
  return std::ranges::any_of(words, is_it);
}

TroubleKind kind_of_client_error(int status, const ErrorBody& error) {
  if (says_one_of(error, kBillingCodes) || says_one_of(error, kUnusableCodes)) return TroubleKind::Unusable;
  if (status == 403 && (error.input_was_flagged || is_content_filter(error))) return TroubleKind::Row;
  switch (status) {
    case 408:
    case 409:
    case 425: return TroubleKind::Transient;
    case 429: return TroubleKind::RateLimited;
    case 401:
    case 402:
    case 403:
    case 404:
    case 405: return TroubleKind::Unusable;
    default: return TroubleKind::Row;
  }
}

TroubleKind kind_of(int status, const ErrorBody& error) {
  if (status >= 400 && status < 500) return kind_of_client_error(status, error);
  // A redirect is not followed: the program names another server than the one that answers.
  if (status >= 300 && status < 400) return TroubleKind::Unusable;
  return TroubleKind::Transient;
}

std::string_view remedy(int status, TroubleKind kind) {
  if (kind != TroubleKind::Unusable) return {};
  if (status >= 300 && status < 400) return "write the address that it redirects to as `base_url`";
  switch (status) {
    case 401: return "check `api_key`";
    case 403: return "check what `api_key` is allowed to use";
    case 404: return "check the model's id, and that `base_url` ends where `/chat/completions` follows";
    case 405: return "check `base_url`";
    case 402:
    case 429: return "the account has no credit left or is at its limit";
    default: return {};
  }
}

std::string describe(int status, const ErrorBody& error, TroubleKind kind) {
  std::string text = fmt::format("the provider answered {}", status);
  if (!error.message.empty()) text += fmt::format(": {}", error.message);
  const auto word = error.code.empty() ? error.type : error.code;
  if (!word.empty()) text += fmt::format(" ({})", word);
  if (const auto what = remedy(status, kind); !what.empty()) text += fmt::format("; {}", what);
  return text;
}

/// A gateway that gave up does not say whether the model behind it went on.
bool leaves_bill_open(int status) { return status == 408 || status == 502 || status == 504 || status < 300; }

}  // namespace

Trouble classify(const net::Response& response, std::chrono::system_clock::time_point now) {
  const auto error = read_error_body(response.body).value_or(ErrorBody{});
  // Inside a 200 the code is what the status should have been.
  const int status = response.status < 300 ? error.status.value_or(response.status) : response.status;
  Trouble trouble;
  trouble.kind = kind_of(status, error);
  if (response.status < 300 && !error.status) {
    const bool hopeless = says_one_of(error, kBillingCodes) || says_one_of(error, kUnusableCodes);
    trouble.kind = hopeless ? TroubleKind::Unusable : TroubleKind::Transient;
  }
  trouble.status = status;
  trouble.message = describe(status, error, trouble.kind);
  trouble.retry_after = retry_after(response, now);
  trouble.may_be_billed = leaves_bill_open(status);
  return trouble;
}

Trouble classify(const net::HttpError& error) {
  Trouble trouble;
  trouble.message = error.message;
  trouble.may_be_billed = error.sent;
  switch (error.kind) {
    case net::HttpErrorKind::Resolve:
    case net::HttpErrorKind::Connect: trouble.no_connection = true; break;
    case net::HttpErrorKind::Timeout:
    case net::HttpErrorKind::Cut:
    case net::HttpErrorKind::Other: break;
    case net::HttpErrorKind::TooLarge: trouble.kind = TroubleKind::Row; break;
    case net::HttpErrorKind::Untrusted:
      trouble.message += R"(; if its authority is your own, name it in the model: `ca = "authority.pem"`)";
      trouble.kind = TroubleKind::Unusable;
      break;
    case net::HttpErrorKind::Tls: trouble.kind = TroubleKind::Unusable; break;
    case net::HttpErrorKind::Cancelled: trouble.kind = TroubleKind::Cancelled; break;
  }
  return trouble;
}

std::optional<std::chrono::milliseconds> retry_after(const net::Response& response,
                                                     std::chrono::system_clock::time_point now) {
  if (const auto header = response.header("retry-after-ms")) {
    if (const auto thousandth = read_retry_after(*header, now)) {
      return std::chrono::milliseconds((thousandth->count() + 999) / 1000);
    }
  }
  if (const auto header = response.header("retry-after")) return read_retry_after(*header, now);
  return std::nullopt;
}

}  // namespace sdg::model
