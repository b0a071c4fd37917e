#include "compiler/plan/text_parts.h"

#include "compiler/plan/utf8.h"

namespace sdg::plan {
namespace {

/// Where the code point that ends at `end` begins.
std::size_t begin_of_last(std::string_view text, std::size_t end) {
  std::size_t begin = end - 1;
  for (std::size_t back = 1; back <= 4 && back <= end; ++back) {
    const CodePoint point = decode(text.substr(0, end), end - back);
    if (point.valid && point.size == back) begin = end - back;
  }
  return begin;
}

template <class Drops>
std::string_view trimmed_while(std::string_view text, Drops drops) {
  while (!text.empty()) {
    const CodePoint first = decode(text, 0);
    if (!drops(first.code)) break;
    text.remove_prefix(first.size);
  }
  while (!text.empty()) {
    const std::size_t last = begin_of_last(text, text.size());
    if (!drops(decode(text, last).code)) break;
    text = text.substr(0, last);
  }
  return text;
}

bool holds(std::string_view characters, char32_t code) {
  for (std::size_t at = 0; at < characters.size();) {
    const CodePoint point = decode(characters, at);
    if (point.code == code) return true;
    at += point.size;
  }
  return false;
}

std::vector<std::size_t> code_point_starts(std::string_view text) {
  std::vector<std::size_t> starts;
  for (std::size_t at = 0; at < text.size(); at += decode(text, at).size) starts.push_back(at);
  return starts;
}

}  // namespace

std::string_view trimmed(std::string_view text) { return trimmed_while(text, is_blank); }

std::string_view trimmed_of(std::string_view text, std::string_view characters) {
  return trimmed_while(text, [&](char32_t code) { return holds(characters, code); });
}

std::vector<std::string_view> split_at_blanks(std::string_view text) {
  std::vector<std::string_view> words;
  std::size_t begin = 0, at = 0;
  while (at < text.size()) {
    const CodePoint point = decode(text, at);
    if (is_blank(point.code)) {
      if (at > begin) words.push_back(text.substr(begin, at - begin));
      begin = at + point.size;
    }
    at += point.size;
  }
  if (at > begin) words.push_back(text.substr(begin));
  return words;
}

std::vector<std::string_view> split_at(std::string_view text, std::string_view separator) {
  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t at = text.find(separator); at != std::string_view::npos; at = text.find(separator, begin)) {
    parts.push_back(text.substr(begin, at - begin));
    begin = at + separator.size();
  }
  parts.push_back(text.substr(begin));
  return parts;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const std::size_t end = text.find_first_of("\r\n");
    lines.push_back(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + (text.substr(end).starts_with("\r\n") ? 2 : 1));
  }
  return lines;
}

std::vector<std::string_view> chunks(std::string_view text, std::size_t size, std::size_t overlap) {
  std::vector<std::string_view> pieces;
  const auto starts = code_point_starts(text);
  for (std::size_t first = 0; first < starts.size(); first += size - overlap) {
    const bool is_last = starts.size() - first <= size;
    const std::size_t end = is_last ? text.size() : starts[first + size];
    pieces.push_back(text.substr(starts[first], end - starts[first]));
    if (is_last) break;
  }
  return pieces;
}

}  // namespace sdg::plan
