#include "runtime/store/bytes.h"

#include <limits>
#include <stdexcept>

#include "compiler/source/little_endian.h"

namespace sdg::store {

ByteWriter& ByteWriter::u8(std::uint8_t value) {
  out_ += static_cast<char>(value);
  return *this;
}

ByteWriter& ByteWriter::u32(std::uint32_t value) {
  source::append_little_endian(out_, value);
  return *this;
}

ByteWriter& ByteWriter::u64(std::uint64_t value) {
  source::append_little_endian(out_, value);
  return *this;
}

ByteWriter& ByteWriter::raw(std::string_view bytes) {
  out_ += bytes;
  return *this;
}

ByteWriter& ByteWriter::length(std::size_t bytes) {
  if (bytes > std::numeric_limits<std::uint32_t>::max()) throw std::length_error("a field of a store record");
  return u32(static_cast<std::uint32_t>(bytes));
}

std::uint8_t ByteReader::u8() { return static_cast<std::uint8_t>(little_endian(1)); }

std::string_view ByteReader::raw(std::size_t size) {
  if (!ok_ || size > rest_.size()) {
    ok_ = false;
    return {};
  }
  const auto bytes = rest_.substr(0, size);
  rest_.remove_prefix(size);
  return bytes;
}

std::uint64_t ByteReader::little_endian(std::size_t size) {
  std::uint64_t value = 0;
  int shift = 0;
  for (const unsigned char byte : raw(size)) {
    value |= std::uint64_t{byte} << shift;
    shift += 8;
  }
  return value;
}

}  // namespace sdg::store
