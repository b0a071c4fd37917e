#include "runtime/eval/placement.h"

#include <bit>

namespace sdg::eval {
namespace {

constexpr std::uint64_t kRankedUpTo = 64;
constexpr std::uint64_t kRounds = 8;

/// How many others come before `index` when all are sorted by their hash: every order is as likely, but it takes n
/// hashes.
std::uint64_t rank(std::uint64_t index, std::uint64_t n, const Stream& stream) {
  const auto own = stream.at(index);
  std::uint64_t before = 0;
  for (std::uint64_t other = 0; other < n; ++other) {
    const auto hash = stream.at(other);
    before += hash < own || (hash == own && other < index);
  }
  return before;
}

/// A permutation of all numbers of 2 × `half_bits` bits: each round mixes one half into the other.
std::uint64_t feistel(std::uint64_t value, unsigned half_bits, const Stream& stream) {
  const std::uint64_t mask = (std::uint64_t{1} << half_bits) - 1;
  std::uint64_t left = value >> half_bits, right = value & mask;
  for (std::uint64_t round = 0; round < kRounds; ++round) {
    const auto mixed = left ^ (stream.at(round << 32 | right) & mask);
    left = right;
    right = mixed;
  }
  return left << half_bits | right;
}

}  // namespace

std::uint64_t jump_place(std::uint64_t hash, std::uint64_t n) {
  std::int64_t place = -1, next = 0;
  while (next < static_cast<std::int64_t>(n)) {
    place = next;
    hash = hash * 2862933555777941757 + 1;
    const double stretch = 0x1p31 / static_cast<double>((hash >> 33) + 1);
    next = static_cast<std::int64_t>(static_cast<double>(place + 1) * stretch);
  }
  return static_cast<std::uint64_t>(place);
}

std::uint64_t permuted(std::uint64_t index, std::uint64_t n, const Stream& stream) {
  if (n <= kRankedUpTo) return rank(index, n, stream);
  const unsigned half_bits = (static_cast<unsigned>(std::bit_width(n - 1)) + 1) / 2;
  // At most three in four of the numbers are too large: those are sent round again until one fits.
  std::uint64_t place = feistel(index, half_bits, stream);
  while (place >= n) place = feistel(place, half_bits, stream);
  return place;
}

}  // namespace sdg::eval
