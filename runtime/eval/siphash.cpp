#include "runtime/eval/siphash.h"

#include <bit>
#include <cstddef>

namespace sdg::eval {

SipHash::SipHash(SipKey key)
    : v0_(key.low ^ 0x736f'6d65'7073'6575),
      v1_(key.high ^ 0x646f'7261'6e64'6f6d),
      v2_(key.low ^ 0x6c79'6765'6e65'7261),
      v3_(key.high ^ 0x7465'6462'7974'6573) {}

inline void SipHash::round() {
  v0_ += v1_;
  v2_ += v3_;
  v1_ = std::rotl(v1_, 13) ^ v0_;
  v3_ = std::rotl(v3_, 16) ^ v2_;
  v0_ = std::rotl(v0_, 32) + v3_;
  v2_ += v1_;
  v1_ = std::rotl(v1_, 17) ^ v2_;
  v3_ = std::rotl(v3_, 21) ^ v0_;
  v2_ = std::rotl(v2_, 32);
}

SipHash& SipHash::word(std::uint64_t value) {
  v3_ ^= value;
  round();
  round();
  v0_ ^= value;
  ++words_;
  return *this;
}

SipHash& SipHash::text(std::string_view bytes) {
  word(bytes.size());
  for (std::size_t start = 0; start < bytes.size(); start += 8) {
    std::uint64_t packed = 0;
    const auto part = bytes.substr(start, 8);
    for (std::size_t i = 0; i < part.size(); ++i) {
      packed |= static_cast<std::uint64_t>(static_cast<unsigned char>(part[i])) << (8 * i);
    }
    word(packed);
  }
  return *this;
}

std::uint64_t SipHash::finish() const {
  SipHash last = *this;
  // The last block of the standard: no bytes are left over, the length modulo 256 stands on top.
  last.word(words_ * 8 << 56);
  last.v2_ ^= 0xff;
  for (int i = 0; i < 4; ++i) last.round();
  return last.v0_ ^ last.v1_ ^ last.v2_ ^ last.v3_;
}

}  // namespace sdg::eval
