#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/jinja/token.h"

namespace sdg::jinja {

/// Cuts a file into tokens, by the rules of Jinja's own lexer: lexer.cpp has what stands outside of tags, lex_tag.cpp
/// what stands inside.
class Lexer {
 public:
  Lexer(std::string_view text, source::FileId file, const Options& options, diag::DiagSink& diags);
  std::vector<Token> run();

 private:
  /// Thrown away with all that follows it.
  enum class Step : bool { Broken, Done };

  // lexer.cpp
  std::size_t find_tag(std::size_t from) const;
  void add_text(std::size_t end, char sign, bool is_print);
  Step take_comment(std::size_t open);
  Step take_raw(std::size_t open, std::size_t body);
  std::optional<std::size_t> end_of_word_tag(std::size_t open, std::string_view word) const;
  std::optional<std::size_t> end_of_endraw(std::size_t open) const;
  std::size_t after_block(std::size_t end, char sign) const;
  std::size_t skip_blanks(std::size_t at) const;
  std::size_t blank_size(std::size_t at) const;

  // lex_tag.cpp
  Step take_tag(std::size_t open, bool is_print);
  bool take_end(bool is_print);
  Step take_token();
  Step take_sign();
  Step take_string();
  bool take_number();
  void take_name();
  std::size_t digits_from(std::size_t at) const;
  Step add_float(std::size_t end);
  Step add_whole(std::size_t end, int base);

  char at(std::size_t place) const { return place < text_.size() ? text_[place] : '\0'; }
  bool starts(std::size_t place, std::string_view word) const { return text_.substr(place).starts_with(word); }
  source::Span span(std::size_t begin, std::size_t end) const {
    return {file_, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  }
  void add(TokenKind kind, std::size_t begin, std::size_t end);
  Step fail(diag::Code code, std::size_t begin, std::size_t end, std::string message, std::string label = {});

  std::string_view text_;
  source::FileId file_;
  Options options_;
  diag::DiagSink& diags_;
  std::vector<Token> tokens_;
  std::vector<std::size_t> open_brackets_;  // of the tag at hand
  std::size_t place_ = 0;
  std::size_t tag_begin_ = 0;
};

/// Every line break as `\n`.
std::string with_plain_line_breaks(std::string_view text);

/// What a string literal means: the escapes of Python. Those that Python does not know stay as they are.
std::string unescape(std::string_view written);

}  // namespace sdg::jinja
