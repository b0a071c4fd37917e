#pragma once

#include <cstddef>
#include <string_view>

#include "compiler/plan/value.h"

namespace sdg::plan {

/// The most bytes that a row may take, and so the most that any text or list of it may.
inline constexpr std::size_t kMostWeight = std::size_t{64} << 20;

inline constexpr std::string_view kTooHeavy =
    "this grows beyond 64 MB, the most that a row may hold: make it of fewer parts, or end the loop earlier";

/// Whether a value is larger, or deeper than data may be. What lists share in memory counts wherever it stands: it is
/// written wherever it stands.
bool is_too_heavy(const Value& value);

}  // namespace sdg::plan
