#include "compiler/plan/weight.h"

#include <algorithm>

#include "compiler/plan/json_reader.h"

namespace sdg::plan {
namespace {

// What a number or a bracket weighs.
constexpr std::size_t kScalarWeight = 8;

bool fits_into(std::size_t& room, const Value& value, std::size_t depth) {
  const std::size_t own = kScalarWeight + (value.is_string() ? value.text().size() : 0);
  if (own > room || depth > kMostJsonDepth) return false;
  room -= own;
  const auto parts = value.is_list() ? value.items() : value.is_record() ? value.fields() : std::span<const Value>();
  return std::ranges::all_of(parts, [&](const Value& part) { return fits_into(room, part, depth + 1); });
}

}  // namespace

bool is_too_heavy(const Value& value) {
  // A text alone may be as large as the limit says.
  std::size_t room = kMostWeight + kScalarWeight;
  return !fits_into(room, value, 0);
}

}  // namespace sdg::plan
