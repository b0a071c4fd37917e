#pragma once

namespace sdg::cli {

inline constexpr const char* kVersion = "0.1.0";

}  // namespace sdg::cli
