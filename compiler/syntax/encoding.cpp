#include "compiler/syntax/encoding.h"

#include <cstdint>
#include <cstring>

namespace sdg::syntax {
namespace {

bool is_tail(unsigned char byte) { return (byte & 0xC0) == 0x80; }

/// The length of the character that begins `text`, 0 where it is none.
std::size_t character_length(std::string_view text) {
  const auto byte = [text](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const unsigned first = byte(0);
  const unsigned second = byte(1);
  if (first < 0x80) return 1;
  if (first < 0xC2 || first > 0xF4 || !is_tail(static_cast<unsigned char>(second))) return 0;
  if (first < 0xE0) return 2;
  if (!is_tail(static_cast<unsigned char>(byte(2)))) return 0;
  // Too long a form, and the halves of surrogate pairs, are no characters.
  if (first < 0xF0) return (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ? 0 : 3;
  if (!is_tail(static_cast<unsigned char>(byte(3)))) return 0;
  return (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F) ? 0 : 4;
}

/// Whether the next eight bytes are all ASCII: most of a program is.
bool eight_plain(const char* at) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, at, sizeof bytes);
  return (bytes & 0x8080808080808080ULL) == 0;
}

}  // namespace

std::optional<std::size_t> find_invalid_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    if (text.size() - at >= 8 && eight_plain(text.data() + at)) {
      at += 8;
      continue;
    }
    const std::size_t length = character_length(text.substr(at));
    if (length == 0) return at;
    at += length;
  }
  return std::nullopt;
}

}  // namespace sdg::syntax
