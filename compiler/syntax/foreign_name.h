#pragma once

#include <algorithm>
#include <initializer_list>
#include <span>
#include <string_view>

namespace sdg::syntax {

/// A word of another language, and the one that means it here.
struct ForeignName {
  std::string_view word, meant;
};

/// Empty where the list does not know the word.
inline std::string_view meant_by(std::string_view word, std::span<const ForeignName> names) {
  const auto found = std::ranges::find(names, word, &ForeignName::word);
  return found == names.end() ? std::string_view() : found->meant;
}

inline bool is_one_of(std::string_view word, std::initializer_list<std::string_view> list) {
  return std::ranges::find(list, word) != list.end();
}

}  // namespace sdg::syntax
