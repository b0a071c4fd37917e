#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sdg::store {

/// Appends little-endian fields to a string.
class ByteWriter {
 public:
  explicit ByteWriter(std::string& out) : out_(out) {}

  ByteWriter& u8(std::uint8_t value);
  ByteWriter& u32(std::uint32_t value);
  ByteWriter& u64(std::uint64_t value);
  ByteWriter& i64(std::int64_t value) { return u64(static_cast<std::uint64_t>(value)); }
  ByteWriter& raw(std::string_view bytes);
  /// With its length in front. Throws std::length_error above 4 GB.
  ByteWriter& text(std::string_view bytes) { return length(bytes.size()).raw(bytes); }
  ByteWriter& length(std::size_t bytes);

 private:
  std::string& out_;
};

/// Reads them back. Once a field does not fit, this and all later ones read as zero or empty and `ok` is false.
/// Texts point into what is read.
class ByteReader {
 public:
  explicit ByteReader(std::string_view bytes) : rest_(bytes) {}

  std::uint8_t u8();
  std::uint32_t u32() { return static_cast<std::uint32_t>(little_endian(4)); }
  std::uint64_t u64() { return little_endian(8); }
  std::int64_t i64() { return static_cast<std::int64_t>(u64()); }
  std::string_view raw(std::size_t size);
  std::string_view text() { return raw(u32()); }

  bool ok() const { return ok_; }
  bool at_end() const { return rest_.empty(); }
  std::size_t left() const { return rest_.size(); }

 private:
  std::uint64_t little_endian(std::size_t size);

  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace sdg::store
