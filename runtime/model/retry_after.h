#pragma once

#include <chrono>
#include <optional>
#include <string_view>

namespace sdg::model {

/// `Sun, 06 Nov 1994 08:49:37 GMT`, the one form of HTTP's three that is still written.
std::optional<std::chrono::system_clock::time_point> read_http_date(std::string_view text);

/// `Retry-After`: seconds (a fraction is fine) or a date. Never negative.
std::optional<std::chrono::milliseconds> read_retry_after(std::string_view text,
                                                          std::chrono::system_clock::time_point now);

}  // namespace sdg::model
