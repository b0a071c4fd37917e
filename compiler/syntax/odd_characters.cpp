#include "compiler/syntax/odd_characters.h"

#include <algorithm>
#include <iterator>

namespace sdg::syntax {
namespace {

constexpr OddCharacter kCharacters[] = {
    {"\u00A0", "U+00A0, a no-break space", " "},
    {"\u2002", "U+2002, an en space", " "},
    {"\u2003", "U+2003, an em space", " "},
    {"\u2007", "U+2007, a figure space", " "},
    {"\u2009", "U+2009, a thin space", " "},
    {"\u202F", "U+202F, a narrow no-break space", " "},
    {"\u3000", "U+3000, an ideographic space", " "},
    {"\u200B", "U+200B, a space without width", ""},
    {"\u200C", "U+200C, a joiner without width", ""},
    {"\u200D", "U+200D, a joiner without width", ""},
    {"\u2060", "U+2060, a joiner without width", ""},
    {"\uFEFF", "U+FEFF, a byte order mark", ""},
    {"\u00AD", "U+00AD, a soft hyphen", ""},
    {"\u2028", "U+2028, a line separator", "\n"},
    {"\u2029", "U+2029, a paragraph separator", "\n"},
    {"\u2010", "U+2010, a hyphen", "-"},
    {"\u2011", "U+2011, a hyphen", "-"},
    {"\u2012", "U+2012, a figure dash", "-"},
    {"\u2013", "U+2013, an en dash", "-"},
    {"\u2014", "U+2014, an em dash", "-"},
    {"\u2212", "U+2212, a minus sign", "-"},
    {"\u00D7", "U+00D7, a multiplication sign", "*"},
    {"\u00F7", "U+00F7, a division sign", "/"},
    {"\u2264", "U+2264", "<="},
    {"\u2265", "U+2265", ">="},
    {"\u2260", "U+2260", "!="},
    {"\u2192", "U+2192, an arrow", "->"},
    {"\u2026", "U+2026, an ellipsis", "..."},
    {"\uFF08", "U+FF08, a wide bracket", "("},
    {"\uFF09", "U+FF09, a wide bracket", ")"},
    {"\uFF0C", "U+FF0C, a wide comma", ","},
    {"\uFF1A", "U+FF1A, a wide colon", ":"},
    {"\uFF1D", "U+FF1D, a wide sign", "="},
    {"\uFF5B", "U+FF5B, a wide brace", "{"},
    {"\uFF5D", "U+FF5D, a wide brace", "}"},
};

}  // namespace

const OddCharacter* odd_character(std::string_view text) {
  const auto* found =
      std::ranges::find_if(kCharacters, [text](const OddCharacter& one) { return text.starts_with(one.written); });
  return found == std::end(kCharacters) ? nullptr : found;
}

bool is_curly_quote(std::string_view token) {
  constexpr std::string_view kQuotes[] = {"“", "”", "„", "«", "»", "‘", "’", "‚", "′", "″", "＂"};
  return std::ranges::find(kQuotes, token) != std::end(kQuotes);
}

}  // namespace sdg::syntax
