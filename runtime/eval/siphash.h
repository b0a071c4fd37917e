#pragma once

#include <cstdint>
#include <string_view>

namespace sdg::eval {

struct SipKey {
  std::uint64_t low = 0, high = 0;
};

/// SipHash-2-4 of a message that comes in words. A copy taken half-way goes on by itself, so that what many messages
/// begin with is hashed once.
class SipHash {
 public:
  explicit SipHash(SipKey key);

  SipHash& word(std::uint64_t value);
  /// The length in bytes, then the bytes, zeros up to the next word.
  SipHash& text(std::string_view bytes);
  /// The hash of all words so far: as of their bytes, little-endian, in a message of that length.
  std::uint64_t finish() const;

 private:
  void round();

  std::uint64_t v0_, v1_, v2_, v3_;
  std::uint64_t words_ = 0;
};

}  // namespace sdg::eval
