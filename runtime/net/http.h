#pragma once

#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/source/result.h"
#include "runtime/net/cancel.h"

namespace sdg::net {

using Headers = std::vector<std::pair<std::string, std::string>>;

enum class HttpVersion { Negotiated, Http1 };

struct Request {
  std::string method = "POST";
  std::string url;
  Headers headers;
  /// Is sent from where it lies: it stays as it is until `send` returns.
  std::string body;
  std::chrono::milliseconds connect_timeout = std::chrono::seconds(5);
  std::chrono::milliseconds total_timeout = std::chrono::minutes(10);
  /// A PEM file of authorities that are trusted beside those of the system.
  std::string ca_file;
  /// https negotiates HTTP/2 unless told not to; http is always HTTP/1.1.
  HttpVersion version = HttpVersion::Negotiated;
  /// Of the reply, decoded.
  std::size_t max_body = std::size_t{64} << 20;
};

/// Since `send`, in milliseconds. `connect` is near zero on a connection that was open already.
struct Timings {
  double connect_ms = 0;
  double first_byte_ms = 0;
  double total_ms = 0;
};

struct Response {
  int status = 0;
  /// In the order they came, names in lower case.
  Headers headers;
  std::string body;
  Timings timings;

  /// The first header of that (lower-case) name.
  std::optional<std::string_view> header(std::string_view name) const;
};

enum class HttpErrorKind {
#define SDG_HTTP_ERROR(kind, name) kind,
#include "runtime/net/http_errors.def"
#undef SDG_HTTP_ERROR
};

std::string_view name_of(HttpErrorKind kind);

/// Why there is no reply. An HTTP status, 500 too, is a reply.
struct HttpError {
  HttpErrorKind kind = HttpErrorKind::Other;
  /// Names scheme, host and port, never user, path, query or a header.
  std::string message;
  /// The request may have reached the server, and may have to be paid.
  bool sent = false;
};

/// The network, as those see it who ask models. One `send` puts at most one copy of a request that is not a GET on the
/// wire: whether it is sent again is the caller's decision.
class Http {
 public:
  virtual ~Http() = default;
  /// Suspends the calling fiber until the whole reply is there, or never will be.
  virtual Result<Response, HttpError> send(const Request& request, const Cancel& cancel) = 0;
};

}  // namespace sdg::net
