#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace sdg::plan {

/// How many bytes from the front stand for themselves in a JSON string: printable ASCII, and none of `kSigns`. Eight
/// are looked at together, since texts of models are long and mostly plain.
template <unsigned char... kSigns>
std::size_t plain_run(std::string_view text) {
  constexpr std::uint64_t kOnes = 0x0101'0101'0101'0101, kHigh = 0x8080'8080'8080'8080;
  // A byte's high bit is set where the byte is below `limit`, and perhaps in those behind it: the first one counts.
  const auto below = [](std::uint64_t bytes, unsigned char limit) { return (bytes - kOnes * limit) & ~bytes; };
  const auto holds = [&](std::uint64_t bytes, unsigned char sign) { return below(bytes ^ (kOnes * sign), 1); };
  std::size_t at = 0;
  if constexpr (std::endian::native == std::endian::little) {
    for (std::uint64_t bytes = 0; at + sizeof bytes <= text.size(); at += sizeof bytes) {
      std::memcpy(&bytes, text.data() + at, sizeof bytes);
      const auto ends = (bytes | below(bytes, 0x20) | (holds(bytes, kSigns) | ...)) & kHigh;
      if (ends != 0) return at + static_cast<std::size_t>(std::countr_zero(ends)) / 8;
    }
  }
  const auto is_plain = [](unsigned char c) { return c >= 0x20 && c < 0x80 && ((c != kSigns) && ...); };
  while (at < text.size() && is_plain(text[at])) ++at;
  return at;
}

}  // namespace sdg::plan
