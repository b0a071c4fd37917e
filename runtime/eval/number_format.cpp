#include "runtime/eval/number_format.h"

#include <fmt/format.h>

#include <cctype>
#include <cmath>

#include "compiler/plan/utf8.h"

namespace sdg::eval {
namespace {

std::string filled(const std::string& fill, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += fill;
  return text;
}

/// A sign between every three digits of the whole part.
std::string grouped(std::string digits, char sign) {
  std::size_t end = 0;
  while (end < digits.size() && std::isdigit(static_cast<unsigned char>(digits[end]))) ++end;
  for (std::size_t at = end; at > 3; at -= 3) digits.insert(at - 3, 1, sign);
  return digits;
}

std::string in_capitals(std::string text) {
  for (char& sign : text) sign = static_cast<char>(std::toupper(static_cast<unsigned char>(sign)));
  return text;
}

}  // namespace

std::string lay_out_number(const Layout& layout, bool is_negative, std::string digits) {
  if (layout.grouping) digits = grouped(std::move(digits), layout.grouping);
  const std::string sign = is_negative ? "-" : layout.sign == '-' ? "" : std::string(1, layout.sign);
  const std::size_t size = sign.size() + digits.size();
  if (size >= layout.width) return sign + digits;
  if (layout.align == '=') return sign + filled(layout.fill, layout.width - size) + digits;
  return lay_out_text(layout, sign + digits, '>');
}

std::string lay_out_text(const Layout& layout, std::string_view text, char default_align) {
  const std::size_t size = plan::count_code_points(text);
  if (size >= layout.width) return std::string(text);
  const std::size_t missing = layout.width - size;
  const char align = layout.align == '\0' ? default_align : layout.align;
  const std::size_t before = align == '>' ? missing : align == '^' ? missing / 2 : 0;
  return filled(layout.fill, before) + std::string(text) + filled(layout.fill, missing - before);
}

std::string whole_digits(const Layout& layout, std::int64_t number) {
  const std::uint64_t size = number < 0 ? 0 - static_cast<std::uint64_t>(number) : static_cast<std::uint64_t>(number);
  switch (layout.type) {
    case 'x': return (layout.alternate ? "0x" : "") + fmt::format("{:x}", size);
    case 'X': return (layout.alternate ? "0X" : "") + fmt::format("{:X}", size);
    case 'o': return (layout.alternate ? "0o" : "") + fmt::format("{:o}", size);
    case 'b': return (layout.alternate ? "0b" : "") + fmt::format("{:b}", size);
    default: return fmt::format("{}", size);
  }
}

std::string real_digits(const Layout& layout, double number) {
  const int precision = layout.precision.value_or(6);
  const double size = std::abs(number);
  if (!std::isfinite(size)) return std::isnan(size) ? "nan" : "inf";
  switch (layout.type) {
    case 'e': return fmt::format("{:.{}e}", size, precision);
    case 'E': return in_capitals(fmt::format("{:.{}e}", size, precision));
    case 'g': return fmt::format("{:.{}g}", size, precision);
    case 'G': return in_capitals(fmt::format("{:.{}g}", size, precision));
    case '%': return fmt::format("{:.{}f}%", size * 100, precision);
    default: return fmt::format("{:.{}f}", size, precision);
  }
}

}  // namespace sdg::eval
