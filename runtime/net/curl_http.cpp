#include "runtime/net/curl_http.h"

#include <curl/curl.h>

#include <algorithm>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/net/ca_bundle.h"
#include "runtime/net/lanes.h"
#include "runtime/net/name_cache.h"
#include "runtime/net/origin.h"
#include "runtime/net/transfer.h"

namespace sdg::net {
namespace {

void init_curl_once() { [[maybe_unused]] static const CURLcode done = curl_global_init(CURL_GLOBAL_DEFAULT); }

bool is_token(std::string_view text) {
  constexpr std::string_view kToken = "!#$%&'*+-.^_`|~0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
  return !text.empty() && text.find_first_not_of(kToken) == std::string_view::npos;
}

bool has_control(std::string_view text) {
  return std::ranges::any_of(text, [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; });
}

HttpError other(std::string message) { return {HttpErrorKind::Other, std::move(message), false}; }

/// What would let a value, say a key read with its newline, write headers of its own.
std::optional<HttpError> refuse(const Request& request) {
  if (!is_token(request.method)) return other("the HTTP method is no word");
  for (const auto& [name, value] : request.headers) {
    if (!is_token(name)) return other("a header has a name that HTTP does not allow");
    if (has_control(value)) return other("the header " + name + " holds a line break or another control character");
  }
  return std::nullopt;
}

}  // namespace

struct CurlHttp::Impl {
  explicit Impl(Loop& loop) : lanes(loop.reactor()) {}

  Result<Response, HttpError> send(const Request& request, const Cancel& cancel);
  Result<Response, HttpError> exchange(const Request& request, const Route& route, Origin& origin,
                                       const Cancel& cancel);
  std::optional<HttpError> wait_for_probe(Origin& origin, const Cancel& cancel);
  Result<Route> route_to(const Request& request, const Origin& origin);
  std::unique_ptr<Transfer> take_transfer();

  Origins origins;
  CaBundles authorities;
  NameCache names;
  Lanes lanes;
  std::vector<std::unique_ptr<Transfer>> idle;
};

CurlHttp::CurlHttp(Loop& loop) {
  init_curl_once();
  impl_ = std::make_unique<Impl>(loop);
}

CurlHttp::~CurlHttp() = default;

Result<Response, HttpError> CurlHttp::send(const Request& request, const Cancel& cancel) {
  return impl_->send(request, cancel);
}

Result<Response, HttpError> CurlHttp::Impl::send(const Request& request, const Cancel& cancel) {
  if (auto refused = refuse(request)) return std::move(*refused);
  Origin* origin = origins.find(request.url);
  if (origin == nullptr) return other("not an http or https URL");
  if (auto error = wait_for_probe(*origin, cancel)) return std::move(*error);
  if (cancel.requested()) return HttpError{HttpErrorKind::Cancelled, "the request was cancelled", false};
  auto route = route_to(request, *origin);
  if (!route) return HttpError{HttpErrorKind::Tls, route.take_failure().message, false};
  return exchange(request, *route, *origin, cancel);
}

std::optional<HttpError> CurlHttp::Impl::wait_for_probe(Origin& origin, const Cancel& cancel) {
  while (origin.must_wait() && !cancel.requested()) {
    if (auto error = origin.wait(cancel)) return error;
  }
  return std::nullopt;
}

Result<Route> CurlHttp::Impl::route_to(const Request& request, const Origin& origin) {
  Route route;
  route.direct = origin.loopback();
  // Who is not known yet is taken for one that speaks HTTP/2: most do, and theirs is the connection worth keeping.
  const bool may_share = origin.text().starts_with("https:") && request.version == HttpVersion::Negotiated;
  route.multiplexed = may_share && (origin.http2() || origin.must_probe());
  if (request.ca_file.empty()) return route;
  auto bundle = authorities.with(request.ca_file);
  if (!bundle) return bundle.take_failure();
  route.ca_bundle = std::move(*bundle);
  return route;
}

Result<Response, HttpError> CurlHttp::Impl::exchange(const Request& request, const Route& route, Origin& origin,
                                                     const Cancel& cancel) {
  auto transfer = take_transfer();
  transfer->prepare(request, route);
  const bool negotiated = request.version == HttpVersion::Negotiated;
  const bool probing = origin.must_probe();
  if (probing) {
    origin.begin_probe();
    transfer->on_connected([&, raw = transfer.get()] {
      if (negotiated) origin.learn_http2(raw->agreed_on_http2());
      origin.end_probe(nullptr);
    });
  }
  auto& lane = route.multiplexed ? lanes.shared() : lanes.separate();
  lane.add(*transfer);
  {
    // Two pointers, so that std::function need not allocate.
    const Cancel::Watch watch(cancel, [raw = transfer.get(), &lane] {
      if (raw->in_flight()) lane.cancel(*raw);
    });
    transfer->wait();
  }
  auto result = transfer->take_result(origin.text());
  if (probing) origin.end_probe(result ? nullptr : &result.failure());
  if (result && negotiated) origin.learn_http2(transfer->spoke_http2());
  idle.push_back(std::move(transfer));
  return result;
}

std::unique_ptr<Transfer> CurlHttp::Impl::take_transfer() {
  if (idle.empty()) return std::make_unique<Transfer>(names, lanes.sockets());
  auto transfer = std::move(idle.back());
  idle.pop_back();
  return transfer;
}

}  // namespace sdg::net
