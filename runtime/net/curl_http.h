#pragma once

#include <memory>

#include "runtime/net/http.h"
#include "runtime/net/loop.h"

namespace sdg::net {

/// Http over libcurl, driven by the loop's epoll. Connections are kept and shared between all requests. Redirects are
/// not followed, TLS is always verified, and the proxy variables of the environment hold except for loopback hosts.
class CurlHttp final : public Http {
 public:
  /// `loop` must live longer.
  explicit CurlHttp(Loop& loop);
  /// No request may be in flight any more.
  ~CurlHttp() override;

  Result<Response, HttpError> send(const Request& request, const Cancel& cancel) override;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace sdg::net
