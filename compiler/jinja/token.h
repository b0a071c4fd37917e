#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/diag/sink.h"
#include "compiler/plan/value.h"
#include "compiler/source/source_map.h"

namespace sdg::jinja {

enum class TokenKind : std::uint8_t {
  Text,        // outside of tags, with the blanks taken away that its neighbours trim
  BeginBlock,  // `{%`
  EndBlock,    // `%}`
  BeginPrint,  // `{{`
  EndPrint,    // `}}`
  Name,
  Literal,  // a number or string, in `value`
  Sign,     // an operator or bracket
  End,      // of the file
};

struct Token {
  TokenKind kind;
  source::Span span;
  std::string text;  // of a Text, Name or Sign
  plan::Value value;

  bool is_sign(std::string_view sign) const { return kind == TokenKind::Sign && text == sign; }
  bool is_name(std::string_view name) const { return kind == TokenKind::Name && text == name; }
};

/// How blanks around tags are treated. The language's own templates are read with all of it off, as Jinja does by
/// itself.
struct Options {
  bool trim_blocks = false;            // the line break after a block tag goes away
  bool lstrip_blocks = false;          // so do the blanks before one that begins its line
  bool keep_trailing_newline = false;  // else the one at the end of the file goes away
};

/// A whole file as tokens, ended by an End. A mistake goes to `diags` and ends the list before its place: nothing then.
std::vector<Token> lex(const source::SourceMap& sources, source::FileId file, const Options& options,
                       diag::DiagSink& diags);

}  // namespace sdg::jinja
