#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace sdg::test {

/// A request as it lies in the connection's buffer.
struct HttpRequest {
  std::string_view method;
  std::string_view path;
  std::string_view query;
  /// The lines between request line and body.
  std::string_view headers;
  std::string_view body;
  bool keep_alive = true;
};

struct ParsedHttp {
  enum class State { Incomplete, Whole, Bad };
  State state = State::Incomplete;
  HttpRequest request;
  /// Bytes of the buffer that the whole request takes; of an incomplete one, as far as known.
  std::size_t size = 0;
  /// The client waits for leave to send its body.
  bool expects_leave = false;
};

/// HTTP/1.1 as clients send it: a length, no chunks.
ParsedHttp parse_http(std::string_view buffer);

/// The value of a header by its lower-case name, empty where there is none.
std::string_view header_value(std::string_view headers, std::string_view name);

void append_http(std::string& out, int status, std::string_view content_type, std::string_view extra_headers,
                 std::string_view body);

}  // namespace sdg::test
