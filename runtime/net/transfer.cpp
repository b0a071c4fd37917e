#include "runtime/net/transfer.h"

#include <fmt/format.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <charconv>
#include <new>

#include "compiler/source/ascii.h"
#include "runtime/net/curl_error.h"

namespace sdg::net {
namespace {

constexpr std::size_t kUsualHeaders = 16;
// Whoever packs a reply at all can do so with these.
constexpr auto kEncodings = "gzip, deflate";
constexpr long kKeepAliveAfterSeconds = 60;
constexpr long kKeepAliveEverySeconds = 30;

template <class Value>
void set(CURL* handle, CURLoption option, Value value) {
  // Every option that is set here exists in the libcurl we build against: what can fail is memory.
  if (curl_easy_setopt(handle, option, value) != CURLE_OK) throw std::bad_alloc();
}

bool names(const Headers& headers, std::string_view lower_name) {
  return std::ranges::any_of(headers, [&](const auto& header) { return source::lowered(header.first) == lower_name; });
}

double milliseconds(CURL* handle, CURLINFO what) {
  curl_off_t microseconds = 0;
  curl_easy_getinfo(handle, what, &microseconds);
  return static_cast<double>(microseconds) / 1000;
}

curl_socket_t open_callback(void* sockets, curlsocktype, curl_sockaddr* address) noexcept {
  return static_cast<Sockets*>(sockets)->open(address->family, address->socktype, address->protocol);
}

int close_callback(void* sockets, curl_socket_t fd) noexcept {
  static_cast<Sockets*>(sockets)->close(fd);
  return 0;
}

}  // namespace

std::optional<std::string_view> Response::header(std::string_view name) const {
  const auto found = std::ranges::find(headers, name, &Headers::value_type::first);
  if (found == headers.end()) return std::nullopt;
  return found->second;
}

bool Transfer::Setup::matches(const Request& request, const Route& new_route) const {
  return url == request.url && headers == request.headers && method == request.method && route == new_route &&
         version == request.version && connect_timeout == request.connect_timeout;
}

Transfer::Transfer(const NameCache& names, Sockets& sockets)
    : names_(names), sockets_(sockets), handle_(curl_easy_init()) {
  if (!handle_) throw std::bad_alloc();
}

void Transfer::prepare(const Request& request, const Route& route) {
  if (!configured_ || !setup_.matches(request, route)) set_up(request, route);
  begin(request);
}

void Transfer::set_up(const Request& request, const Route& route) {
  configured_ = false;
  curl_easy_reset(handle());  // keeps connections and names: they live in the multi handle
  set_constants();
  set_callbacks();
  set_method(request);
  set_headers(request.headers);
  const bool http2 = request.version == HttpVersion::Negotiated && request.url.starts_with("https:");
  set_url(request.url);
  set(handle(), CURLOPT_HTTP_VERSION, http2 ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1);
  set(handle(), CURLOPT_PIPEWAIT, route.multiplexed ? 1L : 0L);
  set(handle(), CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(request.connect_timeout.count()));
  if (route.direct) set(handle(), CURLOPT_PROXY, "");
  if (!route.ca_bundle.empty()) set(handle(), CURLOPT_CAINFO, route.ca_bundle.c_str());
  setup_ = {request.method, request.url, request.headers, request.connect_timeout, request.version, route};
  configured_ = true;
}

void Transfer::set_constants() {
  set(handle(), CURLOPT_SHARE, names_.share());
  set(handle(), CURLOPT_NOSIGNAL, 1L);
  set(handle(), CURLOPT_PROTOCOLS_STR, "http,https");
  set(handle(), CURLOPT_FOLLOWLOCATION, 0L);
  set(handle(), CURLOPT_ACCEPT_ENCODING, kEncodings);
  set(handle(), CURLOPT_USERAGENT, "sdgc");  // proxies are told it too
  set(handle(), CURLOPT_SSL_VERIFYPEER, 1L);
  set(handle(), CURLOPT_SSL_VERIFYHOST, 2L);
  // With a folder of authorities curl parses all of them anew for every connection: 31 ms of CPU.
  set(handle(), CURLOPT_CAPATH, static_cast<char*>(nullptr));
  // A model may think for minutes, and a NAT between forgets silent connections.
  set(handle(), CURLOPT_TCP_KEEPALIVE, 1L);
  set(handle(), CURLOPT_TCP_KEEPIDLE, kKeepAliveAfterSeconds);
  set(handle(), CURLOPT_TCP_KEEPINTVL, kKeepAliveEverySeconds);
}

void Transfer::set_callbacks() {
  set(handle(), CURLOPT_PRIVATE, this);
  set(handle(), CURLOPT_ERRORBUFFER, error_text_.data());
  set(handle(), CURLOPT_HEADERFUNCTION, &header_callback);
  set(handle(), CURLOPT_HEADERDATA, this);
  set(handle(), CURLOPT_WRITEFUNCTION, &body_callback);
  set(handle(), CURLOPT_WRITEDATA, this);
  set(handle(), CURLOPT_PREREQFUNCTION, &connected_callback);
  set(handle(), CURLOPT_PREREQDATA, this);
  set(handle(), CURLOPT_OPENSOCKETFUNCTION, &open_callback);
  set(handle(), CURLOPT_OPENSOCKETDATA, &sockets_);
  set(handle(), CURLOPT_CLOSESOCKETFUNCTION, &close_callback);
  set(handle(), CURLOPT_CLOSESOCKETDATA, &sockets_);
}

/// Read once: given as a text, curl reads it, and writes it anew, for every request.
void Transfer::set_url(const std::string& url) {
  url_.reset(curl_url());
  if (!url_) throw std::bad_alloc();
  const bool is_read = curl_url_set(url_.get(), CURLUPART_URL, url.c_str(), 0) == CURLUE_OK;
  // What it cannot read it tells best when it is asked to go there.
  if (!is_read) return set(handle(), CURLOPT_URL, url.c_str());
  set(handle(), CURLOPT_CURLU, url_.get());
}

void Transfer::set_method(const Request& request) {
  if (request.method == "GET" && request.body.empty()) return set(handle(), CURLOPT_HTTPGET, 1L);
  if (request.method == "HEAD") return set(handle(), CURLOPT_NOBODY, 1L);
  set(handle(), CURLOPT_POST, 1L);
  if (request.method != "POST") set(handle(), CURLOPT_CUSTOMREQUEST, request.method.c_str());
}

void Transfer::set_headers(const Headers& headers) {
  header_list_.reset();
  const auto append = [this](const std::string& line) {
    auto* longer = curl_slist_append(header_list_.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc();
    if (!header_list_) header_list_.reset(longer);
  };
  // Without this a body over a megabyte waits a second for leave to be sent.
  append("Expect:");
  if (!names(headers, "content-type")) append("Content-Type:");
  // As an option of the handle, curl would write it twice for every request.
  if (!names(headers, "accept-encoding")) append(fmt::format("Accept-Encoding: {}", kEncodings));
  // To curl "name:" means no such header, and "name;" one without a value.
  for (const auto& [name, value] : headers) append(value.empty() ? name + ";" : fmt::format("{}: {}", name, value));
  set(handle(), CURLOPT_HTTPHEADER, header_list_.get());
}

void Transfer::begin(const Request& request) {
  request_ = &request;
  set(handle(), CURLOPT_TIMEOUT_MS, static_cast<long>(request.total_timeout.count()));
  if (request.method != "HEAD" && !(request.method == "GET" && request.body.empty())) {
    set(handle(), CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(request.body.size()));
    set(handle(), CURLOPT_POSTFIELDS, request.body.data());
  }
  error_text_[0] = '\0';
  response_ = {};
  response_.headers.reserve(kUsualHeaders);
  code_ = CURLE_OK;
  sends_ = 0;
  cancelled_ = false;
  too_large_ = false;
  on_connected_ = nullptr;
  done_.emplace();
}

void Transfer::finish(CURLcode code, bool cancelled) {
  code_ = code;
  cancelled_ = cancelled;
  in_flight_ = false;
  done_->set();
}

Result<Response, HttpError> Transfer::take_result(const std::string& origin) {
  if (cancelled_ || code_ != CURLE_OK) return error(origin);
  long status = 0;
  curl_easy_getinfo(handle(), CURLINFO_RESPONSE_CODE, &status);
  response_.status = static_cast<int>(status);
  response_.timings = timings();
  return std::move(response_);
}

HttpError Transfer::error(const std::string& origin) const {
  const bool sent = sends_ > 0;
  if (cancelled_) return {HttpErrorKind::Cancelled, "the request was cancelled", sent};
  if (too_large_) {
    return {HttpErrorKind::TooLarge,
            origin + " answers with more than " + std::to_string(request_->max_body) + " bytes", sent};
  }
  const bool had_its_time = timings().total_ms >= static_cast<double>(request_->total_timeout.count());
  return {kind_of(code_, sent, had_its_time), origin + ": " + explain(code_, sends_, error_text_.data()), sent};
}

Timings Transfer::timings() const {
  return {milliseconds(handle(), CURLINFO_CONNECT_TIME_T), milliseconds(handle(), CURLINFO_STARTTRANSFER_TIME_T),
          milliseconds(handle(), CURLINFO_TOTAL_TIME_T)};
}

bool Transfer::spoke_http2() const {
  long version = 0;
  curl_easy_getinfo(handle(), CURLINFO_HTTP_VERSION, &version);
  return version == CURL_HTTP_VERSION_2_0;
}

bool Transfer::agreed_on_http2() const {
  curl_tlssessioninfo* session = nullptr;
  if (curl_easy_getinfo(handle(), CURLINFO_TLS_SSL_PTR, &session) != CURLE_OK || session == nullptr) return false;
  if (session->backend != CURLSSLBACKEND_OPENSSL || session->internals == nullptr) return false;
  const unsigned char* protocol = nullptr;
  unsigned length = 0;
  SSL_get0_alpn_selected(static_cast<const SSL*>(session->internals), &protocol, &length);
  return protocol != nullptr && std::string_view(reinterpret_cast<const char*>(protocol), length) == "h2";
}

std::size_t Transfer::take_header(std::string_view line) {
  // Each status line starts afresh: what stood before it belonged to an interim reply.
  if (line.starts_with("HTTP/")) {
    response_.headers.clear();
    return line.size();
  }
  const auto colon = line.find(':');
  if (colon == std::string_view::npos) return line.size();
  auto& [name, value] = response_.headers.emplace_back(source::lowered(source::trimmed(line.substr(0, colon))),
                                                       source::trimmed(line.substr(colon + 1)));
  if (name == "content-length") {
    std::size_t length = 0;
    std::from_chars(value.data(), value.data() + value.size(), length);
    if (length <= request_->max_body) response_.body.reserve(length);
  }
  return line.size();
}

std::size_t Transfer::take_body(std::string_view piece) {
  if (piece.size() > request_->max_body - response_.body.size()) {
    too_large_ = true;
    return 0;
  }
  response_.body.append(piece);
  return piece.size();
}

bool Transfer::may_send() {
  // Curl sends again on a fresh connection when an idle one turns out to be dead. It cannot know whether the first copy
  // was read, and a second one may cost a second time.
  if (sends_ > 0 && request_->method != "GET") return false;
  ++sends_;
  if (on_connected_) on_connected_();
  return true;
}

std::size_t Transfer::header_callback(char* data, std::size_t size, std::size_t count, void* self) noexcept {
  return static_cast<Transfer*>(self)->take_header({data, size * count});
}

std::size_t Transfer::body_callback(char* data, std::size_t size, std::size_t count, void* self) noexcept {
  return static_cast<Transfer*>(self)->take_body({data, size * count});
}

int Transfer::connected_callback(void* self, char*, char*, int, int) noexcept {
  return static_cast<Transfer*>(self)->may_send() ? CURL_PREREQFUNC_OK : CURL_PREREQFUNC_ABORT;
}

}  // namespace sdg::net
