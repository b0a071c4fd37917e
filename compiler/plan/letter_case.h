#pragma once

#include <string>
#include <string_view>

namespace sdg::plan {

// Case by the tables of Unicode 14, whatever the locale: `straße` is `STRASSE`, a sigma at the end of a word is `ς`.

std::string to_upper(std::string_view text);
std::string to_lower(std::string_view text);
/// A capital after blanks and `-([{<`, all other letters small.
std::string to_title(std::string_view text);
/// A capital first, all other letters small.
std::string to_capitalized(std::string_view text);

}  // namespace sdg::plan
