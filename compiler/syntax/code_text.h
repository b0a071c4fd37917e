#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/source/ascii.h"

// Looks at code as text, for hints that put what somebody wrote into other words: strings and brackets are respected,
// nothing else is understood.
namespace sdg::syntax {

using source::trimmed;

/// The code of the first line of `text`: without a comment, a closing `;` and blanks at its ends.
std::string_view first_line(std::string_view text);

/// The part of a text from `from` on, empty where the text ends before: what is looked at may end anywhere.
inline std::string_view behind(std::string_view text, std::size_t from) {
  return from < text.size() ? text.substr(from) : std::string_view(text.data() + text.size(), 0);
}

/// Where `sign` stands outside of strings and brackets, npos where it does not. A word is found whole only.
std::size_t find_outside(std::string_view code, std::string_view sign, std::size_t from = 0);

/// The parts between the commas that stand outside of strings and brackets, trimmed; none of an empty text.
std::vector<std::string_view> split_at_commas(std::string_view code);

inline char closer_of(char opener) { return opener == '(' ? ')' : opener == '[' ? ']' : '}'; }
/// Behind the bracket that closes the one at `open`, of whichever kind; npos where none does.
std::size_t behind_closer(std::string_view code, std::size_t open);

/// Where the operand that ends the code begins: a name or a string with calls, subscripts and fields behind it.
std::size_t begin_of_operand(std::string_view code);

bool is_plain_word(std::string_view text);

/// The text in double quotes, its own quotes escaped.
std::string in_double_quotes(std::string_view text);

}  // namespace sdg::syntax
