#include <algorithm>

#include "compiler/source/ascii.h"
#include "compiler/syntax/builder.h"

// Documentation: which comments document what.
namespace sdg::syntax {
namespace {

bool is_doc(std::string_view comment) { return comment.starts_with("##") && !comment.starts_with("##!"); }

/// Without the signs and the one blank behind them.
std::string_view doc_text(std::string_view comment, std::size_t signs) {
  comment.remove_prefix(signs);
  if (comment.starts_with(' ')) comment.remove_prefix(1);
  while (!comment.empty() && (comment.back() == ' ' || comment.back() == '\t')) comment.remove_suffix(1);
  return comment;
}

/// Where the blanks and line breaks before `at` begin.
std::uint32_t before_spaces(std::string_view text, std::uint32_t at) {
  while (at > 0 && source::is_blank(text[at - 1])) --at;
  return at;
}

/// The comment behind the code that ends at `end`, past the comma or the brace that may follow it.
std::string_view comment_behind(std::string_view text, std::uint32_t end) {
  const char* const file_end = text.data() + text.size();
  const char* at = grammar::skip_blanks(text.data() + end, file_end);
  if (at != file_end && *at == ',') at = grammar::skip_blanks(at + 1, file_end);
  if (at == file_end || *at != '#') return {};
  return {at, static_cast<std::size_t>(grammar::skip_comment(at, file_end) - at)};
}

}  // namespace

void Builder::add_comment(const char* begin, const char* end) {
  const Span place = span(begin, end);
  // Looking ahead may pass the same comment more than once.
  if (!file.comments.empty() && file.comments.back().span.end >= place.end) return;
  const std::uint32_t before = before_spaces(text_, place.begin);
  const bool first = before == 0 || text_.substr(0, before) == "\xEF\xBB\xBF";
  const bool own_line = first || text_.substr(before, place.begin - before).find('\n') != std::string_view::npos;
  file.comments.push_back({place, own_line});
}

std::string_view Builder::docs(std::uint32_t begin, std::uint32_t end) {
  auto above = file.comments.end();
  while (above != file.comments.begin() && std::prev(above)->span.begin >= begin) --above;
  auto first = above;
  std::uint32_t at = before_spaces(text_, begin);
  // A comment keeps the blanks at its end, which nobody sees.
  const auto ends_at = [&](const Comment& comment) { return before_spaces(text_, comment.span.end) == at; };
  while (first != file.comments.begin() && ends_at(*std::prev(first)) && std::prev(first)->own_line) {
    --first;
    at = before_spaces(text_, first->span.begin);
  }
  std::string_view only;
  scratch.clear();
  const auto add = [&](std::string_view comment) {
    const std::string_view words = doc_text(comment, 2);
    if (only.data() == nullptr) {
      only = words;
      return;
    }
    if (scratch.empty()) scratch = only;
    scratch += '\n';
    scratch += words;
  };
  for (auto comment = first; comment != above; ++comment) {
    if (is_doc(text(comment->span))) add(text(comment->span));
  }
  if (const auto behind = comment_behind(text_, end); is_doc(behind)) add(behind);
  return scratch.empty() ? only : file.arena.copy(scratch);
}

std::string_view Builder::file_docs() {
  scratch.clear();
  for (const Comment& comment : file.comments) {
    if (!comment.own_line || !text(comment.span).starts_with("##!")) continue;
    if (!scratch.empty()) scratch += '\n';
    scratch += doc_text(text(comment.span), 3);
  }
  return file.arena.copy(scratch);
}

}  // namespace sdg::syntax
