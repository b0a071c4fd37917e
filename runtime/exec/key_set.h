#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "compiler/plan/digest.h"

namespace sdg::exec {

/// Row keys seen before, by 16 bytes of their digests: two different keys are taken for one in no run of this world.
class KeySet {
 public:
  /// False where it was there already.
  bool insert(std::string_view key) {
    if ((size_ + 1) * 4 > slots_.size() * 3) grow();
    if (!put(slots_, mark_of(key))) return false;
    ++size_;
    return true;
  }

 private:
  using Mark = std::array<std::uint64_t, 2>;  // all zero: a free slot

  static Mark mark_of(std::string_view key) {
    const auto digest = plan::sha256(key);
    Mark mark{};
    std::memcpy(mark.data(), digest.bytes.data(), sizeof mark);
    if (mark == Mark{}) mark[0] = 1;
    return mark;
  }
  static bool put(std::vector<Mark>& slots, const Mark& mark) {
    for (std::size_t at = mark[0] & (slots.size() - 1);; at = (at + 1) & (slots.size() - 1)) {
      if (slots[at] == mark) return false;
      if (slots[at] == Mark{}) {
        slots[at] = mark;
        return true;
      }
    }
  }
  void grow() {
    std::vector<Mark> larger(slots_.empty() ? 64 : slots_.size() * 2);
    for (const auto& mark : slots_) {
      if (mark != Mark{}) put(larger, mark);
    }
    slots_ = std::move(larger);
  }

  std::vector<Mark> slots_;  // a power of two
  std::size_t size_ = 0;
};

}  // namespace sdg::exec
