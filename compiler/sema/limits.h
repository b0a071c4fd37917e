#pragma once

#include <cstddef>
#include <cstdint>

#include "compiler/plan/json_reader.h"

namespace sdg::sema {

/// After so many mistakes and warnings, those of the syntax counted, the rest of a program is not checked.
inline constexpr std::size_t kMaxMistakes = 100;
/// How far columns, functions and types may lead from one to the next, their own parts counted.
inline constexpr std::uint32_t kMaxChain = 1000;
/// How many calls one expression may hold, each function put in its place.
inline constexpr std::uint64_t kMaxCalls = 100'000;

/// How many parts a type may have, each counted wherever it stands.
inline constexpr std::uint64_t kMaxTypeParts = 10'000;
/// How many lists and records may stand inside each other in a type: as many as are read from JSON. What walks over a
/// type or a value of it at run time does so on the small stack of a fiber.
inline constexpr std::size_t kMaxTypeDepth = plan::kMostJsonDepth;

/// How deep the texts that strings include may stand inside each other, and how many a program may include.
inline constexpr std::size_t kMaxIncludeDepth = 100;
inline constexpr std::size_t kMaxIncludes = 1'000;

}  // namespace sdg::sema
