#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <string>

#include "compiler/jinja/lexer.h"
#include "compiler/plan/number_text.h"
#include "compiler/plan/utf8.h"
#include "compiler/source/ascii.h"

namespace sdg::jinja {

using diag::Code;
using plan::Value;

namespace {

// Longer ones first: what stands first is taken.
constexpr std::array<std::string_view, 27> kSigns{"//", "**", "==", "!=", ">=", "<=", "+", "-", "/",
                                                  "*",  "%",  "~",  "[",  "]",  "(",  ")", "{", "}",
                                                  ">",  "<",  "=",  ".",  ":",  "|",  ",", ";", "!"};

bool begins_name(char sign) {
  return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') || sign == '_' ||
         static_cast<unsigned char>(sign) >= 0x80;
}
bool continues_name(char sign) { return begins_name(sign) || source::is_digit(sign); }

char closing(char open) { return open == '(' ? ')' : open == '[' ? ']' : '}'; }

/// The length of an escape of `digits` hexadecimal digits behind `\x`; 0 where they do not stand there.
std::size_t hex_escape(std::string_view text, std::size_t digits, std::string& out) {
  const std::string_view written = text.substr(0, digits);
  std::uint32_t code = 0;
  const auto read = std::from_chars(written.data(), written.data() + written.size(), code, 16);
  if (written.size() < digits || read.ptr != written.data() + digits) return 0;
  plan::append_code_point(out, code);
  return digits;
}

std::size_t octal_escape(std::string_view text, std::string& out) {
  std::size_t digits = 0;
  while (digits < 3 && digits < text.size() && text[digits] >= '0' && text[digits] <= '7') ++digits;
  std::uint32_t code = 0;
  std::from_chars(text.data(), text.data() + digits, code, 8);
  plan::append_code_point(out, code);
  return digits;
}

constexpr std::string_view kEscaped = "\\'\"abfnrtv\n", kMeant = "\\'\"\a\b\f\n\r\t\v";

/// Appends what the escape behind a backslash means; how many bytes it has, 0 where it is none.
std::size_t append_escape(std::string_view rest, std::string& out) {
  if (rest[0] == '\n') return 1;
  const auto simple = kEscaped.find(rest[0]);
  if (simple != std::string_view::npos) {
    out += kMeant[simple];
    return 1;
  }
  if (rest[0] >= '0' && rest[0] <= '7') return octal_escape(rest, out);
  const std::size_t digits = rest[0] == 'x' ? 2 : rest[0] == 'u' ? 4 : rest[0] == 'U' ? 8 : 0;
  const std::size_t read = digits > 0 ? hex_escape(rest.substr(1), digits, out) : 0;
  return read > 0 ? read + 1 : 0;
}

}  // namespace

std::string unescape(std::string_view written) {
  std::string text;
  text.reserve(written.size());
  for (std::size_t i = 0; i < written.size(); ++i) {
    const std::size_t size =
        written[i] == '\\' && i + 1 < written.size() ? append_escape(written.substr(i + 1), text) : 0;
    if (size == 0) text += written[i];
    i += size;
  }
  return text;
}

Lexer::Step Lexer::take_tag(std::size_t open, bool is_print) {
  tag_begin_ = open;
  open_brackets_.clear();
  place_ = open + 2 + (at(open + 2) == '-' || at(open + 2) == '+' ? 1 : 0);
  add(is_print ? TokenKind::BeginPrint : TokenKind::BeginBlock, open, place_);
  while (true) {
    place_ = skip_blanks(place_);
    if (place_ >= text_.size()) {
      return fail(Code::JinjaUnclosed, open, open + 2, "this tag is never closed",
                  is_print ? "no `}}` follows" : "no `%}` follows");
    }
    if (open_brackets_.empty() && take_end(is_print)) return Step::Done;
    if (take_token() == Step::Broken) return Step::Broken;
  }
}

bool Lexer::take_end(bool is_print) {
  const std::size_t begin = place_;
  const char sign = at(begin) == '-' || (!is_print && at(begin) == '+') ? at(begin) : '\0';
  const std::size_t end = begin + (sign ? 1 : 0) + 2;
  if (!starts(end - 2, is_print ? "}}" : "%}")) return false;
  add(is_print ? TokenKind::EndPrint : TokenKind::EndBlock, begin, end);
  place_ = is_print ? (sign == '-' ? skip_blanks(end) : end) : after_block(end, sign);
  return true;
}

Lexer::Step Lexer::take_token() {
  const char first = text_[place_];
  if (first == '"' || first == '\'') return take_string();
  const bool is_fraction = source::is_digit(first) && !tokens_.empty() && tokens_.back().is_sign(".");
  if (source::is_digit(first) && !is_fraction) return take_number() ? Step::Done : Step::Broken;
  if (source::is_digit(first)) return add_whole(digits_from(place_), 10);
  if (begins_name(first)) {
    take_name();
    return Step::Done;
  }
  return take_sign();
}

Lexer::Step Lexer::take_sign() {
  const auto sign = std::ranges::find_if(kSigns, [&](std::string_view known) { return starts(place_, known); });
  if (sign == kSigns.end() || *sign == "!" || *sign == ";") {
    const std::size_t end = place_ + plan::decode(text_, place_).size;
    return fail(Code::JinjaSyntax, place_, end,
                fmt::format("`{}` means nothing in a tag", text_.substr(place_, end - place_)));
  }
  const char bracket = sign->size() == 1 ? sign->front() : '\0';
  if (bracket == '(' || bracket == '[' || bracket == '{') open_brackets_.push_back(place_);
  if (bracket == ')' || bracket == ']' || bracket == '}') {
    const bool fits = !open_brackets_.empty() && closing(text_[open_brackets_.back()]) == bracket;
    if (!fits) {
      auto& diagnostic =
          diags_.report(Code::JinjaSyntax, span(place_, place_ + 1), fmt::format("`{}` closes nothing here", bracket));
      if (!open_brackets_.empty()) {
        const std::size_t open = open_brackets_.back();
        diagnostic.others.push_back({span(open, open + 1), "this is open"});
      }
      return Step::Broken;
    }
    open_brackets_.pop_back();
  }
  add(TokenKind::Sign, place_, place_ + sign->size());
  place_ += sign->size();
  return Step::Done;
}

Lexer::Step Lexer::take_string() {
  const char quote = text_[place_];
  std::size_t end = place_ + 1;
  while (end < text_.size() && text_[end] != quote) end += text_[end] == '\\' ? 2 : 1;
  if (end >= text_.size()) {
    return fail(Code::JinjaUnclosed, place_, place_ + 1, "this string is never closed",
                fmt::format("no `{}` follows", quote));
  }
  add(TokenKind::Literal, place_, end + 1);
  const std::string_view inside = text_.substr(place_ + 1, end - place_ - 1);
  tokens_.back().value = Value::string(unescape(with_plain_line_breaks(inside)));
  place_ = end + 1;
  return Step::Done;
}

/// Behind the digits from a place on, single underscores between them included.
std::size_t Lexer::digits_from(std::size_t from) const {
  std::size_t end = from;
  while (source::is_digit(at(end)) || (at(end) == '_' && end > from && source::is_digit(at(end + 1)))) ++end;
  return end;
}

bool Lexer::take_number() {
  const char kind = static_cast<char>(at(place_ + 1) | 0x20);
  const int base = at(place_) != '0' ? 10 : kind == 'x' ? 16 : kind == 'o' ? 8 : kind == 'b' ? 2 : 10;
  if (base != 10) {
    std::size_t end = place_ + 2;
    while (continues_name(at(end))) ++end;
    return add_whole(end, base) == Step::Done;
  }
  const std::size_t whole_end = digits_from(place_);
  std::size_t end = whole_end;
  if (at(end) == '.' && source::is_digit(at(end + 1))) end = digits_from(end + 1);
  if ((at(end) | 0x20) == 'e') {
    const std::size_t exponent = end + 1 + (at(end + 1) == '+' || at(end + 1) == '-' ? 1 : 0);
    if (source::is_digit(at(exponent))) end = digits_from(exponent);
  }
  return (end == whole_end ? add_whole(end, 10) : add_float(end)) == Step::Done;
}

Lexer::Step Lexer::add_float(std::size_t end) {
  std::string digits(text_.substr(place_, end - place_));
  std::erase(digits, '_');
  double number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (read.ec == std::errc::result_out_of_range) {
    number = digits.find('-') == std::string::npos ? std::numeric_limits<double>::infinity() : 0;
  }
  add(TokenKind::Literal, place_, end);
  tokens_.back().value = Value(number);
  place_ = end;
  return Step::Done;
}

Lexer::Step Lexer::add_whole(std::size_t end, int base) {
  std::string digits(text_.substr(place_ + (base == 10 ? 0 : 2), end - place_ - (base == 10 ? 0 : 2)));
  std::erase(digits, '_');
  std::int64_t number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
  if (digits.empty() || read.ptr != digits.data() + digits.size() || read.ec == std::errc::result_out_of_range) {
    return fail(Code::JinjaSyntax, place_, end, "this number cannot be read",
                read.ec == std::errc::result_out_of_range ? "an int has 64 bits" : "");
  }
  add(TokenKind::Literal, place_, end);
  tokens_.back().value = Value(number);
  place_ = end;
  return Step::Done;
}

void Lexer::take_name() {
  std::size_t end = place_;
  while (continues_name(at(end))) ++end;
  add(TokenKind::Name, place_, end);
  place_ = end;
}

}  // namespace sdg::jinja
