#pragma once

#include <string_view>

#include "grammar/keywords.h"

namespace sdg::grammar {

/// What a line break means at the present place. The innermost bracket or string decides.
enum class Lines : unsigned char {
  End,     // it ends the statement or the entry
  Free,    // it is a blank: inside ( and [
  Never,   // it may not come: inside a string of one line
  InText,  // it is a blank, but `#` begins no comment: inside a string of many lines
};

/// The signs and words that may stand after an operand.
enum class Infix : unsigned char {
  None,
  When,
  Else,
  Where,
  Saying,
  Retry,
  Or,
  And,
  Equal,
  NotEqual,
  Less,
  LessEqual,
  Greater,
  GreaterEqual,
  In,
  NotIn,
  Default,
  Range,
  Add,
  Subtract,
  Multiply,
  Divide,
  FloorDivide,
  Modulo,
  Pipe,
  Dot,
};

/// What matching must remember besides the place: the only state the bare grammar needs.
struct Layout {
  Lines lines = Lines::End;
  unsigned depth = 0;
  unsigned max_depth = 200;
  unsigned strings = 0;  // how many strings are open around the present place
  unsigned max_strings = 5;

  // Where the last token ended: an error after blanks belongs there when its token is on a later line.
  const char* token_end = nullptr;
  const char* gap_end = nullptr;

  // What stands after the operand that ends at `infix_at`; every level of precedence asks the same question.
  const char* infix_at = nullptr;
  const char* infix_begin = nullptr;
  const char* infix_end = nullptr;
  Lines infix_lines = Lines::End;
  Infix infix = Infix::None;
};

constexpr bool is_word_start(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }
constexpr bool is_word_part(char c) { return is_word_start(c) || (c >= '0' && c <= '9'); }

inline const char* end_of_word(const char* at, const char* end) {
  while (at != end && is_word_part(*at)) ++at;
  return at;
}

inline const char* skip_blanks(const char* at, const char* end) {
  while (at != end && (*at == ' ' || *at == '\t')) ++at;
  return at;
}

/// 0 where no line break stands, else its length: `\n` or `\r\n`.
inline int line_break_length(const char* at, const char* end) {
  if (at == end) return 0;
  if (*at == '\n') return 1;
  return *at == '\r' && end - at > 1 && at[1] == '\n' ? 2 : 0;
}

inline const char* skip_comment(const char* at, const char* end) {
  while (at != end && line_break_length(at, end) == 0) ++at;
  return at;
}

/// Over blanks, line breaks and, where `#` begins one, comments.
inline const char* skip_lines(const char* at, const char* end, bool comments = true) {
  for (;;) {
    at = skip_blanks(at, end);
    if (const int length = line_break_length(at, end)) {
      at += length;
    } else if (comments && at != end && *at == '#') {
      at = skip_comment(at, end);
    } else {
      return at;
    }
  }
}

struct InfixToken {
  Infix infix = Infix::None;
  const char* end = nullptr;
};

/// The infix sign or word that begins at `at`, if one does.
InfixToken read_infix(const char* at, const char* end);

/// What follows the operand that ends at `at`, over blanks and, where the layout and the token allow it, over lines.
inline Infix find_infix(Layout& layout, const char* at, const char* end) {
  if (layout.infix_at == at && layout.infix_lines == layout.lines) return layout.infix;
  const char* begin = skip_blanks(at, end);
  bool next_line = false;
  if (layout.lines != Lines::Never && begin != end && (*begin == '\n' || *begin == '\r' || *begin == '#')) {
    begin = skip_lines(begin, end, layout.lines != Lines::InText);
    next_line = layout.lines == Lines::End;
  }
  InfixToken token = read_infix(begin, end);
  // A line that begins with a minus is a negative value, one with `not` a condition: neither goes on.
  if (next_line && (token.infix == Infix::Subtract || token.infix == Infix::NotIn)) token = {};
  layout.infix_at = at;
  layout.infix_lines = layout.lines;
  layout.infix_begin = begin;
  layout.infix_end = token.end;
  layout.infix = token.infix;
  return token.infix;
}

inline Infix read_infix_word(std::string_view word) {
  switch (word.front()) {
    case 'w': return word == "when" ? Infix::When : word == "where" ? Infix::Where : Infix::None;
    case 'e': return word == "else" ? Infix::Else : Infix::None;
    case 's': return word == "saying" ? Infix::Saying : Infix::None;
    case 'r': return word == "retry" ? Infix::Retry : Infix::None;
    case 'o': return word == "or" ? Infix::Or : Infix::None;
    case 'a': return word == "and" ? Infix::And : Infix::None;
    case 'i': return word == "in" ? Infix::In : Infix::None;
    default: return Infix::None;
  }
}

inline InfixToken read_infix(const char* at, const char* end) {
  if (at == end) return {};
  const char next = end - at > 1 ? at[1] : '\0';
  const char third = end - at > 2 ? at[2] : '\0';
  const auto one = [at](Infix infix) { return InfixToken{infix, at + 1}; };
  const auto two = [at](Infix infix) { return InfixToken{infix, at + 2}; };
  switch (*at) {
    case '.':
      if (next == '.') return third == '.' ? InfixToken{} : two(Infix::Range);
      return is_word_start(next) || next == '`' ? one(Infix::Dot) : InfixToken{};
    case '|': return next == '|' ? InfixToken{} : one(Infix::Pipe);
    case '+': return next == '+' || next == '=' ? InfixToken{} : one(Infix::Add);
    case '-':
      // `->` belongs to a declaration, `-%}` to a template's tag.
      if (next == '>' || next == '=' || (next == '%' && third == '}')) return {};
      return one(Infix::Subtract);
    case '*': return next == '*' || next == '=' ? InfixToken{} : one(Infix::Multiply);
    case '/':
      if (next == '=') return {};
      return next == '/' ? two(Infix::FloorDivide) : one(Infix::Divide);
    case '%': return next == '}' ? InfixToken{} : one(Infix::Modulo);
    case '=': return next == '=' && third != '=' ? two(Infix::Equal) : InfixToken{};
    case '!': return next == '=' && third != '=' ? two(Infix::NotEqual) : InfixToken{};
    case '<':
      if (next == '>') return {};
      return next == '=' ? two(Infix::LessEqual) : one(Infix::Less);
    case '>': return next == '=' ? two(Infix::GreaterEqual) : one(Infix::Greater);
    case '?': return next == '?' ? two(Infix::Default) : InfixToken{};
    default: break;
  }
  if (*at < 'a' || *at > 'w') return {};
  const char* word_end = end_of_word(at, end);
  const std::string_view word(at, static_cast<std::size_t>(word_end - at));
  if (word == "not") {
    const char* in = skip_blanks(word_end, end);
    const char* in_end = end_of_word(in, end);
    if (std::string_view(in, static_cast<std::size_t>(in_end - in)) == "in") return {Infix::NotIn, in_end};
    return {};
  }
  const Infix infix = read_infix_word(word);
  return infix == Infix::None ? InfixToken{} : InfixToken{infix, word_end};
}

}  // namespace sdg::grammar
