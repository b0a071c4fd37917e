#pragma once

#include <array>
#include <string_view>

namespace sdg::grammar {

/// Where a word has its meaning. Only the reserved ones are never names.
enum class KeywordCategory { Reserved, Declaration, DatasetLine, GeneratorLine, TestLine, Clause, Template, Type };

struct Keyword {
  std::string_view word;
  KeywordCategory category;
  std::string_view doc;
  std::string_view example;
};

/// Every word of the language, for whoever lists, completes or colours them.
inline constexpr auto kKeywords = std::to_array<Keyword>({
#define SDG_KEYWORD(word, category, doc, example) {#word, KeywordCategory::category, doc, example},
#include "grammar/keywords.def"
#undef SDG_KEYWORD
});

constexpr bool is_keyword(std::string_view word, KeywordCategory category) {
  for (const Keyword& keyword : kKeywords) {
    if (keyword.category == category && keyword.word == word) return true;
  }
  return false;
}

constexpr bool is_reserved(std::string_view word) {
  // Every reserved word has two to six letters and begins with one of these: most names are told apart by that alone.
  constexpr std::string_view kFirstLetters = "aefimnorstw";
  if (word.size() < 2 || word.size() > 6 || kFirstLetters.find(word.front()) == kFirstLetters.npos) return false;
  for (const Keyword& keyword : kKeywords) {
    if (keyword.category != KeywordCategory::Reserved) break;  // they stand first in the list
    if (keyword.word == word) return true;
  }
  return false;
}

}  // namespace sdg::grammar
