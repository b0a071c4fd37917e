#pragma once

#include <string>
#include <string_view>

#include "compiler/syntax/builder.h"
#include "grammar/message.h"

namespace sdg::syntax {

/// Where matching stopped, and what stands there.
struct Mistake {
  Builder& builder;
  const grammar::Message& message;
  const char* file;      // the text, from its first byte
  const char* end;       // to its end
  const char* last_end;  // behind the last token that was understood
  const char* next;      // the token that was not
  std::string_view found;
  bool at_line_end;  // the next token stands on a later line, or there is none

  diag::Code code() const;
  grammar::Wanted wanted() const { return message.wanted; }
  Span span(const char* begin, const char* to) const { return builder.span(begin, to); }
  /// Of the token that was found, or behind the last one.
  Span span() const;
  /// What was found, as it is called in a message.
  std::string found_text() const;
  /// The word that ends where the last token ends; empty where that is no word.
  std::string_view last_word() const;
  /// The innermost bracket or quote that is open.
  const Open* opener() const;
  char opener_sign() const;
  bool in_string() const { return builder.layout.strings > 0; }
};

/// Whether a line or declaration had to begin there.
bool begins_line(grammar::Wanted wanted);

Mistake make_mistake(Builder& builder, const grammar::Message& message, const char* at);

/// The token that begins at `at`: a word, a number, a string, or the signs that belong together.
std::string_view token_at(const char* at, const char* end);

/// Tells the mistake as one that people bring from other languages; false where it is none of them.
bool tell_habit(const Mistake& mistake);
/// The same for what goes wrong inside strings.
bool tell_string_mistake(const Mistake& mistake);
/// The same for words that begin a line or a declaration.
bool tell_unknown_line(const Mistake& mistake);

}  // namespace sdg::syntax
