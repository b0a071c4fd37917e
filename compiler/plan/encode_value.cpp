#include "compiler/plan/encode_value.h"

#include <cstdint>

namespace sdg::plan {
namespace {

/// In milliseconds where microseconds would leave 64 bits, far outside the calendar.
void encode_datetime(Encoder& encoder, std::string_view tag, std::int64_t milliseconds) {
  std::int64_t microseconds = 0;
  if (__builtin_mul_overflow(milliseconds, std::int64_t{1'000}, &microseconds)) {
    encoder.begin_list(tag).integer("milliseconds", milliseconds).end_list();
  } else {
    encoder.datetime(tag, microseconds);
  }
}

void encode_record(Encoder& encoder, std::string_view tag, const Value& record) {
  encoder.begin_list(tag).begin_list("record");
  for (std::size_t i = 0; i < record.fields().size(); ++i) {
    encode_value(encoder, (*record.shape())[i], record.fields()[i]);
  }
  encoder.end_list().end_list();
}

}  // namespace

void encode_value(Encoder& encoder, std::string_view tag, const Value& value) {
  switch (value.kind()) {
    case ValueKind::Null: encoder.null(tag); return;
    case ValueKind::Bool: encoder.boolean(tag, value.as_bool()); return;
    case ValueKind::Int: encoder.integer(tag, value.as_int()); return;
    case ValueKind::Float: encoder.real(tag, value.as_float()); return;
    case ValueKind::String: encoder.text(tag, value.text()); return;
    case ValueKind::Bytes: encoder.bytes(tag, value.text()); return;
    case ValueKind::Date: encoder.date(tag, value.ticks()); return;
    case ValueKind::DateTime: return encode_datetime(encoder, tag, value.ticks());
    case ValueKind::Duration: encoder.begin_list(tag).integer("duration", value.ticks()).end_list(); return;
    case ValueKind::List:
      encoder.begin_list(tag).begin_list("list");
      for (const auto& item : value.items()) encode_value(encoder, "", item);
      encoder.end_list().end_list();
      return;
    case ValueKind::Record: return encode_record(encoder, tag, value);
  }
}

}  // namespace sdg::plan
