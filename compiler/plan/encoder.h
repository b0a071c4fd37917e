#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "compiler/plan/digest.h"

namespace sdg::plan {

/// Writes the canonical bytes that keys, fingerprints and draws are made of: equal values give equal bytes, different
/// ones different bytes, on every machine and for ever. ENCODING.md says what each byte means; a change of it would
/// make every store forget what was paid for.
class Encoder {
 public:
  /// `domain` keeps apart what is encoded for different ends, for example "cell/1" and "draw/1".
  explicit Encoder(std::string_view domain);

  /// UTF-8 as it is, without normalization: other bytes are another prompt.
  Encoder& text(std::string_view tag, std::string_view value);
  Encoder& bytes(std::string_view tag, std::string_view value);
  Encoder& integer(std::string_view tag, std::int64_t value);
  /// -0.0 is not 0.0 here, for it is sent differently; every NaN is the same.
  Encoder& real(std::string_view tag, double value);
  Encoder& boolean(std::string_view tag, bool value);
  Encoder& null(std::string_view tag);
  /// Days since 1970-01-01.
  Encoder& date(std::string_view tag, std::int64_t days);
  /// Microseconds since 1970-01-01T00:00:00Z.
  Encoder& datetime(std::string_view tag, std::int64_t microseconds);
  Encoder& digest(std::string_view tag, const Digest& value);

  /// What is written until `end_list` are its elements, in order.
  Encoder& begin_list(std::string_view tag);
  Encoder& end_list();

  /// The whole encoding. Throws std::logic_error while a list is open.
  const std::string& encoded() const;
  Digest sha256() const;

 private:
  void begin_item(char kind, std::string_view tag);
  void append_length(std::size_t length);
  void append_fixed(std::uint64_t value);

  std::string out_;
  std::size_t open_lists_ = 0;
};

}  // namespace sdg::plan
