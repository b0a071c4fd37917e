#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace sdg::plan {

/// RFC 4648, with `=` at the end.
void append_base64(std::string& out, std::string_view bytes);
/// The bytes; `-_` for `+/`, missing `=` and line ends are accepted, anything else is not base64.
std::optional<std::string> decode_base64(std::string_view text);

}  // namespace sdg::plan
