#include "compiler/plan/encoder.h"

#include <bit>
#include <stdexcept>

#include "compiler/source/little_endian.h"

namespace sdg::plan {
namespace {

// The letters are part of the format: see ENCODING.md.
constexpr char kNull = 'N';
constexpr char kBoolean = 'B';
constexpr char kInteger = 'I';
constexpr char kReal = 'R';
constexpr char kText = 'T';
constexpr char kBytes = 'Y';
constexpr char kDate = 'd';
constexpr char kDatetime = 't';
constexpr char kDigest = 'H';
constexpr char kListBegin = '(';
constexpr char kListEnd = ')';

// Of most keys and draws; longer ones grow.
constexpr std::size_t kUsualBytes = 500;

constexpr std::uint64_t kCanonicalNan = 0x7FF8'0000'0000'0000;

}  // namespace

Encoder::Encoder(std::string_view domain) {
  out_.reserve(kUsualBytes);
  append_length(domain.size());
  out_ += domain;
}

Encoder& Encoder::text(std::string_view tag, std::string_view value) {
  begin_item(kText, tag);
  append_length(value.size());
  out_ += value;
  return *this;
}

Encoder& Encoder::bytes(std::string_view tag, std::string_view value) {
  begin_item(kBytes, tag);
  append_length(value.size());
  out_ += value;
  return *this;
}

Encoder& Encoder::integer(std::string_view tag, std::int64_t value) {
  begin_item(kInteger, tag);
  append_fixed(static_cast<std::uint64_t>(value));
  return *this;
}

Encoder& Encoder::real(std::string_view tag, double value) {
  begin_item(kReal, tag);
  append_fixed(value != value ? kCanonicalNan : std::bit_cast<std::uint64_t>(value));
  return *this;
}

Encoder& Encoder::boolean(std::string_view tag, bool value) {
  begin_item(kBoolean, tag);
  out_ += value ? '\1' : '\0';
  return *this;
}

Encoder& Encoder::null(std::string_view tag) {
  begin_item(kNull, tag);
  return *this;
}

Encoder& Encoder::date(std::string_view tag, std::int64_t days) {
  begin_item(kDate, tag);
  append_fixed(static_cast<std::uint64_t>(days));
  return *this;
}

Encoder& Encoder::datetime(std::string_view tag, std::int64_t microseconds) {
  begin_item(kDatetime, tag);
  append_fixed(static_cast<std::uint64_t>(microseconds));
  return *this;
}

Encoder& Encoder::digest(std::string_view tag, const Digest& value) {
  begin_item(kDigest, tag);
  out_ += value.view();
  return *this;
}

Encoder& Encoder::begin_list(std::string_view tag) {
  begin_item(kListBegin, tag);
  ++open_lists_;
  return *this;
}

Encoder& Encoder::end_list() {
  if (open_lists_ == 0) throw std::logic_error("end_list without begin_list");
  out_ += kListEnd;
  --open_lists_;
  return *this;
}

const std::string& Encoder::encoded() const {
  if (open_lists_ != 0) throw std::logic_error("a list of this encoding is still open");
  return out_;
}

Digest Encoder::sha256() const { return plan::sha256(encoded()); }

void Encoder::begin_item(char kind, std::string_view tag) {
  out_ += kind;
  append_length(tag.size());
  out_ += tag;
}

/// Seven bits a byte, lowest first; the high bit says that more follow. Always the shortest form.
void Encoder::append_length(std::size_t length) {
  while (length >= 0x80) {
    out_ += static_cast<char>(0x80 | (length & 0x7F));
    length >>= 7;
  }
  out_ += static_cast<char>(length);
}

void Encoder::append_fixed(std::uint64_t value) { source::append_little_endian(out_, value); }

}  // namespace sdg::plan
