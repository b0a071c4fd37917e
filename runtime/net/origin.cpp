#include "runtime/net/origin.h"

#include <arpa/inet.h>
#include <curl/curl.h>

#include <utility>

namespace sdg::net {
namespace {

// A caller that puts something new into every URL must not make the table grow for ever.
constexpr std::size_t kUrlsKept = 1024;

struct Place {
  std::string scheme;
  std::string host;
  std::string port;
};

std::optional<std::string> part(CURLU* url, CURLUPart what) {
  char* text = nullptr;
  if (curl_url_get(url, what, &text, CURLU_DEFAULT_PORT) != CURLUE_OK) return std::nullopt;
  std::string result(text);
  curl_free(text);
  return result;
}

std::optional<Place> place_of(const std::string& url) {
  // Where the host is missing, curl takes the first folder for it.
  if (url.find(":///") != std::string::npos) return std::nullopt;
  const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> parsed(curl_url(), &curl_url_cleanup);
  if (!parsed || curl_url_set(parsed.get(), CURLUPART_URL, url.c_str(), 0) != CURLUE_OK) return std::nullopt;
  auto scheme = part(parsed.get(), CURLUPART_SCHEME);
  auto host = part(parsed.get(), CURLUPART_HOST);
  auto port = part(parsed.get(), CURLUPART_PORT);
  if (!scheme || !host || !port || (*scheme != "http" && *scheme != "https")) return std::nullopt;
  return Place{std::move(*scheme), std::move(*host), std::move(*port)};
}

bool is_literal(const std::string& host) {
  in_addr address{};
  return host.starts_with('[') || inet_pton(AF_INET, host.c_str(), &address) == 1;
}

bool is_loopback(const std::string& host) {
  if (host == "localhost" || host.ends_with(".localhost") || host == "[::1]") return true;
  return host.starts_with("127.") && is_literal(host);
}

/// The rest, a deadline or a cancel, belongs to the one request.
bool is_shared(HttpErrorKind kind) {
  switch (kind) {
    case HttpErrorKind::Resolve:
    case HttpErrorKind::Connect:
    case HttpErrorKind::Untrusted:
    case HttpErrorKind::Tls: return true;
    case HttpErrorKind::Timeout:
    case HttpErrorKind::Cut:
    case HttpErrorKind::TooLarge:
    case HttpErrorKind::Cancelled:
    case HttpErrorKind::Other: return false;
  }
  return false;
}

}  // namespace

Origin::Origin(std::string text, bool loopback, bool needs_probe)
    : text_(std::move(text)), loopback_(loopback), state_(needs_probe ? State::Unknown : State::Known) {}

void Origin::end_probe(const HttpError* error) {
  if (state_ != State::Probing) return;
  state_ = error == nullptr ? State::Known : State::Unknown;
  for (auto* waiter : std::exchange(waiters_, {})) {
    if (error != nullptr && is_shared(error->kind)) waiter->error = *error;
    waiter->event.set();
  }
}

std::optional<HttpError> Origin::wait(const Cancel& cancel) {
  Waiter waiter;
  waiters_.push_back(&waiter);
  const Cancel::Watch watch(cancel, [&] { waiter.event.set(); });
  waiter.event.wait();
  std::erase(waiters_, &waiter);
  return std::move(waiter.error);
}

Origin* Origins::find(const std::string& url) {
  if (const auto known = by_url_.find(url); known != by_url_.end()) return known->second;
  const auto place = place_of(url);
  if (!place) return nullptr;
  const auto text = place->scheme + "://" + place->host + ":" + place->port;
  auto& origin = by_text_[text];
  if (!origin) {
    const bool loopback = is_loopback(place->host);
    const bool needs_probe = place->scheme == "https" || !(loopback || is_literal(place->host));
    origin = std::make_unique<Origin>(text, loopback, needs_probe);
  }
  if (by_url_.size() >= kUrlsKept) by_url_.clear();
  by_url_.emplace(url, origin.get());
  return origin.get();
}

}  // namespace sdg::net
