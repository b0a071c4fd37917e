#include "compiler/plan/utf8.h"

namespace sdg::plan {
namespace {

constexpr char32_t kReplacement = 0xFFFD;

unsigned byte_at(std::string_view text, std::size_t at) { return static_cast<unsigned char>(text[at]); }

/// How many bytes a first byte announces, and the smallest code point that may be written with so many; 0 for none.
struct Lead {
  std::uint32_t size;
  char32_t smallest;
  char32_t bits;
};
Lead read_lead(unsigned byte) {
  if (byte < 0x80) return {1, 0, byte};
  if (byte >= 0xC2 && byte < 0xE0) return {2, 0x80, byte & 0x1F};
  if (byte >= 0xE0 && byte < 0xF0) return {3, 0x800, byte & 0x0F};
  if (byte >= 0xF0 && byte < 0xF5) return {4, 0x10000, byte & 0x07};
  return {0, 0, 0};
}

bool is_scalar(char32_t code) { return code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF); }

std::size_t skip_ascii(std::string_view text, std::size_t at) {
  while (at < text.size() && byte_at(text, at) < 0x80) ++at;
  return at;
}

}  // namespace

CodePoint decode(std::string_view text, std::size_t at) {
  constexpr CodePoint wrong{kReplacement, 1, false};
  const Lead lead = read_lead(byte_at(text, at));
  if (lead.size == 1) return {lead.bits, 1, true};
  if (lead.size == 0 || text.size() - at < lead.size) return wrong;
  char32_t code = lead.bits;
  for (std::uint32_t i = 1; i < lead.size; ++i) {
    const unsigned byte = byte_at(text, at + i);
    if ((byte & 0xC0) != 0x80) return wrong;
    code = code << 6 | (byte & 0x3F);
  }
  if (code < lead.smallest || !is_scalar(code)) return wrong;
  return {code, lead.size, true};
}

void append_code_point(std::string& out, char32_t code) {
  if (!is_scalar(code)) code = kReplacement;
  const auto tail = [&](int shift) { out += static_cast<char>(0x80 | (code >> shift & 0x3F)); };
  if (code < 0x80) {
    out += static_cast<char>(code);
  } else if (code < 0x800) {
    out += static_cast<char>(0xC0 | code >> 6);
    tail(0);
  } else if (code < 0x10000) {
    out += static_cast<char>(0xE0 | code >> 12);
    tail(6);
    tail(0);
  } else {
    out += static_cast<char>(0xF0 | code >> 18);
    tail(12);
    tail(6);
    tail(0);
  }
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t wide = skip_ascii(text, at);
    count += wide - at;
    at = wide;
    if (at == text.size()) break;
    at += decode(text, at).size;
    ++count;
  }
  return count;
}

std::size_t byte_of_code_point(std::string_view text, std::size_t index) {
  std::size_t at = 0;
  for (; index > 0 && at < text.size(); --index) at += decode(text, at).size;
  return at;
}

std::string_view code_point_slice(std::string_view text, std::size_t start, std::size_t count) {
  const std::string_view rest = text.substr(byte_of_code_point(text, start));
  return rest.substr(0, byte_of_code_point(rest, count));
}

bool is_valid_utf8(std::string_view text) {
  std::size_t at = skip_ascii(text, 0);
  while (at < text.size()) {
    const CodePoint point = decode(text, at);
    if (!point.valid) return false;
    at = skip_ascii(text, at + point.size);
  }
  return true;
}

std::string valid_utf8(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = decode(text, at);
    append_code_point(out, point.code);
    at += point.size;
  }
  return out;
}

bool is_blank(char32_t code) {
  if (code < 0x80) return code == ' ' || (code >= 0x09 && code <= 0x0D) || (code >= 0x1C && code <= 0x1F);
  if (code >= 0x2000 && code <= 0x200A) return true;
  return code == 0x85 || code == 0xA0 || code == 0x1680 || code == 0x2028 || code == 0x2029 || code == 0x202F ||
         code == 0x205F || code == 0x3000;
}

}  // namespace sdg::plan
