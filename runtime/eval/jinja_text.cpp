#include "runtime/eval/jinja_text.h"

#include <algorithm>
#include <utility>

#include "compiler/plan/letter_case.h"
#include "compiler/plan/utf8.h"

namespace sdg::eval {
namespace {

using plan::CodePoint;

bool is_in(std::string_view characters, std::string_view character) {
  for (std::size_t at = 0; at < characters.size();) {
    const std::size_t size = plan::decode(characters, at).size;
    if (characters.substr(at, size) == character) return true;
    at += size;
  }
  return false;
}

bool is_line_end(char32_t code) {
  return (code >= 0x0a && code <= 0x0d) || (code >= 0x1c && code <= 0x1e) || code == 0x85 || code == 0x2028 ||
         code == 0x2029;
}

/// A letter, digit or underscore; beyond ASCII whatever is no blank, sign or symbol of the common blocks.
bool is_word_sign(char32_t code) {
  if (code < 0x80) {
    const char sign = static_cast<char>(code);
    return (sign >= '0' && sign <= '9') || (sign >= 'A' && sign <= 'Z') || (sign >= 'a' && sign <= 'z') || sign == '_';
  }
  if (code < 0xc0)
    return code == 0xaa || code == 0xb2 || code == 0xb3 || code == 0xb5 || code == 0xb9 || code == 0xba ||
           (code >= 0xbc && code <= 0xbe);
  if (code == 0xd7 || code == 0xf7) return false;
  const bool is_sign =
      (code >= 0x2000 && code <= 0x206f) || (code >= 0x20a0 && code <= 0x20cf) || (code >= 0x2190 && code <= 0x245f) ||
      (code >= 0x2500 && code <= 0x2bff) || (code >= 0x3000 && code <= 0x3004) || (code >= 0x3008 && code <= 0x3020) ||
      (code >= 0xfe10 && code <= 0xfe6f) || (code >= 0xff01 && code <= 0xff0f) || (code >= 0x1f000 && code <= 0x1faff);
  return !is_sign && !plan::is_blank(code);
}

}  // namespace

std::string escape_html(std::string_view text) {
  std::string out;
  for (const char sign : text) {
    switch (sign) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '\'': out += "&#39;"; break;
      case '"': out += "&#34;"; break;
      default: out += sign;
    }
  }
  return out;
}

std::string escape_html(const JinjaValue& value) {
  return value.is_markup() ? value.text() : escape_html(print(value));
}

std::string_view strip(std::string_view text, std::optional<std::string_view> characters, bool left, bool right) {
  const auto goes = [&](std::size_t at, const CodePoint& point) {
    return characters ? is_in(*characters, text.substr(at, point.size)) : plan::is_blank(point.code);
  };
  std::size_t begin = text.size(), end = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = plan::decode(text, at);
    if (!goes(at, point)) {
      begin = std::min(begin, at);
      end = at + point.size;
    }
    at += point.size;
  }
  if (!left) begin = 0;
  if (!right) end = text.size();
  return begin < end ? text.substr(begin, end - begin) : std::string_view();
}

std::string replace_all(std::string_view text, std::string_view old, std::string_view by, std::int64_t most) {
  std::string out;
  std::size_t at = 0;
  while (at < text.size() && most != 0 && out.size() <= kMostText) {
    if (old.empty()) {
      const std::size_t size = plan::decode(text, at).size;
      out.append(by).append(text.substr(at, size));
      at += size;
    } else {
      const std::size_t next = text.find(old, at);
      if (next == std::string_view::npos) break;
      out.append(text.substr(at, next - at)).append(by);
      at = next + old.size();
    }
    --most;
  }
  out.append(text.substr(at));
  if (old.empty() && most != 0) out.append(by);
  return out;
}

JinjaItems split_text(std::string_view text, std::optional<std::string_view> separator, std::int64_t most) {
  JinjaItems parts;
  if (separator) {
    for (auto next = text.find(*separator); next != std::string_view::npos && most != 0; next = text.find(*separator)) {
      parts.emplace_back(std::string(text.substr(0, next)));
      text.remove_prefix(next + separator->size());
      --most;
    }
    parts.emplace_back(std::string(text));
    return parts;
  }
  for (text = strip(text, {}, true, false); !text.empty(); text = strip(text, {}, true, false)) {
    if (most-- == 0) {
      parts.emplace_back(std::string(text));
      break;
    }
    std::size_t end = 0;
    while (end < text.size() && !plan::is_blank(plan::decode(text, end).code)) end += plan::decode(text, end).size;
    parts.emplace_back(std::string(text.substr(0, end)));
    text.remove_prefix(end);
  }
  return parts;
}

std::vector<std::string> split_lines(std::string_view text) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = plan::decode(text, at);
    std::size_t next = at + point.size;
    if (is_line_end(point.code)) {
      if (point.code == U'\r' && text.substr(next, 1) == "\n") ++next;
      lines.emplace_back(text.substr(begin, at - begin));
      begin = next;
    }
    at = next;
  }
  if (begin < text.size()) lines.emplace_back(text.substr(begin));
  return lines;
}

std::int64_t count_words(std::string_view text) {
  std::int64_t words = 0;
  bool inside = false;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint point = plan::decode(text, at);
    const bool is_word = is_word_sign(point.code);
    words += is_word && !inside;
    inside = is_word;
    at += point.size;
  }
  return words;
}

std::string join_texts(const JinjaItems& items, std::string_view separator) {
  std::string text;
  for (std::size_t i = 0; i < items.size() && text.size() <= kMostText; ++i) {
    text.append(i > 0 ? separator : std::string_view()).append(print(items[i]));
  }
  return text;
}

namespace {

/// Every `open … close` taken out; one that is never closed stays.
std::string without(std::string_view text, std::string_view open, std::string_view close) {
  std::string out;
  while (true) {
    const auto begin = text.find(open);
    const auto end = begin == std::string_view::npos ? begin : text.find(close, begin + open.size());
    if (end == std::string_view::npos) return out.append(text);
    out.append(text.substr(0, begin));
    text.remove_prefix(end + close.size());
  }
}

constexpr std::pair<std::string_view, std::string_view> kEntities[] = {
    {"&lt;", "<"},  {"&gt;", ">"},        {"&#34;", "\""}, {"&quot;", "\""},
    {"&#39;", "'"}, {"&nbsp;", "\u00a0"}, {"&amp;", "&"}};

}  // namespace

std::string strip_tags(std::string_view text) {
  std::string plain = without(without(text, "<!--", "-->"), "<", ">");
  plain = join_texts(split_text(plain, {}, -1), " ");
  for (const auto& [written, meant] : kEntities) plain = replace_all(plain, written, meant, -1);
  return plain;
}

std::string encode_url(std::string_view text, bool is_query) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char sign : text) {
    const auto byte = static_cast<unsigned char>(sign);
    const bool is_plain = byte < 0x80 && (is_word_sign(byte) || sign == '-' || sign == '.' || sign == '~');
    if (is_plain || (!is_query && sign == '/')) {
      out += sign;
    } else if (is_query && sign == ' ') {
      out += '+';
    } else {
      out.append("%").append(1, kHex[byte >> 4]).append(1, kHex[byte & 15]);
    }
  }
  return out;
}

}  // namespace sdg::eval
