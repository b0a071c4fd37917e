#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/plan/json_reader.h"

namespace sdg::plan {

/// The words and signs of a JSON text, one after the other. A function that returns false
/// has kept the failure; nothing may be read after that.
class JsonTextReader {
 public:
  JsonTextReader(std::string_view text, JsonRules rules);

  std::size_t offset() const { return at_; }
  bool at_end() const { return at_ == text_.size(); }
  /// The next byte, or 0 at the end.
  char peek() const { return at_end() ? '\0' : text_[at_]; }
  void skip() { ++at_; }

  /// Blanks, and comments where they are allowed.
  bool skip_blanks() {
    const char next = peek();
    return (next > ' ' && next != '/' && next != '#') || skip_blanks_and_comments();
  }
  /// Takes the closing bracket where it stands; after a comma only where that is allowed.
  bool close(char bracket, bool first, bool& closed);
  /// What follows an element: a comma, or the closing bracket (then there is no `more`).
  bool read_separator(char bracket, bool& more);
  /// A name and the colon behind it.
  bool read_key(std::string& name);
  bool read_string(std::string& text);
  /// A number or a word.
  bool read_scalar(Value& value);

  bool fail(std::string message);
  JsonFailure take_failure() { return std::move(*failure_); }

 private:
  bool fail_at(std::size_t offset, std::string message);
  bool lenient() const { return rules_ == JsonRules::Lenient; }
  bool skip_blanks_and_comments();
  bool skip_comment();
  bool read_bare_key(std::string& name);
  bool read_plain_run(std::string& text, char quote);
  bool read_escape(std::string& text);
  bool read_unicode_escape(std::string& text);
  std::optional<char32_t> read_hex_unit();
  bool read_number(Value& value);
  bool read_word(Value& value);
  bool append_checked(std::string& text, std::string_view run);

  std::string_view text_;
  JsonRules rules_;
  std::size_t at_ = 0;
  std::optional<JsonFailure> failure_;
};

}  // namespace sdg::plan
