#include "runtime/exec/row_values.h"

#include <bit>
#include <cstdint>
#include <utility>

#include "runtime/store/bytes.h"

namespace sdg::exec {
namespace {

using plan::Value;
using plan::ValueKind;
using store::ByteReader;
using store::ByteWriter;

constexpr std::uint8_t kValuesVersion = 1;
constexpr int kDeepest = 200;  // JSON is read to a depth of 128

// Letters and not the enum's numbers: these bytes outlive the order of its members.
constexpr std::uint8_t kNull = 'N';
constexpr std::uint8_t kFalse = 'F';
constexpr std::uint8_t kTrue = 'T';
constexpr std::uint8_t kInt = 'I';
constexpr std::uint8_t kFloat = 'R';
constexpr std::uint8_t kString = 'S';
constexpr std::uint8_t kBytes = 'Y';
constexpr std::uint8_t kDate = 'd';
constexpr std::uint8_t kDateTime = 't';
constexpr std::uint8_t kDuration = 'u';
constexpr std::uint8_t kList = 'L';
constexpr std::uint8_t kRecord = 'M';
constexpr std::uint8_t kFailedValue = '!';

void append_parts(std::string& out, const Value& value) {
  const auto parts = value.is_record() ? value.fields() : value.items();
  ByteWriter(out).u8(value.is_record() ? kRecord : kList).u32(static_cast<std::uint32_t>(parts.size()));
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (value.is_record()) ByteWriter(out).text((*value.shape())[i]);
    append_value(out, parts[i]);
  }
}

std::optional<Value> read_value(ByteReader& in, std::uint8_t letter, int depth);

std::optional<Value> read_list(ByteReader& in, int depth) {
  const auto count = in.u32();
  if (count > in.left()) return std::nullopt;
  std::vector<Value> items;
  items.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    auto item = read_value(in, in.u8(), depth);
    if (!item) return std::nullopt;
    items.push_back(std::move(*item));
  }
  return Value::list(std::move(items));
}

std::optional<Value> read_record(ByteReader& in, int depth) {
  const auto count = in.u32();
  if (count > in.left()) return std::nullopt;
  std::vector<std::string> names;
  std::vector<Value> values;
  for (std::uint32_t i = 0; i < count; ++i) {
    names.emplace_back(in.text());
    auto field = read_value(in, in.u8(), depth);
    if (!field) return std::nullopt;
    values.push_back(std::move(*field));
  }
  return Value::record(plan::make_shape(std::move(names)), std::move(values));
}

std::optional<Value> read_scalar(ByteReader& in, std::uint8_t letter) {
  switch (letter) {
    case kNull: return Value();
    case kFalse: return Value(false);
    case kTrue: return Value(true);
    case kInt: return Value(in.i64());
    case kFloat: return Value(std::bit_cast<double>(in.u64()));
    case kString: return Value::string(std::string(in.text()));
    case kBytes: return Value::bytes(std::string(in.text()));
    case kDate: return Value::date(in.i64());
    case kDateTime: return Value::datetime(in.i64());
    case kDuration: return Value::duration(in.i64());
    default: return std::nullopt;
  }
}

std::optional<Value> read_value(ByteReader& in, std::uint8_t letter, int depth) {
  if (!in.ok() || depth > kDeepest) return std::nullopt;
  if (letter == kList) return read_list(in, depth + 1);
  if (letter == kRecord) return read_record(in, depth + 1);
  auto value = read_scalar(in, letter);
  return in.ok() ? std::move(value) : std::nullopt;
}

std::optional<RowValue> read_row_value(ByteReader& in) {
  const auto letter = in.u8();
  if (letter == kFailedValue) return RowValue{Value(), std::string(in.text())};
  auto value = read_value(in, letter, 0);
  if (!value) return std::nullopt;
  return RowValue{std::move(*value), {}};
}

}  // namespace

void append_value(std::string& out, const Value& value) {
  ByteWriter to(out);
  switch (value.kind()) {
    case ValueKind::Null: to.u8(kNull); break;
    case ValueKind::Bool: to.u8(value.as_bool() ? kTrue : kFalse); break;
    case ValueKind::Int: to.u8(kInt).i64(value.as_int()); break;
    case ValueKind::Float: to.u8(kFloat).u64(std::bit_cast<std::uint64_t>(value.as_float())); break;
    case ValueKind::String: to.u8(kString).text(value.text()); break;
    case ValueKind::Bytes: to.u8(kBytes).text(value.text()); break;
    case ValueKind::Date: to.u8(kDate).i64(value.ticks()); break;
    case ValueKind::DateTime: to.u8(kDateTime).i64(value.ticks()); break;
    case ValueKind::Duration: to.u8(kDuration).i64(value.ticks()); break;
    case ValueKind::List:
    case ValueKind::Record: append_parts(out, value); break;
  }
}

std::string encode_row_values(const std::vector<RowValue>& values) {
  std::string out;
  ByteWriter(out).u8(kValuesVersion).u32(static_cast<std::uint32_t>(values.size()));
  for (const auto& value : values) {
    if (value.failed()) {
      ByteWriter(out).u8(kFailedValue).text(value.cause);
    } else {
      append_value(out, value.value);
    }
  }
  return out;
}

std::optional<std::vector<RowValue>> decode_row_values(std::string_view bytes) {
  ByteReader in(bytes);
  if (in.u8() != kValuesVersion) return std::nullopt;
  const auto count = in.u32();
  if (!in.ok() || count > in.left()) return std::nullopt;
  std::vector<RowValue> values;
  values.reserve(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    auto value = read_row_value(in);
    if (!value) return std::nullopt;
    values.push_back(std::move(*value));
  }
  if (!in.ok() || !in.at_end()) return std::nullopt;
  return values;
}

}  // namespace sdg::exec
