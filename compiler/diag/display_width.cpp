#include "compiler/diag/display_width.h"

#include <algorithm>
#include <span>

namespace sdg::diag {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

struct Range {
  char32_t first;
  char32_t last;
};

#define SDG_RANGE(first, last) Range{first, last},
constexpr Range kZeroWidth[]{
#include "compiler/diag/zero_width.def"
};
constexpr Range kWide[]{
#include "compiler/diag/wide.def"
};
#undef SDG_RANGE

bool contains(std::span<const Range> ranges, char32_t code_point) {
  const auto found = std::ranges::lower_bound(ranges, code_point, {}, &Range::last);
  return found != ranges.end() && found->first <= code_point;
}

struct LeadByte {
  std::size_t length;  // of the sequence it begins; 0 where it begins none
  char32_t bits;
  char32_t smallest;  // anything below is an overlong form
};

LeadByte read_lead(unsigned char byte) {
  if (byte < 0x80) return {1, byte, 0};
  if ((byte & 0xE0) == 0xC0) return {2, byte & 0x1Fu, 0x80};
  if ((byte & 0xF0) == 0xE0) return {3, byte & 0x0Fu, 0x800};
  if ((byte & 0xF8) == 0xF0) return {4, byte & 0x07u, 0x10000};
  return {0, 0, 0};
}

bool is_scalar_value(char32_t value) { return value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF); }

}  // namespace

CodePoint first_code_point(std::string_view text) {
  const auto lead = read_lead(static_cast<unsigned char>(text.front()));
  if (lead.length == 0 || lead.length > text.size()) return {kReplacement, 1};
  auto value = lead.bits;
  for (std::size_t i = 1; i < lead.length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xC0) != 0x80) return {kReplacement, 1};
    value = (value << 6) | (byte & 0x3Fu);
  }
  if (value < lead.smallest || !is_scalar_value(value)) return {kReplacement, 1};
  return {value, lead.length};
}

int display_width(char32_t code_point) {
  if (code_point < 0x300) return 1;
  if (contains(kZeroWidth, code_point)) return 0;
  return contains(kWide, code_point) ? 2 : 1;
}

bool is_control(char32_t code_point) {
  const auto between = [&](char32_t first, char32_t last) { return first <= code_point && code_point <= last; };
  return code_point < 0x20 || between(0x7F, 0x9F) || between(0x200E, 0x200F) || between(0x2028, 0x202E) ||
         between(0x2066, 0x2069);
}

}  // namespace sdg::diag
