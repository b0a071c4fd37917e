#pragma once

#include <curl/curl.h>

#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "runtime/net/fiber.h"
#include "runtime/net/http.h"
#include "runtime/net/name_cache.h"
#include "runtime/net/sockets.h"

namespace sdg::net {

struct CurlFree {
  void operator()(CURL* handle) const { curl_easy_cleanup(handle); }
  void operator()(CURLU* url) const { curl_url_cleanup(url); }
  void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

/// Where a request goes, beyond what the request says itself.
struct Route {
  /// Past the proxies of the environment.
  bool direct = false;
  /// Waits for a stream on an open connection rather than opening another.
  bool multiplexed = false;
  /// Empty for the authorities of the system.
  std::string ca_bundle;

  bool operator==(const Route&) const = default;
};

/// An easy handle with what it needs for one exchange at a time, made to be used again: a handle that last served the
/// same place with the same headers is given the new body and nothing else.
class Transfer {
 public:
  /// Both must outlive every connection.
  Transfer(const NameCache& names, Sockets& sockets);
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  /// `request` must stay until the transfer is done.
  void prepare(const Request& request, const Route& route);
  /// Is called, from within curl, when the connection stands and before the request goes out.
  void on_connected(std::function<void()> told) { on_connected_ = std::move(told); }

  CURL* handle() const { return handle_.get(); }
  bool in_flight() const { return in_flight_; }
  void start() { in_flight_ = true; }
  /// Wakes whoever waits.
  void finish(CURLcode code, bool cancelled);
  void wait() { done_->wait(); }

  /// Once, after `wait`. `origin` is how a message may name the other side.
  Result<Response, HttpError> take_result(const std::string& origin);
  /// The server speaks HTTP/2, as far as is known from the handshake or the reply.
  bool spoke_http2() const;
  /// The handshake agreed on HTTP/2. Only while connected.
  bool agreed_on_http2() const;

 private:
  /// Everything of a request that is set on the handle and stays there.
  struct Setup {
    std::string method;
    std::string url;
    Headers headers;
    std::chrono::milliseconds connect_timeout{};
    HttpVersion version{};
    Route route;

    bool matches(const Request& request, const Route& route) const;
  };

  void set_up(const Request& request, const Route& route);
  void set_constants();
  void set_callbacks();
  void set_url(const std::string& url);
  void set_method(const Request& request);
  void set_headers(const Headers& headers);
  void begin(const Request& request);
  HttpError error(const std::string& origin) const;
  Timings timings() const;

  std::size_t take_header(std::string_view line);
  std::size_t take_body(std::string_view piece);
  bool may_send();

  static std::size_t header_callback(char* data, std::size_t size, std::size_t count, void* self) noexcept;
  static std::size_t body_callback(char* data, std::size_t size, std::size_t count, void* self) noexcept;
  static int connected_callback(void* self, char*, char*, int, int) noexcept;

  const NameCache& names_;
  Sockets& sockets_;
  std::unique_ptr<CURL, CurlFree> handle_;
  std::unique_ptr<CURLU, CurlFree> url_;
  std::unique_ptr<curl_slist, CurlFree> header_list_;
  std::array<char, CURL_ERROR_SIZE> error_text_{};
  Setup setup_;
  bool configured_ = false;

  const Request* request_ = nullptr;
  std::function<void()> on_connected_;
  std::optional<Event> done_;
  Response response_;
  CURLcode code_ = CURLE_OK;
  int sends_ = 0;
  bool in_flight_ = false;
  bool cancelled_ = false;
  bool too_large_ = false;
};

}  // namespace sdg::net
