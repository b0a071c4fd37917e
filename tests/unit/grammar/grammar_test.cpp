#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <set>
#include <string>

#include <tao/pegtl/contrib/analyze.hpp>

#include "grammar/messages.hpp"

namespace {

namespace grammar = sdg::grammar;

std::string read(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// Every word of letters that stands between single quotes.
std::set<std::string> quoted_words(const std::string& text) {
  std::set<std::string> words;
  for (auto open = text.find('\''); open != text.npos; open = text.find('\'', open + 1)) {
    const auto close = text.find('\'', open + 1);
    const auto line_end = text.find('\n', open);
    if (close == text.npos || close > line_end) continue;
    const std::string word = text.substr(open + 1, close - open - 1);
    const bool is_word = word.size() > 1 && std::ranges::all_of(word, [](char c) { return c >= 'a' && c <= 'z'; });
    if (is_word) words.insert(word);
    open = close;
  }
  return words;
}

}  // namespace

TEST_CASE("no rule of the grammar can go on without consuming anything") {
  CHECK(tao::pegtl::analyze<grammar::file>(-1) == 0);
}

TEST_CASE("the grammar for people has the words of the list, and the list has no others") {
  auto written = quoted_words(read(std::string(SDG_TESTS_DIR) + "/../grammar/GRAMMAR.md"));
  written.erase("ms");  // a unit of time is no word
  std::set<std::string> listed;
  for (const auto& keyword : grammar::kKeywords) listed.insert(std::string(keyword.word));
  CHECK(written == listed);
}

TEST_CASE("the reserved words are those of the language and stand first") {
  std::set<std::string_view> reserved;
  for (const auto& keyword : grammar::kKeywords) {
    if (grammar::is_reserved(keyword.word)) reserved.insert(keyword.word);
    CHECK(grammar::is_reserved(keyword.word) == (keyword.category == grammar::KeywordCategory::Reserved));
  }
  CHECK(reserved == std::set<std::string_view>{"true", "false", "null", "and", "or", "not", "in", "for", "match",
                                               "when", "else", "where", "saying", "retry", "it"});
}

TEST_CASE("every word has a line that says what it is for") {
  for (const auto& keyword : grammar::kKeywords) CHECK_MESSAGE(!keyword.doc.empty(), keyword.word);
}
