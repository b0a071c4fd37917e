#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace sdg::syntax {

/// The first byte that belongs to no character of UTF-8; none where all do.
std::optional<std::size_t> find_invalid_utf8(std::string_view text);

}  // namespace sdg::syntax
