#include "runtime/model/url.h"

#include <algorithm>
#include <array>
#include <vector>

namespace sdg::model {
namespace {

constexpr std::array<std::string_view, 12> kCredentialParams{
    "access_token", "api-key",   "api_key", "apikey",           "auth",    "code", "key",
    "sig",          "signature", "token",   "subscription-key", "password"};
constexpr std::array<std::string_view, 8> kPrivateHeaders{
    "http-referer", "openai-organization", "openai-project", "referer",
    "traceparent",  "tracestate",          "user-agent",     "x-title"};
/// A header with such a word in its name says who asks, whoever invented it.
constexpr std::array<std::string_view, 9> kSecretWords{"auth",   "cookie",  "key",       "password", "request-id",
                                                       "secret", "session", "signature", "token"};
constexpr std::array<std::string_view, 3> kLogPrefixes{"helicone-", "x-langfuse-", "x-portkey-metadata"};

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

/// Cuts `text` at the first of `signs`, which goes to neither side's value.
std::string_view take_until(std::string_view& text, std::string_view signs) {
  const auto at = std::min(text.find_first_of(signs), text.size());
  const auto head = text.substr(0, at);
  text.remove_prefix(at);
  return head;
}

}  // namespace

std::string lower_case(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), lower);
  return result;
}

Url split_url(std::string_view url) {
  Url parts;
  if (const auto at = url.find("://"); at != std::string_view::npos) {
    parts.scheme = url.substr(0, at);
    url.remove_prefix(at + 3);
  }
  auto authority = take_until(url, "/?#");
  parts.path = take_until(url, "?#");
  if (url.starts_with('?')) {
    url.remove_prefix(1);
    parts.query = take_until(url, "#");
  }
  if (const auto at = authority.rfind('@'); at != std::string_view::npos) {
    parts.user = authority.substr(0, at);
    authority.remove_prefix(at + 1);
  }
  const auto bracket = authority.starts_with('[') ? authority.find(']') : 0;
  const auto colon = bracket == std::string_view::npos ? bracket : authority.find(':', bracket);
  parts.host = authority.substr(0, colon);
  if (colon != std::string_view::npos) parts.port = authority.substr(colon + 1);
  return parts;
}

std::string canonical_place(std::string_view url) {
  const auto parts = split_url(url);
  if (parts.scheme.empty()) return std::string(url);
  std::string place = lower_case(parts.scheme) + "://";
  place += lower_case(parts.host);
  if (!parts.port.empty()) place.append(":").append(parts.port);
  place += parts.path;
  while (place.ends_with('/')) place.pop_back();
  return place;
}

std::string join_url(std::string_view base_url, std::string_view path) {
  const auto query_at = std::min(base_url.find_first_of("?#"), base_url.size());
  auto base = base_url.substr(0, query_at);
  while (base.ends_with('/')) base.remove_suffix(1);
  std::string url(base);
  url.append(path).append(base_url.substr(query_at));
  return url;
}

std::string query_without_credentials(std::string_view query) {
  std::vector<std::string_view> kept;
  while (!query.empty()) {
    const auto param = take_until(query, "&");
    if (!query.empty()) query.remove_prefix(1);
    const auto name = lower_case(param.substr(0, param.find('=')));
    if (!param.empty() && std::ranges::find(kCredentialParams, name) == kCredentialParams.end()) kept.push_back(param);
  }
  std::ranges::sort(kept);
  std::string text;
  for (const auto param : kept) text.append(text.empty() ? "" : "&").append(param);
  return text;
}

bool is_private_header(std::string_view name) {
  const auto low = lower_case(name);
  const auto has = [&](std::string_view word) { return low.find(word) != std::string::npos; };
  const auto begins = [&](std::string_view prefix) { return low.starts_with(prefix); };
  return std::ranges::find(kPrivateHeaders, low) != kPrivateHeaders.end() || std::ranges::any_of(kSecretWords, has) ||
         std::ranges::any_of(kLogPrefixes, begins);
}

}  // namespace sdg::model
