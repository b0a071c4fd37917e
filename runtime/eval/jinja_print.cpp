#include <array>
#include <charconv>
#include <cmath>

#include "compiler/plan/utf8.h"
#include "runtime/eval/jinja_value.h"
#include "runtime/eval/printable.h"

namespace sdg::eval {
namespace {

constexpr int kFirstExponent = 16;  // from 1e16 on, and below 1e-4, Python writes an exponent
constexpr int kLastExponent = -4;

/// Digits and a decimal exponent, laid out as Python does it.
std::string lay_out(std::string_view digits, int exponent) {
  if (exponent >= kFirstExponent || exponent < kLastExponent) {
    std::string text(digits.substr(0, 1));
    if (digits.size() > 1) text.append(".").append(digits.substr(1));
    const std::string size = std::to_string(std::abs(exponent));
    return text + (exponent < 0 ? "e-" : "e+") + (size.size() < 2 ? "0" : "") + size;
  }
  if (exponent < 0) return "0." + std::string(static_cast<std::size_t>(-exponent - 1), '0') + std::string(digits);
  const auto whole = static_cast<std::size_t>(exponent) + 1;
  if (digits.size() <= whole) return std::string(digits) + std::string(whole - digits.size(), '0') + ".0";
  return std::string(digits.substr(0, whole)) + "." + std::string(digits.substr(whole));
}

void append_hex(std::string& out, char32_t code) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const int digits = code < 0x100 ? 2 : code < 0x10000 ? 4 : 8;
  out += digits == 2 ? "\\x" : digits == 4 ? "\\u" : "\\U";
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) out += kDigits[(code >> shift) & 15];
}

void append_shown(std::string& out, char32_t code, char quote) {
  if (code == U'\n') {
    out += "\\n";
  } else if (code == U'\r') {
    out += "\\r";
  } else if (code == U'\t') {
    out += "\\t";
  } else if (code == U'\\' || code == static_cast<char32_t>(quote)) {
    out += '\\';
    out += static_cast<char>(code);
  } else if (is_printable(code)) {
    plan::append_code_point(out, code);
  } else {
    append_hex(out, code);
  }
}

std::string represent_string(std::string_view text) {
  const bool has_single = text.find('\'') != std::string_view::npos,
             has_double = text.find('"') != std::string_view::npos;
  const char quote = has_single && !has_double ? '"' : '\'';
  std::string out(1, quote);
  for (std::size_t at = 0; at < text.size();) {
    const plan::CodePoint point = plan::decode(text, at);
    append_shown(out, point.code, quote);
    at += point.size;
  }
  return out += quote;
}

std::string represent_items(const JinjaValue& value) {
  const bool is_tuple = value.is(JinjaKind::Tuple);
  std::string out(1, is_tuple ? '(' : '[');
  const JinjaItems items = *value.elements();
  for (std::size_t i = 0; i < items.size(); ++i) out += (i > 0 ? ", " : "") + represent(items[i]);
  if (is_tuple && items.size() == 1) out += ',';
  return out += is_tuple ? ')' : ']';
}

std::string represent_entries(const JinjaValue& value) {
  std::string out = "{";
  for (const auto& [key, content] : value.entries()) {
    out += (out.size() > 1 ? ", " : "") + represent(key) + ": " + represent(content);
  }
  return out += "}";
}

}  // namespace

std::string represent_float(double number) {
  if (std::isnan(number)) return "nan";
  if (std::isinf(number)) return number < 0 ? "-inf" : "inf";
  std::array<char, 40> buffer{};
  const auto end =
      std::to_chars(buffer.data(), buffer.data() + buffer.size(), std::abs(number), std::chars_format::scientific).ptr;
  const std::string_view text(buffer.data(), static_cast<std::size_t>(end - buffer.data()));
  const auto mark = text.find('e');
  std::string digits(text.substr(0, mark));
  std::erase(digits, '.');
  int exponent = 0;
  const std::string_view written = text.substr(mark + (text[mark + 1] == '+' ? 2 : 1));
  std::from_chars(written.data(), written.data() + written.size(), exponent);
  return (std::signbit(number) ? "-" : "") + lay_out(digits, exponent);
}

std::string represent(const JinjaValue& value) {
  if (value.is_undefined()) return "Undefined";
  if (!value.is_string()) return print(value);
  const std::string shown = represent_string(value.text());
  return value.is_markup() ? "Markup(" + shown + ")" : shown;
}

std::string print(const JinjaValue& value) {
  switch (value.kind()) {
    case JinjaKind::Undefined: return {};
    case JinjaKind::None: return "None";
    case JinjaKind::Bool: return value.whole() ? "True" : "False";
    case JinjaKind::Int: return std::to_string(value.whole());
    case JinjaKind::Float: return represent_float(value.real());
    case JinjaKind::String: return value.text();
    case JinjaKind::List:
    case JinjaKind::Tuple: return represent_items(value);
    case JinjaKind::Dict: return represent_entries(value);
    case JinjaKind::Namespace: return "<Namespace " + represent_entries(value) + ">";
    case JinjaKind::Iterator:
    case JinjaKind::Object: return "<" + value.object()->text + ">";
  }
  return {};
}

}  // namespace sdg::eval
