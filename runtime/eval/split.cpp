#include "runtime/eval/split.h"

#include "runtime/eval/siphash.h"

namespace sdg::eval {

std::size_t part_of(std::span<const plan::SplitSpec::Share> shares, std::string_view key) {
  const std::uint64_t hash = SipHash(SipKey{}).text("split").text(key).finish();
  const double place = static_cast<double>(hash >> 11) * 0x1p-53;
  double end = 0;
  for (std::size_t i = 0; i + 1 < shares.size(); ++i) {
    end += shares[i].share;
    if (place < end) return i;
  }
  return shares.empty() ? 0 : shares.size() - 1;
}

}  // namespace sdg::eval
