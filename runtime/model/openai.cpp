#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "compiler/plan/provider_spec.h"
#include "runtime/model/ask_plan.h"
#include "runtime/model/chat_provider.h"
#include "runtime/model/endpoint.h"
#include "runtime/model/error_body.h"
#include "runtime/model/openai_reply.h"
#include "runtime/model/url.h"
#include "runtime/net/http.h"

namespace sdg::model {
namespace {

bool is_success(int status) { return status >= 200 && status < 300; }

/// A filter that withholds the answer says so with an error, and will say so again: that is a reply.
bool is_withheld(const net::Response& response) {
  if (response.status != 400) return false;
  const auto error = read_error_body(response.body);
  return error && is_content_filter(*error);
}

/// A 200 whose body is no reply and no error either: a proxy's page, or half an answer.
Trouble unreadable(const net::Response& response, const Failure& failure) {
  if (read_error_body(response.body)) return classify(response, std::chrono::system_clock::now());
  return {.status = response.status, .message = failure.message, .may_be_billed = true};
}

/// A server that speaks OpenAI's chat completions.
class OpenAiProvider final : public ChatProvider {
 public:
  OpenAiProvider(net::Http& http, net::Request pattern, Redactor redactor)
      : http_(http), pattern_(std::move(pattern)), redact_(std::move(redactor)) {}

  Result<Answer, Trouble> send(const Request& request, const net::Cancel& cancel) override {
    auto outgoing = pattern_;
    outgoing.body = request.body;
    auto response = http_.send(outgoing, cancel);
    auto answer =
        response ? read_response(std::move(*response)) : Result<Answer, Trouble>(classify(response.failure()));
    if (answer) return answer;
    auto trouble = answer.take_failure();
    trouble.message = redact_(std::move(trouble.message));
    return trouble;
  }

  std::string without_secrets(std::string text) const override { return redact_(std::move(text)); }

 private:
  static Result<Answer, Trouble> read_response(net::Response response) {
    if (!is_success(response.status) && !is_withheld(response)) {
      return classify(response, std::chrono::system_clock::now());
    }
    auto reply = read_openai_reply(response.body);
    if (!reply) return unreadable(response, reply.failure());
    return Answer{std::move(response.body), std::move(*reply)};
  }

  void name_endpoint(AskPlan& plan) const override { plan.dialect = "openai"; }

  net::Http& http_;
  net::Request pattern_;  // all but the body
  Redactor redact_;
};

bool has_header(const net::Headers& headers, std::string_view name) {
  for (const auto& [present, value] : headers) {
    if (lower_case(present) == name) return true;
  }
  return false;
}

/// The key that goes with every request: the program's, else the usual one of the host; many local servers want none.
Result<std::string> find_key(const plan::ModelSpec& model, const SecretReader& secrets) {
  if (model.api_key.is_set()) return reveal(model.api_key, secrets, fmt::format("`api_key` of model `{}`", model.name));
  const auto usual = usual_key_variable(base_url(model));
  if (usual.empty()) return std::string();
  return reveal({.env_name = std::string(usual), .fallback = {}}, secrets,
                fmt::format("the key of model `{}`", model.name));
}

Result<void> add_headers(net::Request& pattern, Redactor& redactor, const plan::ModelSpec& model,
                         const SecretReader& secrets) {
  for (const auto& [name, secret] : model.headers) {
    auto value = reveal(secret, secrets, fmt::format("header `{}` of model `{}`", name, model.name));
    if (!value) return value.take_failure();
    if (!secret.env_name.empty() || is_private_header(name)) redactor.add(*value);
    pattern.headers.emplace_back(name, std::move(*value));
  }
  if (has_header(pattern.headers, "authorization")) return {};
  auto key = find_key(model, secrets);
  if (!key) return key.take_failure();
  if (key->empty()) return {};
  redactor.add(*key);
  pattern.headers.emplace_back("Authorization", "Bearer " + *key);
  return {};
}

}  // namespace

Result<std::unique_ptr<Provider>> make_openai(const plan::ModelSpec& model, const Surroundings& surroundings) {
  net::Request pattern;
  pattern.url = join_url(base_url(model), "/chat/completions");
  pattern.total_timeout = std::chrono::milliseconds(model.timeout_ms);
  pattern.ca_file = model.ca_file;
  pattern.headers.emplace_back("Content-Type", "application/json");
  Redactor redactor;
  if (auto added = add_headers(pattern, redactor, model, surroundings.secrets); !added) return added.take_failure();
  return std::unique_ptr<Provider>(
      std::make_unique<OpenAiProvider>(surroundings.http, std::move(pattern), std::move(redactor)));
}

}  // namespace sdg::model
