#include "compiler/syntax/mistake.h"

#include <stdexcept>

#include <fmt/format.h>

#include "compiler/source/ascii.h"
#include "grammar/resync.hpp"

namespace sdg::syntax {
namespace {

using grammar::Lines;
using grammar::Wanted;

/// Signs that people write together, whether they mean something here or not; the longest first.
constexpr std::string_view kSigns[] = {
    "===", "!==", "...", "<=>", "**=", "//=", "&&", "||", "==", "!=", "<=", ">=", "=>", "->", ":=", "::", "?.",
    "??",  "**",  "//",  "/*",  "++",  "--",  "+=", "-=", "*=", "/=", "..", "<>", "<-", "<<", ">>", "{%", "%}"};

std::size_t code_point_length(char first) {
  const auto byte = static_cast<unsigned char>(first);
  if (byte < 0x80) return 1;
  if (byte >= 0xF0) return 4;
  return byte >= 0xE0 ? 3 : 2;
}

diag::Code code_of(int number) {
  switch (number) {
#define SDG_DIAG(digits, name, severity, title) \
  case digits:                                  \
    return diag::Code::name;
#include "compiler/diag/codes.def"
#undef SDG_DIAG
    default: throw std::logic_error("a message has a code that is not in the list");
  }
}

/// Where the token that is wrong is the one at which matching stopped, not the next after blanks.
bool is_exact(Wanted wanted) {
  return wanted == Wanted::Here || wanted == Wanted::Nesting || wanted == Wanted::StringNesting || begins_line(wanted);
}

/// An entry of a block begins on whatever line it likes.
bool may_begin_line(Wanted wanted) { return wanted == Wanted::Entry || wanted == Wanted::Pattern; }

const char* skip_to_token(Lines lines, const char* at, const char* end) {
  if (lines == Lines::Never) return grammar::skip_blanks(at, end);
  return grammar::skip_lines(at, end, lines != Lines::InText);
}

}  // namespace

bool begins_line(Wanted wanted) {
  return wanted == Wanted::Declaration || wanted == Wanted::DatasetLine || wanted == Wanted::GeneratorLine ||
         wanted == Wanted::TestLine;
}

std::string_view token_at(const char* at, const char* end) {
  if (at == end || grammar::line_break_length(at, end) != 0) return {};
  const std::string_view rest(at, static_cast<std::size_t>(end - at));
  if (grammar::is_word_start(*at) || source::is_digit(*at))
    return {at, static_cast<std::size_t>(grammar::end_of_word(at, end) - at)};
  if (rest.starts_with("\"\"\"")) return rest.substr(0, 3);
  if (*at == '"') return {at, static_cast<std::size_t>(grammar::end_of_string(at, end) - at)};
  for (const std::string_view sign : kSigns) {
    if (rest.starts_with(sign)) return rest.substr(0, sign.size());
  }
  return rest.substr(0, code_point_length(*at));
}

Mistake make_mistake(Builder& builder, const grammar::Message& message, const char* at) {
  const char* const file = builder.text().data();
  const char* const end = file + builder.text().size();
  const auto& layout = builder.layout;
  if (message.wanted == Wanted::Declaration) at = file + builder.decl.begin;
  if (begins_line(message.wanted) && message.wanted != Wanted::Declaration) at = file + builder.line.begin;
  if (is_exact(message.wanted)) {
    const auto token = token_at(at, end);
    return {builder, message, file, end, at, at, token, token.empty()};
  }
  const char* last_end = layout.token_end == nullptr ? at : layout.token_end;
  const bool anywhere = may_begin_line(message.wanted) && layout.lines != Lines::Never;
  const char* next = anywhere ? grammar::skip_lines(last_end, end) : skip_to_token(layout.lines, last_end, end);
  const std::string_view between(last_end, static_cast<std::size_t>(next - last_end));
  const bool crosses = between.find('\n') != between.npos && !anywhere;
  const bool later = next == end || crosses || grammar::line_break_length(next, end) != 0;
  return {builder, message, file, end, last_end, next, later ? std::string_view() : token_at(next, end), later};
}

diag::Code Mistake::code() const { return code_of(message.code); }

Span Mistake::span() const {
  if (found.empty()) return builder.span(last_end, last_end);
  return builder.span(next, next + found.size());
}

std::string Mistake::found_text() const {
  if (found.empty()) return grammar::skip_lines(last_end, end) == end ? "the end of the file" : "the end of the line";
  if (found == "`") return "a backtick";
  return found.front() == '"' ? "a string" : fmt::format("`{}`", found);
}

std::string_view Mistake::last_word() const {
  const char* begin = last_end;
  while (begin != file && grammar::is_word_part(begin[-1])) --begin;
  return {begin, static_cast<std::size_t>(last_end - begin)};
}

const Open* Mistake::opener() const {
  const auto& opens = builder.stacks.opens;
  for (auto open = opens.rbegin(); open != opens.rend(); ++open) {
    if (open->length > 0) return &*open;
  }
  return nullptr;
}

char Mistake::opener_sign() const { return opener() == nullptr ? '\0' : file[opener()->begin]; }

}  // namespace sdg::syntax
