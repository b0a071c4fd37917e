#pragma once

#include <cstdint>

#include "runtime/eval/random.h"

namespace sdg::eval {

/// One of 0 … n-1, n > 0, each as likely: jump consistent hashing (Lamping and Veach). When n grows by one, the place
/// stays or is the new one, the latter with probability 1/n.
std::uint64_t jump_place(std::uint64_t hash, std::uint64_t n);

/// Where `index` < n stands in a random order of 0 … n-1 that `stream` fixes. All indexes together give every place
/// exactly once.
std::uint64_t permuted(std::uint64_t index, std::uint64_t n, const Stream& stream);

}  // namespace sdg::eval
