#include "compiler/jinja/lexer.h"

#include <algorithm>

#include "compiler/plan/utf8.h"

namespace sdg::jinja {

using diag::Code;

namespace {

/// A file ends with a line break that nobody means to print.
std::string_view without_last_line_break(std::string_view text) {
  if (text.ends_with("\r\n")) return text.substr(0, text.size() - 2);
  if (text.ends_with('\n') || text.ends_with('\r')) return text.substr(0, text.size() - 1);
  return text;
}

bool is_line_break(char sign) { return sign == '\n' || sign == '\r'; }

std::string_view without_blanks_at_end(std::string_view text) {
  std::size_t end = 0;
  for (std::size_t at = 0; at < text.size();) {
    const plan::CodePoint point = plan::decode(text, at);
    at += point.size;
    if (!plan::is_blank(point.code)) end = at;
  }
  return text.substr(0, end);
}

bool is_all_blank(std::string_view text) { return without_blanks_at_end(text).empty(); }

}  // namespace

std::string with_plain_line_breaks(std::string_view text) {
  std::string plain;
  plain.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') continue;
    plain += text[i] == '\r' ? '\n' : text[i];
  }
  return plain;
}

Lexer::Lexer(std::string_view text, source::FileId file, const Options& options, diag::DiagSink& diags)
    : text_(options.keep_trailing_newline ? text : without_last_line_break(text)),
      file_(file),
      options_(options),
      diags_(diags) {}

std::vector<Token> Lexer::run() {
  while (place_ < text_.size()) {
    const std::size_t open = find_tag(place_);
    if (open == text_.size()) {
      add_text(open, '\0', true);
      break;
    }
    const bool is_print = text_[open + 1] == '{';
    add_text(open, at(open + 2), is_print);
    Step step = Step::Done;
    if (text_[open + 1] == '#') {
      step = take_comment(open);
    } else if (const auto body = is_print ? std::nullopt : end_of_word_tag(open, "raw")) {
      step = take_raw(open, *body);
    } else {
      step = take_tag(open, is_print);
    }
    if (step == Step::Broken) return {};
  }
  add(TokenKind::End, text_.size(), text_.size());
  return std::move(tokens_);
}

/// The next `{%`, `{{` or `{#`, or the end.
std::size_t Lexer::find_tag(std::size_t from) const {
  for (std::size_t open = text_.find('{', from); open != std::string_view::npos; open = text_.find('{', open + 1)) {
    const char second = at(open + 1);
    if (second == '%' || second == '{' || second == '#') return open;
  }
  return text_.size();
}

/// The text up to a tag. The tag's own sign trims it: `-` all blanks, and without `+` perhaps those before a block.
void Lexer::add_text(std::size_t end, char sign, bool is_print) {
  std::string_view text = text_.substr(place_, end - place_);
  if (sign == '-') {
    text = without_blanks_at_end(text);
  } else if (sign != '+' && options_.lstrip_blocks && !is_print) {
    const auto line = std::find_if(text.rbegin(), text.rend(), is_line_break);
    const auto begin = static_cast<std::size_t>(text.rend() - line);
    const bool begins_line = begin > 0 || place_ == 0 || is_line_break(text_[place_ - 1]);
    if (begins_line && is_all_blank(text.substr(begin))) text = text.substr(0, begin);
  }
  if (text.empty()) return;
  tokens_.push_back({TokenKind::Text, span(place_, place_ + text.size()), with_plain_line_breaks(text), {}});
}

Lexer::Step Lexer::take_comment(std::size_t open) {
  const std::size_t inside = open + 2 + (at(open + 2) == '-' || at(open + 2) == '+' ? 1 : 0);
  const std::size_t close = text_.find("#}", inside);
  if (close == std::string_view::npos) {
    return fail(Code::JinjaUnclosed, open, open + 2, "this comment is never closed", "no `#}` follows");
  }
  const char sign = close > inside ? text_[close - 1] : '\0';
  place_ = after_block(close + 2, sign);
  return Step::Done;
}

/// `{% raw %}` up to `{% endraw %}`: text, whatever it looks like.
Lexer::Step Lexer::take_raw(std::size_t open, std::size_t body) {
  place_ = body;
  for (std::size_t end = text_.find("{%", body); end != std::string_view::npos; end = text_.find("{%", end + 2)) {
    const auto after = end_of_endraw(end);
    if (!after) continue;
    add_text(end, at(end + 2), false);
    place_ = *after;
    return Step::Done;
  }
  return fail(Code::JinjaUnclosed, open, body, "this `raw` is never closed", "no `{% endraw %}` follows");
}

/// Where the text behind `{% raw %}` begins, if that is what stands at `open`.
std::optional<std::size_t> Lexer::end_of_word_tag(std::size_t open, std::string_view word) const {
  std::size_t place = open + 2;
  if (at(place) == '-' || at(place) == '+') ++place;
  place = skip_blanks(place);
  if (!starts(place, word)) return {};
  place = skip_blanks(place + word.size());
  if (starts(place, "-%}")) return skip_blanks(place + 3);
  if (starts(place, "%}")) return place + 2;
  return {};
}

std::optional<std::size_t> Lexer::end_of_endraw(std::size_t open) const {
  std::size_t place = open + 2;
  if (at(place) == '-' || at(place) == '+') ++place;
  place = skip_blanks(place);
  if (!starts(place, "endraw")) return {};
  place = skip_blanks(place + 6);
  if (starts(place, "%}")) return after_block(place + 2, '\0');
  if (starts(place, "-%}") || starts(place, "+%}")) return after_block(place + 3, text_[place]);
  return {};
}

/// Behind a block or comment that ends at `end`: `-` takes the blanks that follow, trim_blocks one line break.
std::size_t Lexer::after_block(std::size_t end, char sign) const {
  if (sign == '-') return skip_blanks(end);
  if (sign == '+' || !options_.trim_blocks) return end;
  if (starts(end, "\r\n")) return end + 2;
  return is_line_break(at(end)) && end < text_.size() ? end + 1 : end;
}

std::size_t Lexer::skip_blanks(std::size_t from) const {
  while (const std::size_t size = blank_size(from)) from += size;
  return from;
}

/// The bytes of the blank at a place, or 0.
std::size_t Lexer::blank_size(std::size_t from) const {
  if (from >= text_.size()) return 0;
  const plan::CodePoint point = plan::decode(text_, from);
  return plan::is_blank(point.code) ? point.size : 0;
}

void Lexer::add(TokenKind kind, std::size_t begin, std::size_t end) {
  tokens_.push_back({kind, span(begin, end), std::string(text_.substr(begin, end - begin)), {}});
}

Lexer::Step Lexer::fail(Code code, std::size_t begin, std::size_t end, std::string message, std::string label) {
  diags_.report(code, span(begin, end), std::move(message), std::move(label));
  return Step::Broken;
}

std::vector<Token> lex(const source::SourceMap& sources, source::FileId file, const Options& options,
                       diag::DiagSink& diags) {
  return Lexer(sources[file].text(), file, options, diags).run();
}

}  // namespace sdg::jinja
