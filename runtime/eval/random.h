#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "runtime/eval/siphash.h"

namespace sdg::eval {

/// The random words of one draw. Word number n depends on the draw and on n alone, so nothing that other draws take
/// moves it. DRAWS.md says which bytes are hashed; they never change.
class Stream {
 public:
  /// `numbers` are those of the loops around the draw, outermost first; zeros at the end make no difference.
  Stream(SipKey key, std::string_view path, std::span<const std::uint64_t> numbers);

  /// Another stream, which shares nothing with this one or with those of other numbers.
  Stream branch(std::uint64_t number) const;

  std::uint64_t at(std::uint64_t counter) const { return SipHash(prefix_).word(counter).finish(); }
  std::uint64_t next() { return at(counter_++); }
  /// Each of 0 … n-1 is exactly as likely; n > 0.
  std::uint64_t below(std::uint64_t n);
  /// Both ends included; first <= last.
  std::int64_t between(std::int64_t first, std::int64_t last);
  /// In [0, 1), a multiple of 2^-53.
  double unit();
  /// In (0, 1): its logarithm is finite.
  double open_unit();
  double normal();

 private:
  explicit Stream(const SipHash& prefix) : prefix_(prefix) {}

  SipHash prefix_;
  std::uint64_t counter_ = 0;
};

}  // namespace sdg::eval
