#include <fmt/format.h>

#include "compiler/source/ascii.h"
#include "compiler/syntax/builder.h"
#include "compiler/syntax/code_text.h"
#include "compiler/syntax/entry.h"
#include "compiler/syntax/foreign_type.h"
#include "compiler/syntax/habit.h"
#include "grammar/keywords.h"
#include "grammar/resync.hpp"
#include "grammar/stop.h"

// How a mistake is told where nothing better is known than what had to come next.
namespace sdg::syntax {
namespace {

using diag::Code;
using grammar::Wanted;

Span opener_span(const Mistake& m) { return m.builder.span(m.opener()->begin, m.opener()->begin + m.opener()->length); }

/// A bracket whose end is nowhere to be seen is the cause; what stands where it was missed is not.
bool tell_unclosed_bracket(const Mistake& m) {
  const bool in_entry = m.wanted() == Wanted::Closer || m.wanted() == Wanted::Entry || m.wanted() == Wanted::Colon;
  if (!in_entry || m.opener() == nullptr || m.in_string() || m.opener_sign() == '"') return false;
  if (grammar::find_closer(m.file, m.file + m.opener()->begin, m.end) != nullptr) return false;
  const auto closer = closer_of(m.opener_sign());
  auto& diag = m.builder.report(Code::UnclosedBracket, opener_span(m),
                                fmt::format("this `{}` is never closed", m.opener_sign()), "opened here");
  diag.others.push_back({m.span(m.last_end, m.last_end), fmt::format("`{}` is missing here, or further on", closer)});
  const bool on_one_line = grammar::begin_of_line(m.file, m.last_end) <= m.file + m.opener()->begin;
  if (on_one_line && m.opener_sign() != '{')
    diag.hints.push_back(
        {fmt::format("close it with `{}`", closer), {{m.span(m.last_end, m.last_end), std::string(1, closer)}}});
  return true;
}

bool begins_operand(std::string_view token) {
  if (token.empty()) return false;
  const bool is_value = token == "true" || token == "false" || token == "null" || token == "not" || token == "match";
  if (grammar::is_reserved(token) && !is_value) return false;
  const char c = token.front();
  return grammar::is_word_start(c) || (c >= '0' && c <= '9') ||
         std::string_view("\"([{$`").find(c) != std::string_view::npos;
}

/// `rows 4  x = 1`: what was found begins another line of the block.
bool begins_next_line(const Mistake& m) {
  if (m.wanted() != Wanted::StatementEnd || m.opener_sign() != '{' || m.found.empty()) return false;
  if (!grammar::is_word_start(m.found.front())) return false;
  if (grammar::is_keyword(m.found, grammar::KeywordCategory::DatasetLine)) return true;
  // By whole tokens: `x => 1` and `x == 1` are no lines, wherever they are put.
  const std::string_view sign = token_at(grammar::skip_blanks(m.next + m.found.size(), m.end), m.end);
  return sign == "=" || sign == ":";
}

/// What could be inserted or taken away to mend it.
void add_hint(const Mistake& m, diag::Diagnostic& diag) {
  const Span behind = m.span(m.last_end, m.last_end);
  if (m.wanted() == Wanted::Closer && begins_operand(m.found) && m.message.expected[1] == ',') {
    diag.hints.push_back({"put a comma between the two", {{behind, ","}}});
  }
  if (m.wanted() == Wanted::Value && m.found.empty() && m.last_end != m.file && m.last_end[-1] == '=')
    diag.hints.push_back({"write the value behind the `=`; it may begin on the next line, further to the right", {}});
  if (m.found == "for" && m.opener_sign() == '{') {
    diag.hints.push_back(
        {"a record has its fields written out; of a list comes a list: `[{name: x} for x in xs]`", {}});
  } else if (m.wanted() == Wanted::Closer && m.found == "for") {
    diag.hints.push_back(
        {"one `for` stands in a comprehension; another goes inside: "
         "`flatten([[f(x, y) for y in ys] for x in xs])`",
         {}});
  }
  if (m.wanted() == Wanted::When && !m.found.empty())
    diag.hints.push_back({"put `when` before the condition", {{behind, " when"}}});
  if (m.wanted() == Wanted::Equals && begins_operand(m.found))
    diag.hints.push_back({"put `=` before the value", {{behind, " ="}}});
  if (begins_next_line(m))
    diag.hints.push_back({"each line of a block stands on a line of its own", {{m.span(m.last_end, m.next), "\n  "}}});
  const bool called = m.wanted() == Wanted::StatementEnd || m.wanted() == Wanted::Closer;
  if (called && m.found.starts_with('"') && !m.last_word().empty() && !m.found.starts_with("\"\"\"")) {
    diag.hints.push_back({fmt::format("a call has parentheses: `{}({})`", m.last_word(), m.found),
                          {{m.span(m.last_end, m.next + m.found.size()), fmt::format("({})", m.found)}}});
  }
}

void tell_plainly(const Mistake& m) {
  auto& diag =
      m.builder.report(m.code(), m.span(), fmt::format("expected {}, found {}", m.message.expected, m.found_text()));
  const Open* opener = m.opener();
  const bool names_opener = m.wanted() == Wanted::Closer && opener != nullptr && m.opener_sign() != '"';
  if (names_opener) diag.others.push_back({opener_span(m), "opened here"});
  add_hint(m, diag);
}

/// `people` of `import "./people.sdg"` and of `import lib.people`.
Name name_of_module(const Builder& builder, const char* begin, const char* end) {
  const char* last = begin;
  while (last != end && std::string_view(" \t\r\n;").find(*last) == std::string_view::npos) ++last;
  const std::string_view path(begin, static_cast<std::size_t>(last - begin));
  const auto slash = path.find_last_of("/\"", path.size() < 2 ? 0 : path.size() - 2);
  const char* stem = begin + (slash == path.npos ? 0 : slash + 1);
  if (!path.starts_with('"') && path.rfind('.') != path.npos) stem = begin + path.rfind('.') + 1;
  const char* stem_end = grammar::end_of_word(stem, last);
  return stem_end == stem ? Name{} : builder.name(stem, stem_end);
}

/// `q` of `each q of xs` and of `each xs as q`.
Name name_of_each(const Builder& builder, const char* second, const char* end) {
  const std::string_view line = first_line({second, static_cast<std::size_t>(end - second)});
  const auto as = find_outside(line, "as");
  if (as == line.npos) return builder.name(second, grammar::end_of_word(second, end));
  const char* name = grammar::skip_blanks(line.data() + as + 2, end);
  return builder.name(name, grammar::end_of_word(name, end));
}

/// `double` of `def double(x)`: where nothing could be read, the word that is most likely a name.
Name name_by_sight(const Builder& builder, const char* first, const char* second, const char* end) {
  const char* first_end = grammar::end_of_word(first, end);
  const std::string_view word(first, static_cast<std::size_t>(first_end - first));
  if (is_one_of(word, {"import", "include", "require", "from", "load"})) return name_of_module(builder, second, end);
  if (first_end != end && *first_end == '.')
    return builder.name(first_end + 1, grammar::end_of_word(first_end + 1, end));
  const char* sign = grammar::skip_blanks(first_end, end);
  if (first_end != first && sign != end && (*sign == '=' || *sign == ':')) return builder.name(first, first_end);
  const char* second_end = grammar::end_of_word(second, end);
  sign = grammar::skip_blanks(second_end, end);
  const bool is_head = sign != end && std::string_view("=:({").find(*sign) != std::string_view::npos;
  return first_end == first || second_end == second || !is_head ? Name{} : builder.name(second, second_end);
}

}  // namespace

void Builder::fail(const grammar::Message& message, const char* at) {
  const Mistake mistake = make_mistake(*this, message, at);
  // One place, one message: what is tried next at the same place fails for the same cause.
  const bool is_told = told_until != nullptr && mistake.next < told_until;
  const bool is_new = last_mistake_ != mistake.next && !is_told;
  last_mistake_ = mistake.next;
  if (is_new && !tell_string_mistake(mistake) && !tell_habit(mistake) && !tell_unclosed_bracket(mistake) &&
      !tell_unknown_line(mistake)) {
    tell_plainly(mistake);
  }
  throw grammar::Stop{};
}

namespace {

/// `a = 1`
std::string_view type_of_default(std::string_view value) {
  value = value.substr(0, value.find_first_of(",)"));
  if (value.starts_with("true") || value.starts_with("false")) return "bool";
  if (value.empty() || !source::is_digit(value[value.size() > 1 && value[0] == '-' ? 1 : 0])) return "string";
  return value.find('.') == value.npos ? "int" : "float";
}

}  // namespace

void report_missing_type(Builder& builder, const Name& parameter) {
  const std::string_view rest = builder.text().substr(parameter.span.end);
  const std::string_view head = first_line(rest);
  const std::string_view own = trimmed(head);
  const auto value = rest.find('=');
  const std::string_view type =
      own.starts_with('=') ? type_of_default(trimmed(own.substr(1)))
                           : likely_type(parameter.text, value == rest.npos ? "" : first_line(rest.substr(value + 1)));
  builder.report(Code::MissingType, parameter.span, fmt::format("the parameter `{}` has no type", parameter.text))
      .hints.push_back({fmt::format("write its type: `{}: {}`", parameter.text, type),
                        {{builder.span(parameter.span.end, parameter.span.end), fmt::format(": {}", type)}}});
}

void report_unclosed_block(Builder& builder) {
  const Open open = builder.stacks.opens.back();
  auto& diag = builder.report(Code::UnclosedBracket, builder.span(open.begin, open.begin + open.length),
                              "this `{` is never closed", "the lines up to the next declaration belong to it");
  const char* last = builder.layout.token_end;
  if (last == nullptr) return;
  const std::string_view before = builder.text().substr(0, builder.offset(last));
  const bool says_end = before.ends_with("\nend");
  const Span place = builder.span(builder.offset(last) - (says_end ? 3 : 0), builder.offset(last));
  diag.hints.push_back({says_end ? "write `}` for `end`" : "close it with `}`", {{place, says_end ? "}" : "\n}"}}});
}

Name name_of_broken(const Builder& builder, std::uint32_t begin) {
  const std::string_view text = builder.text();
  const char* end = text.data() + text.size();
  const char* first = text.data() + begin;
  const char* second = grammar::skip_blanks(grammar::end_of_word(first, end), end);
  // What stands behind `each` may be the list.
  const std::string_view line = text.substr(begin);
  if (line.starts_with("each ") || line.starts_with("for ")) return name_of_each(builder, second, end);
  const Name& name = builder.lost_name;
  const bool is_its_name = name.span.begin == begin || name.span.begin == builder.offset(second);
  if (!name.text.empty() && is_its_name) return name;
  return name_by_sight(builder, first, second, end);
}

}  // namespace sdg::syntax
