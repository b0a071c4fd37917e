#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

namespace sdg::format {

/// `# …`, without the blanks at its end.
struct GapComment {
  std::string_view text;
  std::uint32_t begin;
  bool own_line;    // nothing but blanks before it
  bool blank_line;  // an empty line before it
};

/// What stands between two tokens: blanks, line breaks and comments.
struct Gap {
  std::vector<GapComment> comments;
  bool line_break = false;
  bool blank_line = false;  // an empty line right before the second token
};

/// Goes through a text token by token. It knows no tokens: whoever reads knows what comes next and how long it is.
class TokenReader {
 public:
  explicit TokenReader(std::string_view text);

  /// Where the next token begins; what is skipped on the way becomes part of the gap.
  std::uint32_t position();
  /// Where the last one ended.
  std::uint32_t token_end() const { return token_end_; }
  /// Whether the next token begins so.
  bool at(std::string_view token);
  bool at_end();
  /// The text up to `end`, which is behind the next token or tokens.
  std::string_view take(std::uint32_t end);
  /// Passes a token that will not be printed; the gaps on both sides of it become one.
  void skip(std::string_view token);
  /// Goes back, or on, to the token at `position`.
  void move_to(std::uint32_t position);

  /// The gap before the next token.
  Gap& gap();
  /// The same, given away: the next token then has none.
  Gap take_gap();

 private:
  void read_gap();
  void read_comment();

  std::string_view text_;
  std::uint32_t at_ = 0;
  std::uint32_t token_end_ = 0;
  unsigned line_breaks_ = 0;  // since the last token or comment
  Gap gap_;
};

}  // namespace sdg::format
