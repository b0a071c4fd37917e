#pragma once

#include <array>
#include <compare>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

struct evp_md_ctx_st;

namespace sdg::plan {

/// A SHA-256: what cells, rows and programs are known by.
struct Digest {
  std::array<std::uint8_t, 32> bytes{};

  /// 64 lower-case digits.
  std::string hex() const { return first_digits(2 * bytes.size()); }
  /// The first 12 of them: enough to tell two parts of a recipe apart in a message.
  std::string short_hex() const { return first_digits(12); }
  /// The raw bytes, for keys and encodings. Points into this digest.
  std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

  /// Nothing unless `raw` is 32 bytes long.
  static std::optional<Digest> from_bytes(std::string_view raw);
  /// Nothing unless `digits` are 64 hexadecimal ones.
  static std::optional<Digest> from_hex(std::string_view digits);

  auto operator<=>(const Digest&) const = default;

 private:
  std::string first_digits(std::size_t count) const;
};

Digest sha256(std::string_view bytes);

/// A digest of what comes in pieces. After `finish` it begins anew.
class Sha256 {
 public:
  Sha256();

  Sha256& update(std::string_view bytes);
  Digest finish();

 private:
  struct Free {
    void operator()(evp_md_ctx_st* context) const;
  };
  std::unique_ptr<evp_md_ctx_st, Free> context_;
};

}  // namespace sdg::plan

template <>
struct std::hash<sdg::plan::Digest> {
  /// A digest is evenly spread already: its first bytes are as good as any hash of it.
  std::size_t operator()(const sdg::plan::Digest& digest) const noexcept {
    std::size_t first = 0;
    std::memcpy(&first, digest.bytes.data(), sizeof first);
    return first;
  }
};
