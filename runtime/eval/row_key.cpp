#include "runtime/eval/row_key.h"

#include <fmt/format.h>

#include <optional>
#include <vector>

#include "compiler/plan/encoder.h"
#include "compiler/plan/operator_functions.h"

namespace sdg::eval {
namespace {

using plan::Value;
using plan::ValueKind;

constexpr std::string_view kDomain = "row-key/1";
constexpr std::string_view kUnreadable = "\"?\"";
constexpr std::int64_t kMicroseconds = 1000;
constexpr std::int64_t kLargestMoment = INT64_MAX / kMicroseconds;
constexpr int kDeepestUpstream = 32;

bool encode_moment(plan::Encoder& encoder, std::int64_t milliseconds) {
  if (milliseconds > kLargestMoment || milliseconds < -kLargestMoment) return false;
  encoder.datetime("", milliseconds * kMicroseconds);
  return true;
}

/// Whether the value can be part of a key.
bool encode_part(plan::Encoder& encoder, const Value& value) {
  switch (value.kind()) {
    case ValueKind::Null: encoder.null(""); return true;
    case ValueKind::Bool: encoder.boolean("", value.as_bool()); return true;
    case ValueKind::Int: encoder.integer("", value.as_int()); return true;
    case ValueKind::String: encoder.text("", value.text()); return true;
    case ValueKind::Date: encoder.date("", value.ticks()); return true;
    case ValueKind::DateTime: return encode_moment(encoder, value.ticks());
    case ValueKind::Float:
    case ValueKind::Bytes:
    case ValueKind::Duration:
    case ValueKind::List:
    case ValueKind::Record: return false;
  }
  return false;
}

void encode_place(plan::Encoder& encoder, const RowPlace& place) {
  const auto number = static_cast<std::int64_t>(place.number);
  if (!place.upstream.empty()) {
    encoder.bytes("upstream", place.upstream);
  } else if (!place.file.empty()) {
    encoder.begin_list("file").text("", place.file).integer("", number).end_list();
  } else {
    encoder.integer("", number);
  }
}

/// Reads what the encoder wrote, as JSON. Every function says whether the bytes were what they must be.
class KeyReader {
 public:
  KeyReader(std::string_view bytes, int depth) : rest_(bytes), depth_(depth) {}

  bool read_key(std::string& json) {
    std::string_view domain;
    if (depth_ > kDeepestUpstream || !read_text(domain) || domain != kDomain) return false;
    std::vector<std::string> parts;
    while (!rest_.empty()) {
      if (!read_item(parts)) return false;
    }
    json = joined(parts);
    return true;
  }

 private:
  static std::string joined(const std::vector<std::string>& parts) {
    return parts.size() == 1 ? parts.front() : fmt::format("[{}]", fmt::join(parts, ","));
  }

  bool read_length(std::size_t& length) {
    length = 0;
    for (int shift = 0; shift < 63 && !rest_.empty(); shift += 7) {
      const auto byte = static_cast<unsigned char>(rest_.front());
      rest_.remove_prefix(1);
      length |= static_cast<std::size_t>(byte & 0x7F) << shift;
      if (byte < 0x80) return true;
    }
    return false;
  }

  bool read_text(std::string_view& text) {
    std::size_t length = 0;
    if (!read_length(length) || length > rest_.size()) return false;
    text = rest_.substr(0, length);
    rest_.remove_prefix(length);
    return true;
  }

  bool read_fixed(std::int64_t& number) {
    if (rest_.size() < 8) return false;
    std::uint64_t word = 0;
    for (unsigned i = 0; i < 8; ++i)
      word |= static_cast<std::uint64_t>(static_cast<unsigned char>(rest_[i])) << (8 * i);
    rest_.remove_prefix(8);
    number = static_cast<std::int64_t>(word);
    return true;
  }

  bool read_bool(Value& value) {
    if (rest_.empty()) return false;
    value = Value(rest_.front() != 0);
    rest_.remove_prefix(1);
    return true;
  }

  bool read_scalar(char kind, Value& value) {
    std::int64_t number = 0;
    std::string_view text;
    if (kind == 'N') return true;
    if (kind == 'B') return read_bool(value);
    if (kind == 'T') {
      if (!read_text(text)) return false;
      value = Value::string(std::string(text));
      return true;
    }
    if (!read_fixed(number)) return false;
    if (kind == 'I') value = Value(number);
    if (kind == 'd') value = Value::date(number);
    if (kind == 't') value = Value::datetime(number / kMicroseconds);
    return kind == 'I' || kind == 'd' || kind == 't';
  }

  bool read_upstream(std::vector<std::string>& parts) {
    std::string_view key;
    return read_text(key) && KeyReader(key, depth_ + 1).read_key(parts.emplace_back());
  }

  /// A default key's list is left away but for its places; a file's list stays one.
  bool read_list(std::string_view tag, std::vector<std::string>& parts) {
    std::string_view dataset;
    std::vector<std::string> items;
    if (tag == "default" && (!read_tag('T') || !read_text(dataset))) return false;
    while (!rest_.empty() && rest_.front() != ')') {
      if (!read_item(items)) return false;
    }
    if (rest_.empty()) return false;
    rest_.remove_prefix(1);
    parts.push_back(joined(items));
    return true;
  }

  bool read_tag(char kind) {
    std::string_view tag;
    if (rest_.empty() || rest_.front() != kind) return false;
    rest_.remove_prefix(1);
    return read_text(tag);
  }

  bool read_item(std::vector<std::string>& parts) {
    const char kind = rest_.front();
    rest_.remove_prefix(1);
    std::string_view tag;
    if (!read_text(tag)) return false;
    if (kind == '(') return read_list(tag, parts);
    if (kind == 'Y') return read_upstream(parts);
    Value value;
    if (!read_scalar(kind, value)) return false;
    parts.push_back(plan::to_json(value));
    return true;
  }

  std::string_view rest_;
  int depth_;
};

}  // namespace

Result<std::string> explicit_row_key(std::span<const Value> values) {
  plan::Encoder encoder(kDomain);
  for (const auto& value : values) {
    if (encode_part(encoder, value)) continue;
    return Failure{fmt::format("{} cannot be part of a key: use ints, strings, bools, dates or datetimes",
                               plan::a_kind(value.kind()))};
  }
  return encoder.encoded();
}

std::string default_row_key(std::string_view dataset, std::span<const RowPlace> places) {
  plan::Encoder encoder(kDomain);
  encoder.begin_list("default").text("dataset", dataset);
  for (const auto& place : places) encode_place(encoder, place);
  return encoder.end_list().encoded();
}

std::string child_row_key(std::string_view parent, std::uint64_t position) {
  plan::Encoder encoder(kDomain);
  encoder.begin_list("child").bytes("parent", parent).integer("", static_cast<std::int64_t>(position));
  return encoder.end_list().encoded();
}

std::string row_key_json(std::string_view key) {
  std::string json;
  return KeyReader(key, 0).read_key(json) ? json : std::string(kUnreadable);
}

}  // namespace sdg::eval
