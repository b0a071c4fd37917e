#pragma once

#include <array>
#include <concepts>
#include <cstddef>
#include <string>

namespace sdg::source {

/// The bytes of a number, the lowest first, on every machine.
template <std::unsigned_integral Number>
void append_little_endian(std::string& out, Number value) {
  std::array<char, sizeof value> bytes;
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(value >> (8 * i) & 0xFF);
  out.append(bytes.data(), bytes.size());
}

}  // namespace sdg::source
