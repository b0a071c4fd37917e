#pragma once

#include <string_view>

namespace sdg::syntax {

/// A character that looks like another one, or like none.
struct OddCharacter {
  std::string_view written, name, meant;
};

/// The odd character that the text begins with; null where it begins with none.
const OddCharacter* odd_character(std::string_view text);

bool is_curly_quote(std::string_view token);

}  // namespace sdg::syntax
