#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "runtime/net/http.h"

namespace sdg::model {

/// What to do about a request that was not answered.
enum class TroubleKind : std::uint8_t {
  Transient,    // ask again later: transport, 408, 409, 425, 5xx, 529
  RateLimited,  // the same, and ask less often: 429
  Row,          // this request will never be answered: 400, 413, 422 and their kin
  Unusable,     // no request of this provider will be: bad key, no such model, no credit
  Cancelled,    // our own wish
};

/// Why there is no reply.
struct Trouble {
  TroubleKind kind = TroubleKind::Transient;
  int status = 0;  // 0: no response arrived
  std::string message = {};
  std::optional<std::chrono::milliseconds> retry_after = {};  // what the server asked for
  bool may_be_billed = false;  // a reply was perhaps made and lost: the money reserved for it is spent
  bool no_connection = false;  // nobody listened there: what `--wait-for-model` waits for
};

/// The trouble with a response that is not a reply, by its status and what its body says. Bodies of all dialects.
Trouble classify(const net::Response& response, std::chrono::system_clock::time_point now);
Trouble classify(const net::HttpError& error);

/// What `retry-after-ms` and `retry-after` (seconds or an HTTP date) ask for.
std::optional<std::chrono::milliseconds> retry_after(const net::Response& response,
                                                     std::chrono::system_clock::time_point now);

}  // namespace sdg::model
