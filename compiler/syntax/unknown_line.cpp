#include <array>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "compiler/diag/suggestion.h"
#include "compiler/syntax/habit.h"
#include "grammar/keywords.h"

// Lines and declarations whose first word means nothing here.
namespace sdg::syntax {
namespace {

using grammar::KeywordCategory;
using grammar::Wanted;

std::vector<std::string_view> words_of(KeywordCategory category) {
  std::vector<std::string_view> words;
  for (const auto& keyword : grammar::kKeywords) {
    if (keyword.category == category && keyword.word != "sdg") words.push_back(keyword.word);
  }
  return words;
}

std::optional<KeywordCategory> category_of(Wanted wanted) {
  if (wanted == Wanted::Declaration) return KeywordCategory::Declaration;
  if (wanted == Wanted::DatasetLine) return KeywordCategory::DatasetLine;
  if (wanted == Wanted::GeneratorLine) return KeywordCategory::GeneratorLine;
  if (wanted == Wanted::TestLine) return KeywordCategory::TestLine;
  return std::nullopt;
}

bool is_word(std::string_view token) { return !token.empty() && grammar::is_word_start(token.front()); }

/// A language word that stands in another kind of block.
std::string_view home_of(std::string_view word) {
  for (const auto& keyword : grammar::kKeywords) {
    if (keyword.word != word) continue;
    if (keyword.category == KeywordCategory::Declaration) return "at the top of a file";
    if (keyword.category == KeywordCategory::DatasetLine) return "in a `dataset`";
    if (keyword.category == KeywordCategory::GeneratorLine) return "in a `generator`";
    if (keyword.category == KeywordCategory::TestLine) return "in a `test`";
  }
  return {};
}

/// `keyy` begins no line of a dataset.
std::string message_of(const Mistake& m) {
  const std::string_view wanted = m.message.expected;
  if (m.found.empty()) return fmt::format("expected {}, found {}", wanted, m.found_text());
  return fmt::format("{} begins no {}", m.found_text(), wanted.substr(wanted.find(' ') + 1));
}

/// A name and something behind it: the `=` between them was forgotten, or stands at a place for declarations only.
void add_assignment_hint(const Mistake& m, diag::Diagnostic& diag) {
  const char* behind = m.next + m.found.size();
  const std::string_view next = token_at(grammar::skip_blanks(behind, m.end), m.end);
  if (m.wanted() == Wanted::Declaration) {
    if (next != "=" && next != ":") return;
    diag.hints.push_back({fmt::format("a value at the top of a file is a `param`: `param {} {} …`", m.found, next),
                          {{m.span(m.next, m.next), "param "}}});
    return;
  }
  if (m.wanted() == Wanted::GeneratorLine && next == ":") {
    diag.hints.push_back({"a setting has a `=`", {{m.span(behind, next.data() + 1), " ="}}});
    return;
  }
  // `first name = …`
  const char* const second_end = next.data() + next.size();
  if (is_word(next) && token_at(grammar::skip_blanks(second_end, m.end), m.end) == "=") {
    const Span name = m.span(m.next, second_end);
    const std::string meant = fmt::format("`{}`", m.builder.text(name));
    diag.hints.push_back({fmt::format("a name of two words stands in backticks: `` {} ``", meant), {{name, meant}}});
    return;
  }
  const bool has_value = !next.empty() && (grammar::is_word_start(next.front()) ||
                                           std::string_view("\"([{$0123456789").find(next.front()) != next.npos);
  if (!has_value || next.front() == '(') return;
  diag.hints.push_back({fmt::format("a {} has a `=`", m.wanted() == Wanted::GeneratorLine ? "setting" : "column"),
                        {{m.span(behind, behind), " ="}}});
}

}  // namespace

bool tell_unknown_line(const Mistake& m) {
  const auto category = category_of(m.wanted());
  if (!category) return false;
  if (tell_foreign_declaration(m) || tell_foreign_line(m)) return true;
  auto& diag = m.builder.report(m.code(), m.span(), message_of(m));
  if (!is_word(m.found)) return true;
  const auto words = words_of(*category);
  // A word of one or two letters is near every short one, and more often a name.
  auto hint = m.found.size() > 2 ? diag::did_you_mean(m.found, m.span(), words) : std::nullopt;
  if (hint) {
    diag.hints.push_back(std::move(*hint));
  } else if (const auto home = home_of(m.found); !home.empty()) {
    diag.label = fmt::format("`{}` stands {}", m.found, home);
  } else {
    add_assignment_hint(m, diag);
  }
  return true;
}

}  // namespace sdg::syntax
