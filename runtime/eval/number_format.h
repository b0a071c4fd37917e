#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace sdg::eval {

/// How a number or text is laid out: what `%-08.3f` and `{:<08.3f}` say in two ways.
struct Layout {
  std::string fill = " ";
  char align = '\0';  // `<`, `>`, `^`, or `=`: the fill stands behind the sign
  char sign = '-';    // `+`: also before positive ones, ` `: a blank there
  bool alternate = false;
  char grouping = '\0';
  std::size_t width = 0;
  std::optional<int> precision;
  char type = '\0';
};

/// Digits with their sign, grouped and filled.
std::string lay_out_number(const Layout& layout, bool is_negative, std::string digits);
std::string lay_out_text(const Layout& layout, std::string_view text, char default_align);

/// The digits of a whole number in the base that its type says.
std::string whole_digits(const Layout& layout, std::int64_t number);
/// The digits of a float as `f`, `e`, `g` or `%` show it.
std::string real_digits(const Layout& layout, double number);

}  // namespace sdg::eval
