#pragma once

#include <string>
#include <string_view>

namespace sdg::cli {

/// What turns one text into the other, as `diff -u` shows it; empty where nothing does. `patch -p1` understands it.
std::string unified_diff(std::string_view before, std::string_view after, std::string_view path, bool color);

}  // namespace sdg::cli
