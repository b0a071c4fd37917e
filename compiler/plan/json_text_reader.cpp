#include "compiler/plan/json_text_reader.h"

#include <algorithm>
#include <charconv>
#include <cstdint>

#include "compiler/plan/plain_run.h"
#include "compiler/plan/utf8.h"
#include "compiler/source/ascii.h"

namespace sdg::plan {
namespace {

bool is_word_sign(char sign) {
  return source::is_digit(sign) || (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || sign == '_' ||
         sign == '$';
}

/// `at line 3, column 14`; columns count code points.
std::string place(std::string_view text, std::size_t offset) {
  const std::string_view before = text.substr(0, offset);
  const auto lines = std::count(before.begin(), before.end(), '\n');
  const std::size_t line_begin = before.rfind('\n') + 1;  // npos + 1 is 0
  const std::size_t column = count_code_points(before.substr(line_begin)) + 1;
  return "at line " + std::to_string(lines + 1) + ", column " + std::to_string(column);
}

/// Where a number ends, by the grammar of JSON or, leniently, with `+5`, `.5` and `5.` as well; nothing if it is none.
std::optional<std::size_t> number_length(std::string_view text, bool lenient, bool& is_whole) {
  std::size_t at = 0;
  const auto digits = [&] {
    const std::size_t begin = at;
    while (at < text.size() && source::is_digit(text[at])) ++at;
    return at - begin;
  };
  const auto next_is = [&](char a, char b) { return at < text.size() && (text[at] == a || text[at] == b); };
  if (next_is('-', lenient ? '+' : '-')) ++at;
  const std::size_t whole_begin = at;
  const std::size_t whole_digits = digits();
  if (whole_digits > 1 && text[whole_begin] == '0') return std::nullopt;
  std::size_t fraction_digits = 0;
  is_whole = !next_is('.', '.');
  if (!is_whole) {
    ++at;
    fraction_digits = digits();
    if (!lenient && fraction_digits == 0) return std::nullopt;
  }
  if (whole_digits == 0 && (!lenient || fraction_digits == 0)) return std::nullopt;
  if (!next_is('e', 'E')) return at;
  is_whole = false;
  ++at;
  if (next_is('+', '-')) ++at;
  if (digits() == 0) return std::nullopt;
  return at;
}

/// Numbers too small for a float are 0, those too large are none.
std::optional<double> read_float(std::string_view text) {
  double number = 0;
  const auto error = std::from_chars(text.data(), text.data() + text.size(), number).ec;
  if (error == std::errc()) return number;
  const std::size_t e = text.find_first_of("eE");
  const bool tiny = e != std::string_view::npos ? text.substr(e + 1).starts_with('-') : text.find('.') <= 2;
  return tiny ? std::optional<double>(0) : std::nullopt;
}

}  // namespace

JsonTextReader::JsonTextReader(std::string_view text, JsonRules rules) : text_(text), rules_(rules) {
  constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";
  if (text_.starts_with(byte_order_mark)) at_ = byte_order_mark.size();
}

bool JsonTextReader::skip_blanks_and_comments() {
  for (;;) {
    while (!at_end() && (text_[at_] == ' ' || text_[at_] == '\n' || text_[at_] == '\t' || text_[at_] == '\r')) ++at_;
    if (!lenient() || at_end() || (text_[at_] != '/' && text_[at_] != '#')) return true;
    if (!skip_comment()) return false;
  }
}

bool JsonTextReader::skip_comment() {
  const std::string_view rest = text_.substr(at_);
  if (rest.starts_with("/*")) {
    const std::size_t end = rest.find("*/");
    at_ = end == std::string_view::npos ? text_.size() : at_ + end + 2;
    return end != std::string_view::npos || fail("a comment has no end");
  }
  if (rest[0] == '/' && !rest.starts_with("//")) return fail("expected a value");
  at_ += std::min(rest.find('\n'), rest.size());
  return true;
}

bool JsonTextReader::close(char bracket, bool first, bool& closed) {
  closed = peek() == bracket;
  if (!closed) return true;
  if (!first && !lenient()) return fail("there is a comma before the end");
  skip();
  return true;
}

bool JsonTextReader::read_separator(char bracket, bool& more) {
  if (!skip_blanks()) return false;
  more = peek() == ',';
  if (!more && peek() != bracket) return fail(std::string("expected `,` or `") + bracket + "`");
  skip();
  return true;
}

bool JsonTextReader::read_key(std::string& name) {
  const bool quoted = peek() == '"' || (lenient() && peek() == '\'');
  if (!(quoted ? read_string(name) : read_bare_key(name)) || !skip_blanks()) return false;
  if (peek() != ':') return fail("expected `:` after a name");
  skip();
  return skip_blanks();
}

bool JsonTextReader::read_bare_key(std::string& name) {
  const std::size_t begin = at_;
  while (lenient() && !at_end() && (is_word_sign(text_[at_]) || (text_[at_] == '-' && at_ > begin))) ++at_;
  name = text_.substr(begin, at_ - begin);
  return !name.empty() || fail("expected a name in double quotes");
}

bool JsonTextReader::read_string(std::string& text) {
  const char quote = peek();
  if (quote == '\'' && !lenient()) return fail("expected a value: strings stand in double quotes");
  skip();
  for (;;) {
    if (!read_plain_run(text, quote)) return false;
    if (at_end()) return fail("a string has no end");
    if (text_[at_] == quote) break;
    if (!read_escape(text)) return false;
  }
  skip();
  return true;
}

/// Up to the closing quote, a backslash or the end.
bool JsonTextReader::read_plain_run(std::string& text, char quote) {
  const std::size_t begin = at_;
  bool wide = false;
  while (!at_end()) {
    const auto byte = static_cast<unsigned char>(text_[at_]);
    const std::size_t run = byte < 0x80 ? plain_run<'"', '\\', '\''>(text_.substr(at_)) : 1;
    wide |= byte >= 0x80;
    at_ += run;
    if (run > 0) continue;
    if (text_[at_] == quote || byte == '\\') break;
    if (byte < 0x20 && !lenient()) return fail("a line break or control sign in a string must be escaped");
    ++at_;
  }
  const std::string_view run = text_.substr(begin, at_ - begin);
  if (wide) return append_checked(text, run);
  text += run;
  return true;
}

bool JsonTextReader::append_checked(std::string& text, std::string_view run) {
  if (is_valid_utf8(run)) {
    text += run;
    return true;
  }
  if (!lenient()) return fail_at(at_ - run.size(), "a string holds bytes that are no UTF-8");
  text += valid_utf8(run);
  return true;
}

bool JsonTextReader::read_escape(std::string& text) {
  constexpr std::string_view letters = "\"\\/bfnrt", meanings = "\"\\/\b\f\n\r\t";
  skip();
  if (at_end()) return fail("a string has no end");
  const char letter = text_[at_++];
  if (letter == 'u') return read_unicode_escape(text);
  const std::size_t known = letters.find(letter);
  if (known != std::string_view::npos) {
    text += meanings[known];
    return true;
  }
  if (!lenient()) return fail_at(at_ - 2, std::string("there is no escape `\\") + letter + "`");
  // Models write `\'`, which can only mean the quote, and forget to double the backslashes of formulas and paths.
  if (letter != '\'') text += '\\';
  --at_;
  if (letter == '\'') text += text_[at_++];
  return true;
}

std::optional<char32_t> JsonTextReader::read_hex_unit() {
  if (text_.size() - at_ < 4) return std::nullopt;
  unsigned unit = 0;
  const char* begin = text_.data() + at_;
  if (std::from_chars(begin, begin + 4, unit, 16).ptr != begin + 4) return std::nullopt;
  at_ += 4;
  return unit;
}

/// `\u0041`, or the two halves of a code point beyond 0xFFFF. A half alone becomes U+FFFD.
bool JsonTextReader::read_unicode_escape(std::string& text) {
  const auto unit = read_hex_unit();
  if (!unit) {
    if (text_.size() - at_ < 4) at_ = text_.size();
    return fail("`\\u` needs four hexadecimal digits");
  }
  char32_t code = *unit;
  if (code >= 0xD800 && code < 0xDC00 && text_.substr(at_).starts_with("\\u")) {
    const std::size_t second_begin = at_;
    at_ += 2;
    const auto second = read_hex_unit();
    if (second && *second >= 0xDC00 && *second < 0xE000) {
      code = 0x10000 + ((code - 0xD800) << 10) + (*second - 0xDC00);
    } else {
      at_ = second_begin;
    }
  }
  append_code_point(text, code);
  return true;
}

bool JsonTextReader::read_scalar(Value& value) {
  const char first = peek();
  const bool number = source::is_digit(first) || first == '-' || (lenient() && (first == '+' || first == '.'));
  return number ? read_number(value) : read_word(value);
}

bool JsonTextReader::read_number(Value& value) {
  bool is_whole = false;
  const auto length = number_length(text_.substr(at_), lenient(), is_whole);
  if (!length) {
    const std::size_t end = std::min(text_.find_first_not_of("0123456789+-.eE", at_), text_.size());
    if (end == text_.size()) at_ = end;
    return fail("expected a number");
  }
  std::string_view digits = text_.substr(at_, *length);
  if (digits[0] == '+') digits.remove_prefix(1);
  std::int64_t whole_number = 0;
  if (is_whole && std::from_chars(digits.data(), digits.data() + digits.size(), whole_number).ec == std::errc()) {
    value = Value(whole_number);
  } else {
    const auto real = read_float(digits);
    if (!real) return fail("a number is too large");
    value = Value(*real);
  }
  at_ += *length;
  return true;
}

bool JsonTextReader::read_word(Value& value) {
  const std::size_t begin = at_;
  std::size_t end = begin;
  while (end < text_.size() && is_word_sign(text_[end])) ++end;
  const std::string_view word = text_.substr(begin, end - begin);
  if (word == "null" || (lenient() && word == "None")) {
    value = Value();
  } else if (word == "true" || (lenient() && word == "True")) {
    value = Value(true);
  } else if (word == "false" || (lenient() && word == "False")) {
    value = Value(false);
  } else {
    if (end == text_.size()) at_ = end;  // `tru` may have been cut
    return fail("expected a value");
  }
  at_ = end;
  return true;
}

bool JsonTextReader::fail(std::string message) { return fail_at(at_, std::move(message)); }

bool JsonTextReader::fail_at(std::size_t offset, std::string message) {
  const bool cut = offset >= text_.size();
  message += cut ? ", but the text ends " : " ";
  failure_ = JsonFailure{message + place(text_, offset), offset, cut};
  return false;
}

}  // namespace sdg::plan
