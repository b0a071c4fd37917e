#include "runtime/model/secrets.h"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/model/url.h"

namespace sdg::model {
namespace {

/// Shorter texts stand in prose by chance, and hiding them there would only puzzle.
constexpr std::size_t kShortestSecret = 4;
constexpr std::string_view kHidden = "***";

}  // namespace

Result<std::string> reveal(const plan::SecretText& secret, const SecretReader& reader, std::string_view purpose) {
  if (secret.env_name.empty()) return secret.fallback;
  auto text = reader(secret.env_name);
  if (text && !text->empty()) return std::move(*text);
  if (!secret.fallback.empty()) return secret.fallback;
  return Failure{
      fmt::format("{} is wanted as {}, but the environment variable is not set; set it, or write it into a "
                  "`.env` file beside the pipeline",
                  secret.env_name, purpose)};
}

std::string_view usual_key_variable(std::string_view base_url) {
  const auto url = split_url(base_url);
  const bool is_openai = url.scheme == "https" && url.user.empty() && url.host == "api.openai.com" &&
                         (url.port.empty() || url.port == "443");
  return is_openai ? "OPENAI_API_KEY" : std::string_view();
}

void Redactor::add(std::string secret) {
  if (secret.size() < kShortestSecret) return;
  secrets_.push_back(std::move(secret));
  // The longest first: one secret may begin another.
  std::ranges::sort(secrets_, std::ranges::greater(), &std::string::size);
}

std::string Redactor::operator()(std::string text) const {
  for (const auto& secret : secrets_) {
    for (auto at = text.find(secret); at != std::string::npos; at = text.find(secret, at + kHidden.size())) {
      text.replace(at, secret.size(), kHidden);
    }
  }
  return text;
}

}  // namespace sdg::model
