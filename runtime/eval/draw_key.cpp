#include "runtime/eval/draw_key.h"

#include "compiler/plan/encoder.h"

namespace sdg::eval {
namespace {

std::uint64_t little_endian(const plan::Digest& digest, std::size_t start) {
  std::uint64_t word = 0;
  for (std::size_t i = 0; i < 8; ++i) word |= static_cast<std::uint64_t>(digest.bytes[start + i]) << (8 * i);
  return word;
}

SipKey key_of(const plan::Encoder& encoder) {
  const auto digest = encoder.sha256();
  return {little_endian(digest, 0), little_endian(digest, 8)};
}

}  // namespace

const SipKey& DrawKeys::row() const {
  if (!row_) {
    row_ = key_of(plan::Encoder("draw/1").integer("seed", seed_).text("dataset", dataset_).bytes("row", row_key_));
  }
  return *row_;
}

const SipKey& DrawKeys::candidates() const {
  if (!candidates_) {
    candidates_ = key_of(plan::Encoder("draw-candidates/1").integer("seed", seed_).text("dataset", dataset_));
  }
  return *candidates_;
}

}  // namespace sdg::eval
