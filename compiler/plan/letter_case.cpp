#include "compiler/plan/letter_case.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>

#include "compiler/plan/utf8.h"

namespace sdg::plan {
namespace {

struct CaseRange {
  char32_t first, last;
  std::uint32_t stride;
  std::int32_t distance;
};
struct LongUpper {
  char32_t code;
  const char8_t* text;
};

constexpr CaseRange kUpper[] = {
#define SDG_UPPER(first, last, stride, distance) {first, last, stride, distance},
#define SDG_LOWER(first, last, stride, distance)
#define SDG_UPPER_TO(code, text)
#include "compiler/plan/letter_case.def"
#undef SDG_UPPER
#undef SDG_LOWER
};
constexpr CaseRange kLower[] = {
#define SDG_UPPER(first, last, stride, distance)
#define SDG_LOWER(first, last, stride, distance) {first, last, stride, distance},
#include "compiler/plan/letter_case.def"
#undef SDG_UPPER
#undef SDG_LOWER
#undef SDG_UPPER_TO
};
constexpr LongUpper kLongUpper[] = {
#define SDG_UPPER(first, last, stride, distance)
#define SDG_LOWER(first, last, stride, distance)
#define SDG_UPPER_TO(code, text) {code, text},
#include "compiler/plan/letter_case.def"
#undef SDG_UPPER
#undef SDG_LOWER
#undef SDG_UPPER_TO
};

constexpr char32_t kCapitalSigma = 0x3A3;
constexpr char32_t kFinalSigma = 0x3C2;
constexpr char32_t kCapitalDottedI = 0x130;

char32_t mapped(std::span<const CaseRange> ranges, char32_t code) {
  auto range = std::upper_bound(ranges.begin(), ranges.end(), code,
                                [](char32_t wanted, const CaseRange& candidate) { return wanted < candidate.first; });
  if (range == ranges.begin()) return code;
  --range;
  if (code > range->last || (code - range->first) % range->stride != 0) return code;
  return static_cast<char32_t>(static_cast<std::int64_t>(code) + range->distance);
}

char32_t simple_upper(char32_t code) {
  if (code < 0x80) return code >= 'a' && code <= 'z' ? code - 32 : code;
  return mapped(kUpper, code);
}

char32_t simple_lower(char32_t code) {
  if (code < 0x80) return code >= 'A' && code <= 'Z' ? code + 32 : code;
  return mapped(kLower, code);
}

bool is_cased(char32_t code) { return simple_upper(code) != code || simple_lower(code) != code; }

void append_upper(std::string& out, char32_t code) {
  if (code >= 0x80) {
    const auto found = std::ranges::lower_bound(kLongUpper, code, {}, &LongUpper::code);
    if (found != std::end(kLongUpper) && found->code == code) {
      out += reinterpret_cast<const char*>(found->text);
      return;
    }
  }
  append_code_point(out, simple_upper(code));
}

/// A sigma is written ς where a letter stands before it and none after.
bool ends_word(char32_t before, std::string_view rest) {
  return is_cased(before) && (rest.empty() || !is_cased(decode(rest, 0).code));
}

void append_lower(std::string& out, char32_t code, char32_t before, std::string_view rest) {
  if (code == kCapitalSigma && ends_word(before, rest)) {
    append_code_point(out, kFinalSigma);
  } else if (code == kCapitalDottedI) {
    out += "i\xCC\x87";  // i and a combining dot: the only small form of more than one code point
  } else {
    append_code_point(out, simple_lower(code));
  }
}

bool begins_word(char32_t before) {
  return is_blank(before) || before == '-' || before == '(' || before == '[' || before == '{' || before == '<';
}

/// `wants_capital(before, first)` says whether the next code point becomes a capital.
template <class WantsCapital>
std::string recased(std::string_view text, WantsCapital wants_capital) {
  std::string out;
  out.reserve(text.size());
  char32_t before = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    const std::size_t after = at + point.size;
    if (!point.valid) {
      out += text[at];
    } else if (wants_capital(before, at == 0)) {
      append_upper(out, point.code);
    } else {
      append_lower(out, point.code, before, text.substr(after));
    }
    before = point.code;
    at = after;
  }
  return out;
}

}  // namespace

std::string to_upper(std::string_view text) {
  return recased(text, [](char32_t, bool) { return true; });
}

std::string to_lower(std::string_view text) {
  return recased(text, [](char32_t, bool) { return false; });
}

std::string to_title(std::string_view text) {
  return recased(text, [](char32_t before, bool first) { return first || begins_word(before); });
}

std::string to_capitalized(std::string_view text) {
  return recased(text, [](char32_t, bool first) { return first; });
}

}  // namespace sdg::plan
