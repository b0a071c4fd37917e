#include <algorithm>
#include <cctype>
#include <iterator>

#include <fmt/format.h>

#include "compiler/source/ascii.h"
#include "compiler/syntax/code_text.h"
#include "compiler/syntax/foreign_type.h"
#include "compiler/syntax/habit.h"
#include "grammar/resync.hpp"

// Lines of a block as other languages write them.
namespace sdg::syntax {
namespace {

using diag::Code;
using grammar::Wanted;

/// A word that begins a line elsewhere, and the words that begin it here; without any, why there is no such line.
struct ForeignLine {
  std::string_view word, meant, reason;
};
constexpr ForeignLine kDatasetLines[] = {
    {"where", "keep when", {}},
    {"filter", "keep when", {}},
    {"having", "keep when", {}},
    {"assert", "keep when", {}},
    {"require", "keep when", {}},
    {"ensure", "keep when", {}},
    {"expect", "keep when", {}},
    {"limit", "rows", {}},
    {"count", "rows", {}},
    {"size", "rows", {}},
    {"num_rows", "rows", {}},
    {"n_rows", "rows", {}},
    {"nrows", "rows", {}},
    {"repeat", "rows", {}},
    {"save", "output", {}},
    {"write", "output", {}},
    {"export", "output", {}},
    {"sink", "output", {}},
    {"store", "output", {}},
    {"dedupe", "distinct", {}},
    {"dedup", "distinct", {}},
    {"unique", "distinct", {}},
    {"uniq", "distinct", {}},
    {"id", "key", {}},
    {"primary_key", "key", {}},
    {"column", "", {}},
    {"col", "", {}},
    {"field", "", {}},
    {"var", "", {}},
    {"const", "", {}},
    {"val", "", {}},
    {"param", "", {}},
    {"order", {}, "rows stand in the order of what they are made from; `shuffle` draws another"},
    {"sort", {}, "rows stand in the order of what they are made from; `shuffle` draws another"},
    {"group", {}, "figures by group are a `measure`: `measure n = count() by kind`"},
    {"select",
     {},
     "each column is a line: `name = r.name`; what the rows are made from stands in the head: `dataset d from people "
     "as r`"},
    {"from", {}, "what the rows are made from stands in the head: `dataset d from people as r { … }`"},
    {"join", {}, "rows of two sources cross in the head: `dataset d from a, b`; keep those that belong together"},
    {"print", {}, "nothing is printed: every column is written; `sdgc preview` shows a few rows"},
    {"return", {}, "nothing is returned: every column is written"},
    {"for", {}, "rows come from the head: `dataset d from xs as x`; inside a value `[f(x) for x in xs]`"},
    {"while", {}, "there are no loops: `iterate(n, start, next)` repeats a value"},
    {"with", {}, "the text of a file is `file(\"x.txt\")`; rows from outside are a `source` at the top of the file"},
    {"def", {}, "functions stand at the top of the file: `function f(x: int) -> int = x + 1`"},
};
constexpr ForeignLine kGeneratorLines[] = {
    {"prompt", "user", {}},         {"ask", "user", {}},    {"instruction", "user", {}}, {"question", "user", {}},
    {"instructions", "system", {}}, {"role", "system", {}}, {"retries", "attempts", {}}, {"retry", "attempts", {}},
    {"format", "reply", {}},        {"parse", "reply", {}},
};
constexpr ForeignLine kTestLines[] = {
    {"assert", "expect", {}}, {"check", "expect", {}}, {"let", "", {}}, {"mock", "given", {}}, {"when", "given", {}},
};

std::span<const ForeignLine> lines_of(Wanted wanted) {
  if (wanted == Wanted::DatasetLine) return kDatasetLines;
  if (wanted == Wanted::GeneratorLine) return kGeneratorLines;
  if (wanted == Wanted::TestLine) return kTestLines;
  return {};
}

const char* behind_blanks(const Mistake& m) { return grammar::skip_blanks(m.next + m.found.size(), m.end); }

/// What stands behind the word, or `…` where it is too much for a hint.
std::string rest_of(const Mistake& m) {
  constexpr std::size_t kLongest = 60;
  const std::string_view rest = trimmed(behind(first_line(code_from(m)), m.found.size()));
  return rest.size() > kLongest ? "…" : std::string(rest);
}

/// `for z in [1, 2]`: rows for each element are made by `each`.
bool tell_for_line(const Mistake& m) {
  if (m.wanted() != Wanted::DatasetLine || m.found != "for") return false;
  const std::string rest = rest_of(m);
  const auto in = rest.find(" in ");
  if (in == rest.npos || !is_plain_word(rest.substr(0, in)) || rest.ends_with(':') || rest.ends_with('{')) return false;
  m.builder.report(Code::ForeignDeclaration, m.span(), "there is no `for` here")
      .hints.push_back(replacing(fmt::format("for a row of each element write `each {}`", rest), m.span(), "each"));
  return true;
}

bool tell_other_word(const Mistake& m) {
  const auto lines = lines_of(m.wanted());
  const auto line = std::ranges::find(lines, source::lowered(m.found), &ForeignLine::word);
  if (line == lines.end()) return false;
  const std::string rest = rest_of(m);
  if (line->meant.data() == nullptr) {
    m.builder.report(Code::ForeignDeclaration, m.span(), fmt::format("there is no `{}` here", m.found))
        .hints.push_back({std::string(line->reason), {}});
    return true;
  }
  if (line->meant.empty()) {
    m.builder.report(Code::ForeignDeclaration, m.span(), fmt::format("a value is given without `{}`", m.found))
        .hints.push_back(replacing(fmt::format("write `{}`", rest), m.span(m.next, behind_blanks(m)), ""));
    return true;
  }
  // `where (x > 1)`: the blank behind the word is not everybody's.
  const bool glued = behind_blanks(m) == m.next + m.found.size();
  m.builder.report(Code::ForeignDeclaration, m.span(), fmt::format("`{}` is written `{}` here", m.found, line->meant))
      .hints.push_back(replacing(fmt::format("write `{} {}`", line->meant, rest), m.span(),
                                 std::string(line->meant) + (glued ? " " : "")));
  return true;
}

/// `drop when x > 1`
bool tell_drop(const Mistake& m) {
  if (m.wanted() != Wanted::DatasetLine) return false;
  if (!is_one_of(source::lowered(m.found), {"drop", "exclude", "skip", "reject", "discard", "remove", "delete"}))
    return false;
  const std::string_view word = token_at(behind_blanks(m), m.end);
  if (!is_one_of(source::lowered(word), {"when", "if", "where"})) return false;
  const std::string_view code = first_line(code_from(m));
  const std::string_view condition =
      trimmed(behind(code, static_cast<std::size_t>(word.data() + word.size() - code.data())));
  const std::string meant = fmt::format("keep when not ({})", condition);
  m.builder.report(Code::ForeignDeclaration, m.span(), fmt::format("there is no `{}` here", m.found))
      .hints.push_back(replacing(fmt::format("write `{}`", meant), span_of(m, code), meant));
  return true;
}

/// `x ~ normal(0, 1)`, `x <- 1`
bool tell_other_equals(const Mistake& m) {
  const char* sign = behind_blanks(m);
  const std::string_view token = token_at(sign, m.end);
  if (!is_plain_word(m.found) || !is_one_of(token, {"~", "<-"})) return false;
  const Span span = m.span(sign, sign + token.size());
  m.builder.report(Code::ForeignOperator, span, "a column has a `=`, also where it is drawn")
      .hints.push_back(replacing("write `=`", span, "="));
  return true;
}

/// `int x = 1`
bool tell_type_first(const Mistake& m) {
  const std::string_view name = token_at(behind_blanks(m), m.end);
  if (!is_plain_word(m.found) || !is_plain_word(name)) return false;
  const char* sign = grammar::skip_blanks(name.data() + name.size(), m.end);
  if (token_at(sign, m.end) != "=") return false;
  const bool is_type = is_one_of(m.found, {"int", "float", "bool", "string", "json", "date", "datetime", "duration"});
  const std::string_view meant = is_type ? m.found : meant_type_name(m.found);
  if (meant.empty()) return false;
  m.builder.report(Code::ForeignDeclaration, m.span(), "a type stands behind the name")
      .hints.push_back(replacing(fmt::format("write `{}: {} = …`", name, meant),
                                 m.span(m.next, name.data() + name.size()), fmt::format("{}: {}", name, meant)));
  return true;
}

/// `row.x == 1` in a test
bool tell_bare_expectation(const Mistake& m) {
  const std::string_view code = first_line(code_from(m));
  const bool compares = std::ranges::any_of(std::initializer_list<std::string_view>{"==", "!=", "<", ">", "in"},
                                            [&](auto sign) { return find_outside(code, sign) != code.npos; });
  if (!compares) return false;
  m.builder.report(Code::ForeignDeclaration, m.span(), "what a test expects stands behind `expect`")
      .hints.push_back(replacing(fmt::format("write `expect {}`", code), m.span(m.next, m.next), "expect "));
  return true;
}

/// `self.x = 1`
bool tell_owner(const Mistake& m) {
  if (!is_one_of(m.found, {"self", "this", "row"}) || m.next + 4 >= m.end) return false;
  const char* dot = m.next + m.found.size();
  if (*dot != '.') return false;
  if (m.wanted() == Wanted::TestLine) return tell_bare_expectation(m);
  m.builder.report(Code::ForeignDeclaration, m.span(m.next, dot + 1), "a column is called by its name alone")
      .hints.push_back(replacing(fmt::format("leave `{}.` out", m.found), m.span(m.next, dot + 1), ""));
  return true;
}

bool ends_name(char c) { return c == ' ' || c == '\t' || c == '=' || c == ':' || c == '\n' || c == '\r'; }

/// `my-col = 1`, `größe = 1`, `"first name" = 1`
bool tell_odd_name(const Mistake& m) {
  if (m.found.empty()) return false;
  std::string_view written = m.found;
  const bool is_quoted = m.found.front() == '"' && m.found.size() > 2;
  if (!is_quoted) {
    const char* end = m.next;
    while (end != m.end && !ends_name(*end)) ++end;
    written = {m.next, static_cast<std::size_t>(end - m.next)};
  }
  const std::string_view sign = token_at(grammar::skip_blanks(written.data() + written.size(), m.end), m.end);
  const bool is_odd = std::ranges::all_of(
      written, [](char c) { return grammar::is_word_part(c) || c == '-' || static_cast<unsigned char>(c) >= 0x80; });
  if (!(sign == "=" || sign == ":") || !(is_quoted || (is_odd && !is_plain_word(written)))) return false;
  const std::string name(is_quoted ? written.substr(1, written.size() - 2) : written);
  auto& diag =
      m.builder.report(Code::BadCharacter, span_of(m, written),
                       is_quoted ? "a name stands without quotes" : "a name has plain letters, digits and `_`");
  diag.hints.push_back(replacing(fmt::format("any other name stands in backticks: `` `{}` ``", name),
                                 span_of(m, written),
                                 is_quoted && is_plain_word(name) ? name : fmt::format("`{}`", name)));
  return true;
}

/// `n += 1`
bool tell_update(const Mistake& m) {
  const std::string_view sign = token_at(behind_blanks(m), m.end);
  if (!is_plain_word(m.found) || !is_one_of(sign, {"+=", "-=", "*=", "/=", "++", "--", "%="})) return false;
  m.builder.report(Code::ForeignOperator, span_of(m, sign), fmt::format("there is no operator `{}`", sign))
      .hints.push_back(
          {fmt::format("a column is given once; what is made of `{}` has a name of its own", m.found), {}});
  return true;
}

/// `- "a"` below `xs =`, as YAML lists things.
bool tell_dashes(const Mistake& m) {
  auto& lines = m.builder.stacks.dataset_lines;
  if (m.wanted() != Wanted::DatasetLine || m.found != "-" || lines.empty()) return false;
  DatasetLine& above = lines.back();
  // The rest of a list that was told.
  if (above.kind == DatasetLineKind::Error) return m.builder.text(above.span).starts_with('-');
  const std::string_view value = above.value == nullptr ? "" : m.builder.text(above.value->span);
  if (!value.starts_with('-')) return false;
  std::string items;
  const char* end = m.next;
  for (const char* at = value.data(); at != m.end && *at == '-';) {
    const std::string_view item = first_line({at + 1, static_cast<std::size_t>(m.end - at - 1)});
    items += fmt::format("{}{}", items.empty() ? "" : ", ", item);
    end = item.data() + item.size();
    at = grammar::skip_lines(end, m.end);
  }
  const Span all = m.span(value.data(), end);
  // What stands above was read as a number with its sign: it is part of this mistake.
  auto nothing = m.builder.node<ErrorExpr>(above.value->span);
  nothing.id = above.value->id;
  above.value = m.builder.file.arena.make(nothing);
  m.builder.report(Code::ForeignDeclaration, m.span(value.data(), value.data() + 1), "a list stands in square brackets")
      .hints.push_back(replacing(fmt::format("write `[{}]`", items), all, fmt::format("[{}]", items)));
  return true;
}

/// `- 1` or `(x)` on a line of its own: the line above has ended.
bool tell_continuation(const Mistake& m) {
  if (m.wanted() != Wanted::DatasetLine || !is_one_of(m.found, {"-", "(", "["})) return false;
  const char* above = m.next;
  while (above != m.file && std::string_view(" \t\r\n").find(above[-1]) != std::string_view::npos) --above;
  if (above == m.file || above[-1] == '{') return false;
  auto& diag = m.builder.report(m.code(), m.span(), fmt::format("`{}` begins no line of a dataset", m.found),
                                "the statement above has ended with its line");
  if (m.found != "-") {
    diag.hints.push_back({"a value goes on below where its bracket, or a sign, ends the line above", {}});
    return true;
  }
  const std::string between(above, static_cast<std::size_t>(m.next - above));
  diag.hints.push_back(replacing("end the line above with the `-`", m.span(above, behind_blanks(m)), " -" + between));
  return true;
}

/// `end` where a `}` is meant: the brace that is never closed tells of it.
bool is_end(const Mistake& m) { return m.found == "end" && begins_line(m.wanted()); }

}  // namespace

bool tell_foreign_line(const Mistake& m) {
  if (!begins_line(m.wanted()) || m.wanted() == Wanted::Declaration) return false;
  return is_end(m) || tell_update(m) || tell_owner(m) || tell_odd_name(m) || tell_other_equals(m) ||
         tell_type_first(m) || tell_dashes(m) || tell_continuation(m) || tell_drop(m) || tell_for_line(m) ||
         tell_other_word(m);
}

}  // namespace sdg::syntax
