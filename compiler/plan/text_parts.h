#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace sdg::plan {

// All of these count code points and return views into the text they were given.

/// Without blanks on both ends.
std::string_view trimmed(std::string_view text);
/// Without any of these characters on both ends.
std::string_view trimmed_of(std::string_view text, std::string_view characters);
std::vector<std::string_view> split_at_blanks(std::string_view text);
/// `separator` must not be empty.
std::vector<std::string_view> split_at(std::string_view text, std::string_view separator);
/// Lines end with `\n`, `\r\n` or `\r`; the last one needs no end.
std::vector<std::string_view> split_lines(std::string_view text);
/// Pieces of `size` (at least 1), each beginning with the last `overlap` (less than size) of the one before.
std::vector<std::string_view> chunks(std::string_view text, std::size_t size, std::size_t overlap);

}  // namespace sdg::plan
