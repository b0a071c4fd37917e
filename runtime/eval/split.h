#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "compiler/plan/plan.h"

namespace sdg::eval {

/// The part of a split that a key falls into, by its place among the shares. The same key is in the same part for ever,
/// in every dataset and whatever other keys there are: growth moves no row, and the shares hold on average only.
std::size_t part_of(std::span<const plan::SplitSpec::Share> shares, std::string_view key);

}  // namespace sdg::eval
