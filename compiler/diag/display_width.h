#pragma once

#include <cstddef>
#include <string_view>

namespace sdg::diag {

/// One code point of UTF-8 text and how many bytes it took. A byte that is not UTF-8 reads as U+FFFD, alone.
struct CodePoint {
  char32_t value;
  std::size_t length;
};

/// The first code point of `text`, which must not be empty.
CodePoint first_code_point(std::string_view text);

/// How many cells of a terminal it fills: 0, 1 or 2.
int display_width(char32_t code_point);

/// Whether a terminal would obey it rather than show it: controls, line separators, text direction marks.
bool is_control(char32_t code_point);

}  // namespace sdg::diag
