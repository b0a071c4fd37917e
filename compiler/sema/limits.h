#pragma once

#include <cstddef>
#include <cstdint>

namespace sdg::sema {

/// After so many mistakes and warnings, those of the syntax counted, the rest of a program is not checked.
inline constexpr std::size_t kMaxMistakes = 100;
/// How far columns, functions and types may lead from one to the next, their own parts counted.
inline constexpr std::uint32_t kMaxChain = 1000;
/// How many calls one expression may hold, each function put in its place.
inline constexpr std::uint64_t kMaxCalls = 100'000;

}  // namespace sdg::sema
