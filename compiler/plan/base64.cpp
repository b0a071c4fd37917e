#include "compiler/plan/base64.h"

#include <cstddef>
#include <cstdint>

namespace sdg::plan {
namespace {

constexpr char kDigits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int base64_digit(char digit) {
  if (digit >= 'A' && digit <= 'Z') return digit - 'A';
  if (digit >= 'a' && digit <= 'z') return digit - 'a' + 26;
  if (digit >= '0' && digit <= '9') return digit - '0' + 52;
  if (digit == '+' || digit == '-') return 62;
  if (digit == '/' || digit == '_') return 63;
  return -1;
}

std::uint32_t three_bytes(std::string_view bytes, std::size_t at) {
  std::uint32_t group = 0;
  for (std::size_t i = 0; i < 3; ++i) {
    group = group << 8 | (at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0u);
  }
  return group;
}

}  // namespace

void append_base64(std::string& out, std::string_view bytes) {
  out.reserve(out.size() + (bytes.size() + 2) / 3 * 4);
  for (std::size_t at = 0; at < bytes.size(); at += 3) {
    const std::uint32_t group = three_bytes(bytes, at);
    const std::size_t left = bytes.size() - at;
    out += kDigits[group >> 18];
    out += kDigits[group >> 12 & 63];
    out += left > 1 ? kDigits[group >> 6 & 63] : '=';
    out += left > 2 ? kDigits[group & 63] : '=';
  }
}

std::optional<std::string> decode_base64(std::string_view text) {
  std::string bytes;
  std::uint32_t group = 0;
  std::size_t digits = 0, padding = 0;
  for (const char sign : text) {
    if (sign == '\n' || sign == '\r') continue;
    if (sign == '=' && ++padding <= 2) continue;
    const int value = base64_digit(sign);
    if (value < 0 || padding > 0) return std::nullopt;
    group = group << 6 | static_cast<std::uint32_t>(value);
    if (++digits % 4 == 1) continue;
    bytes += static_cast<char>(group >> (6 - 2 * ((digits - 1) % 4)) & 0xFF);
  }
  if (digits % 4 == 1) return std::nullopt;
  return bytes;
}

}  // namespace sdg::plan
