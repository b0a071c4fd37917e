#include <fmt/format.h>

#include "compiler/syntax/code_text.h"
#include "compiler/syntax/foreign_block.h"
#include "compiler/syntax/habit.h"
#include "grammar/keywords.h"
#include "grammar/resync.hpp"

// The head of a declaration and the block behind it, as other languages write them.
namespace sdg::syntax {
namespace {

using diag::Code;
using grammar::Wanted;

/// The `{` of a block on a line of its own, or an `=` before it.
bool tell_block(const Mistake& m) {
  if (m.wanted() != Wanted::Block) return false;
  const char* brace =
      m.at_line_end ? grammar::skip_lines(m.last_end, m.end) : grammar::skip_blanks(m.next + m.found.size(), m.end);
  if (brace == m.end || *brace != '{' || !(m.at_line_end || m.found == "=")) return false;
  const Span between = m.at_line_end ? m.span(m.last_end, brace) : m.span(m.next, brace);
  auto& diag = m.builder.report(Code::MissingBrace, m.span(), fmt::format("expected `{{`, found {}", m.found_text()));
  diag.others.push_back({m.span(brace, brace + 1),
                         m.at_line_end ? "it must stand on the line above" : "this `{` follows without a sign"});
  diag.hints.push_back(replacing(m.at_line_end ? "put it on the line of its declaration" : "leave `=` out", between,
                                 m.at_line_end ? " " : ""));
  return true;
}

/// `dataset d:` with the lines moved right.
bool tell_indented_block(const Mistake& m) {
  if (m.wanted() != Wanted::Block || m.found != ":") return false;
  m.builder.report(Code::MissingBrace, m.span(), "expected `{`, found `:`")
      .hints.push_back({"a block stands in braces", braces_for_indentation(m, m.next)});
  return true;
}

/// `dataset d() {`
bool tell_parentheses(const Mistake& m) {
  if (m.wanted() != Wanted::Block || m.found != "(") return false;
  const std::string_view code = code_from(m);
  const auto close = behind_closer(code, 0);
  auto& diag = m.builder.report(Code::MissingBrace, m.span(), "expected `{`, found `(`");
  if (close == code.npos || !trimmed(code.substr(1, close - 2)).empty()) {
    diag.hints.push_back({"it takes no parameters here: those of a file are declared with `param`", {}});
  } else {
    diag.hints.push_back(replacing("leave the parentheses out", span_of(m, code.substr(0, close)), ""));
  }
  return true;
}

/// `dataset d for p in people {`
bool tell_for_in_head(const Mistake& m) {
  if (m.wanted() != Wanted::Block || m.found != "for") return false;
  const std::string_view head = code_from(m).substr(0, code_from(m).find('{'));
  const auto in = find_outside(head, "in");
  auto& diag = m.builder.report(Code::MissingBrace, m.span(), "expected `{`, found `for`");
  if (in == head.npos || head.find('\n') != head.npos) return true;
  const std::string meant = fmt::format("from {} as {}", trimmed(head.substr(in + 2)), trimmed(head.substr(3, in - 3)));
  diag.hints.push_back(replacing(fmt::format("write `{}`", meant), span_of(m, trimmed(head)), meant));
  return true;
}

/// `dataset "d" {`
bool tell_quoted_name(const Mistake& m) {
  if (m.wanted() != Wanted::Name || !m.found.starts_with('"') || m.found.size() < 3) return false;
  const std::string_view name = m.found.substr(1, m.found.size() - 2);
  const std::string meant = is_plain_word(name) ? std::string(name) : fmt::format("`{}`", name);
  m.builder.report(Code::UnexpectedText, m.span(), fmt::format("expected {}, found a string", m.message.expected))
      .hints.push_back(replacing("a name stands without quotes", m.span(), meant));
  return true;
}

/// `function f(x) { return … }`, `model m { … }`
bool tell_block_for_value(const Mistake& m) {
  if (m.wanted() != Wanted::Equals || m.found != "{") return false;
  auto& diag = m.builder.report(Code::MissingEquals, m.span(), "expected `=`, found `{`");
  const std::string_view code = m.builder.text().substr(m.builder.decl.begin);
  if (code.starts_with("type")) {
    diag.hints.push_back(replacing("a record with a name is a `schema`", span_of(m, code.substr(0, 4)), "schema"));
    return true;
  }
  const auto value = code.starts_with("model") ? meant_model(code_from(m)) : meant_body(code_from(m));
  if (!value) {
    diag.hints.push_back(
        {"what a name stands for is one expression: `= …`; only generators, datasets, schemas and "
         "tests have a block",
         {}});
    return true;
  }
  diag.hints.push_back(replacing(fmt::format("write `= {}`", value->text),
                                 span_of(m, code_from(m).substr(0, value->length)), "= " + value->text));
  return true;
}

/// The `:` of a line that gives a value, or of one that has a word and no sign.
void report_colon(const Mistake& m, std::string_view line, std::size_t colon) {
  const std::string_view name = trimmed(line.substr(0, colon));
  const bool is_word = grammar::is_keyword(name, grammar::KeywordCategory::DatasetLine);
  const std::string_view sign(name.data() + name.size(),
                              static_cast<std::size_t>(line.data() + colon + 1 - name.data() - name.size()));
  auto& diag = m.builder.report(Code::MissingEquals, span_of(m, line.substr(colon, 1)),
                                is_word ? fmt::format("`{}` is a line of its own, without `:`", name)
                                        : "a column is given with `=`; behind `:` stands its type");
  diag.hints.push_back(replacing(is_word ? "leave it out" : "write `=`", span_of(m, sign), is_word ? "" : " ="));
}

/// `topic: "tea"` and `rows: 3` in a block: what was taken for a type is the value.
bool tell_colon_for_equals(const Mistake& m) {
  if (m.wanted() != Wanted::Equals || !m.at_line_end || m.builder.stacks.types.empty()) return false;
  if (m.builder.stacks.types.back() == nullptr) return false;
  const TypeExprKind kind = m.builder.stacks.types.back()->kind;
  if (kind != TypeExprKind::Literal && kind != TypeExprKind::List && kind != TypeExprKind::Record) return false;
  const std::string_view line = m.builder.text().substr(m.builder.line.begin);
  const auto colon = find_outside(line, ":");
  if (colon == line.npos) return false;
  report_colon(m, line, colon);
  return true;
}

/// `tags: ["a", "b"]` and `mood: choice("calm", "cross")` in a block: no type goes on like this.
bool tell_list_behind_colon(const Mistake& m) {
  const std::string_view before = code_before(m);
  const auto colon = before.find(':');
  if (colon == before.npos || !is_plain_word(trimmed(before.substr(0, colon)))) return false;
  const std::string_view value = trimmed(before.substr(colon + 1));
  const bool is_list = value.starts_with('[') && m.found == ",";
  const bool is_call = value.ends_with('(') && is_plain_word(value.substr(0, value.size() - 1)) &&
                       (m.found.starts_with('"') || m.found == "[" || m.found == "{");
  if (!is_list && !is_call) return false;
  report_colon(m, before, colon);
  return true;
}

/// `output to "d.jsonl"`
bool tell_filler_word(const Mistake& m) {
  if (!m.found.starts_with('"') || !is_one_of(m.last_word(), {"to", "into", "as", "in", "file"})) return false;
  if (find_outside(code_before(m), "output") != 0) return false;
  const Span word = m.span(m.last_end - m.last_word().size(), m.next);
  m.builder
      .report(Code::UnexpectedText, m.span(word.begin + m.file, m.last_end),
              fmt::format("there is no `{}` here", m.last_word()))
      .hints.push_back(replacing("leave it out", word, ""));
  return true;
}

}  // namespace

std::span<const Habit> block_habits() {
  static constexpr Habit kHabits[] = {
      tell_block,           tell_indented_block,   tell_parentheses, tell_for_in_head,      tell_quoted_name,
      tell_block_for_value, tell_colon_for_equals, tell_filler_word, tell_list_behind_colon};
  return kHabits;
}

}  // namespace sdg::syntax
