#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace sdg::plan {

/// One step through a text. A byte that belongs to no code point is a step of its own and reads as U+FFFD.
struct CodePoint {
  char32_t code = 0;
  std::uint32_t size = 1;  // bytes
  bool valid = true;
};

/// The code point at byte `at`, which must lie inside the text.
CodePoint decode(std::string_view text, std::size_t at);
void append_code_point(std::string& out, char32_t code);

/// How many code points a text has.
std::size_t count_code_points(std::string_view text);
/// The byte at which code point `index` begins; the size of the text where there are not as many.
std::size_t byte_of_code_point(std::string_view text, std::size_t index);
/// `count` code points from the `start`-th on, as far as they exist. Points into `text`.
std::string_view code_point_slice(std::string_view text, std::size_t start, std::size_t count);

bool is_valid_utf8(std::string_view text);
/// The text with U+FFFD for each byte that is no UTF-8.
std::string valid_utf8(std::string_view text);

/// Blank as Unicode and Python's `str.isspace` have it.
bool is_blank(char32_t code);

}  // namespace sdg::plan
