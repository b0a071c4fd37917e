#include <charconv>
#include <cmath>
#include <cstddef>

#include "compiler/plan/base64.h"
#include "compiler/plan/civil_time.h"
#include "compiler/plan/plain_run.h"
#include "compiler/plan/utf8.h"
#include "compiler/plan/value.h"

namespace sdg::plan {
namespace {

constexpr char kHexDigits[] = "0123456789abcdef";

void append_escaped(std::string& out, unsigned char byte) {
  out += '\\';
  switch (byte) {
    case '"':
    case '\\': out += static_cast<char>(byte); return;
    case '\n': out += 'n'; return;
    case '\r': out += 'r'; return;
    case '\t': out += 't'; return;
    case '\b': out += 'b'; return;
    case '\f': out += 'f'; return;
    default:
      out += "u00";
      out += kHexDigits[byte >> 4];
      out += kHexDigits[byte & 15];
  }
}

/// Code points beyond ASCII as they are; a byte that is no UTF-8 would make the whole file unreadable.
std::size_t append_wide(std::string& out, std::string_view text, std::size_t at) {
  const CodePoint point = decode(text, at);
  append_code_point(out, point.code);
  return point.size;
}

void append_int(std::string& out, std::int64_t number) {
  char digits[24];
  out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

void append_json_list(std::string& out, std::span<const Value> items) {
  out += '[';
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (i > 0) out += ',';
    append_json(out, items[i]);
  }
  out += ']';
}

void append_json_record(std::string& out, const Value& record) {
  const auto fields = record.fields();
  out += '{';
  for (std::size_t i = 0; i < fields.size(); ++i) {
    if (i > 0) out += ',';
    append_json_string(out, (*record.shape())[i]);
    out += ':';
    append_json(out, fields[i]);
  }
  out += '}';
}

/// Digits and the place of the decimal point as Python lays them out, without `+` and zeros in the exponent.
void append_digits(std::string& out, std::string_view digits, int exponent) {
  const int count = static_cast<int>(digits.size());
  if (exponent < -4 || exponent >= 16) {
    out += digits[0];
    if (count > 1) out.append(1, '.').append(digits.substr(1));
    out += 'e' + std::to_string(exponent);
  } else if (exponent < 0) {
    out.append("0.").append(static_cast<std::size_t>(-exponent) - 1, '0').append(digits);
  } else if (exponent + 1 >= count) {
    out.append(digits)
        .append(static_cast<std::size_t>(exponent) + 1 - static_cast<std::size_t>(count), '0')
        .append(".0");
  } else {
    const auto whole = static_cast<std::size_t>(exponent) + 1;
    out.append(digits.substr(0, whole)).append(1, '.').append(digits.substr(whole));
  }
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    if (byte >= 0x80) {
      at += append_wide(out, text, at);
      continue;
    }
    const std::size_t run = plain_run<'"', '\\'>(text.substr(at));
    out.append(text, at, run);
    at += run;
    if (run == 0) append_escaped(out, static_cast<unsigned char>(text[at++]));
  }
  out += '"';
}

std::string float_text(double value) {
  std::string text;
  append_float(text, value);
  return text;
}

void append_float(std::string& out, double value) {
  if (std::isnan(value)) {
    out += "nan";
    return;
  }
  if (std::signbit(value)) out += '-';
  if (std::isinf(value)) {
    out += "inf";
    return;
  }
  char shortest[32];  // d.ddddde±xx
  const auto end = std::to_chars(shortest, shortest + sizeof shortest, std::fabs(value), std::chars_format::scientific);
  const std::string_view text(shortest, static_cast<std::size_t>(end.ptr - shortest));
  const std::size_t e = text.find('e');
  int exponent = 0;
  std::from_chars(text.data() + e + (text[e + 1] == '+' ? 2 : 1), end.ptr, exponent);
  std::string digits(1, text[0]);
  if (e > 2) digits += text.substr(2, e - 2);
  append_digits(out, digits, exponent);
}

void append_json(std::string& out, const Value& value) {
  switch (value.kind()) {
    case ValueKind::Null: out += "null"; return;
    case ValueKind::Bool: out += value.as_bool() ? "true" : "false"; return;
    case ValueKind::Int: return append_int(out, value.as_int());
    case ValueKind::Float:
      if (!std::isfinite(value.as_float()))
        out += "null";  // JSON has no other word for it
      else
        append_float(out, value.as_float());
      return;
    case ValueKind::String: return append_json_string(out, value.text());
    case ValueKind::List: return append_json_list(out, value.items());
    case ValueKind::Record: return append_json_record(out, value);
    case ValueKind::Bytes:
    case ValueKind::Date:
    case ValueKind::DateTime:
    case ValueKind::Duration:
      out += '"';
      append_text(out, value);
      out += '"';
      return;
  }
}

std::string to_json(const Value& value) {
  std::string out;
  append_json(out, value);
  return out;
}

void append_text(std::string& out, const Value& value) {
  switch (value.kind()) {
    case ValueKind::Float: return append_float(out, value.as_float());
    case ValueKind::String: out += value.text(); return;
    case ValueKind::Bytes: return append_base64(out, value.text());
    case ValueKind::Date: return append_date(out, value.ticks());
    case ValueKind::DateTime: return append_datetime(out, value.ticks());
    case ValueKind::Duration: return append_duration(out, value.ticks());
    case ValueKind::Null:
    case ValueKind::Bool:
    case ValueKind::Int:
    case ValueKind::List:
    case ValueKind::Record: return append_json(out, value);
  }
}

std::string to_text(const Value& value) {
  std::string out;
  append_text(out, value);
  return out;
}

}  // namespace sdg::plan
