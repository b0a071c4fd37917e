#include "compiler/format/token_reader.h"

#include <algorithm>
#include <utility>

namespace sdg::format {
namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

std::string_view without_blanks_at_end(std::string_view text) {
  const auto last = text.find_last_not_of(" \t\r");
  return text.substr(0, last == text.npos ? 0 : last + 1);
}

}  // namespace

TokenReader::TokenReader(std::string_view text) : text_(text), line_breaks_(1) {
  if (text_.starts_with(kByteOrderMark)) at_ = kByteOrderMark.size();
}

std::uint32_t TokenReader::position() {
  read_gap();
  return at_;
}

bool TokenReader::at(std::string_view token) { return text_.substr(position()).starts_with(token); }

bool TokenReader::at_end() { return position() == text_.size(); }

std::string_view TokenReader::take(std::uint32_t end) {
  const std::uint32_t begin = at_;
  move_to(end);
  return text_.substr(begin, end - begin);
}

void TokenReader::skip(std::string_view token) {
  at_ = token_end_ = position() + static_cast<std::uint32_t>(token.size());
  line_breaks_ = 0;
}

void TokenReader::move_to(std::uint32_t position) {
  at_ = token_end_ = position;
  gap_ = {};
  line_breaks_ = 0;
}

Gap& TokenReader::gap() {
  read_gap();
  return gap_;
}

Gap TokenReader::take_gap() {
  read_gap();
  line_breaks_ = 0;
  return std::exchange(gap_, {});
}

void TokenReader::read_gap() {
  for (; at_ < text_.size(); ++at_) {
    switch (text_[at_]) {
      case ' ':
      case '\t':
      case '\r': break;
      case '\n':
        ++line_breaks_;
        gap_.line_break = true;
        gap_.blank_line |= line_breaks_ > 1;
        break;
      case '#': read_comment(); break;
      default: return;
    }
  }
}

void TokenReader::read_comment() {
  const auto end = std::min(text_.find('\n', at_), text_.size());
  const std::string_view text = without_blanks_at_end(text_.substr(at_, end - at_));
  gap_.comments.push_back({text, at_, line_breaks_ > 0, gap_.blank_line});
  gap_.blank_line = false;
  line_breaks_ = 0;
  at_ = static_cast<std::uint32_t>(end) - 1;  // the loop goes on with the line break
}

}  // namespace sdg::format
