#include "runtime/eval/printable.h"

#include <algorithm>
#include <array>

#include "compiler/plan/code_ranges.h"

namespace sdg::eval {
namespace {

constexpr auto kHidden = std::to_array<plan::CodeRange>({
#define SDG_UNPRINTABLE(first, last) {first, last},
#include "runtime/eval/unprintable.def"
#undef SDG_UNPRINTABLE
});

}  // namespace

bool is_printable(char32_t code) {
  const auto range = std::ranges::lower_bound(kHidden, code, {}, &plan::CodeRange::last);
  return range == kHidden.end() || code < range->first;
}

}  // namespace sdg::eval
