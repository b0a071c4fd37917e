#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "runtime/eval/siphash.h"

namespace sdg::eval {

/// What the draws of a row are keyed by, derived when first wanted. The texts live longer than this.
class DrawKeys {
 public:
  DrawKeys(std::int64_t seed, std::string_view dataset, std::string_view row_key)
      : seed_(seed), dataset_(dataset), row_key_(row_key) {}

  /// Of all draws of the row. Two rows, seeds or datasets share nothing.
  const SipKey& row() const;
  /// Of the draws that look at a candidate's number instead of its key: `exact`, `pick(…, unique = true)`.
  const SipKey& candidates() const;

 private:
  std::int64_t seed_;
  std::string_view dataset_, row_key_;
  mutable std::optional<SipKey> row_, candidates_;
};

}  // namespace sdg::eval
