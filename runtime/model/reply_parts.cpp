#include "runtime/model/reply_parts.h"

#include <algorithm>

#include "runtime/model/url.h"

namespace sdg::model {
namespace {

constexpr std::string_view kBlanks = " \t\r\n";
constexpr std::string_view kFence = "```";

bool equal_but_for_case(char a, char b) {
  const auto low = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return low(a) == low(b);
}

std::size_t find_mark(std::string_view text, std::string_view mark, std::size_t from) {
  if (const auto exact = text.find(mark, from); exact != std::string_view::npos) return exact;
  const auto rest = text.substr(std::min(from, text.size()));
  const auto found = std::search(rest.begin(), rest.end(), mark.begin(), mark.end(), equal_but_for_case);
  return found == rest.end() ? std::string_view::npos : from + static_cast<std::size_t>(found - rest.begin());
}

/// A block between fences: its language as written behind the first, and what stands inside.
struct Block {
  std::string language;
  std::string_view code;
};

/// The block whose fence stands first at or after `from`, which is moved behind it. A fence that is never closed
/// encloses the rest.
std::optional<Block> next_block(std::string_view text, std::size_t& from) {
  const auto open = text.find(kFence, from);
  if (open == std::string_view::npos) return std::nullopt;
  const auto line_end = std::min(text.find('\n', open), text.size());
  // ```SELECT 1``` on one line has no room for a language.
  if (const auto inner = text.find(kFence, open + kFence.size()); inner < line_end) {
    from = inner + kFence.size();
    return Block{{}, text.substr(open + kFence.size(), inner - open - kFence.size())};
  }
  const auto info = without_blanks(text.substr(open + kFence.size(), line_end - open - kFence.size()));
  const auto begin = std::min(line_end + 1, text.size());
  const auto close = text.find("\n```", line_end);
  const auto end = close == std::string_view::npos ? text.size() : close;
  from = close == std::string_view::npos ? text.size() : close + 1 + kFence.size();
  return Block{lower_case(info.substr(0, info.find_first_of(" {:,"))),
               text.substr(begin, end > begin ? end - begin : 0)};
}

}  // namespace

std::string_view without_blanks(std::string_view text) {
  const auto begin = text.find_first_not_of(kBlanks);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kBlanks) - begin + 1);
}

std::vector<Part> find_sections(std::string_view text, const std::vector<std::string>& marks) {
  std::vector<Part> parts(marks.size());
  std::size_t from = 0;
  std::optional<std::size_t> open;  // the section that the text at `from` belongs to
  for (std::size_t i = 0; i < marks.size(); ++i) {
    const auto at = find_mark(text, marks[i], from);
    if (at == std::string_view::npos) continue;
    if (open) parts[*open] = without_blanks(text.substr(from, at - from));
    open = i;
    from = at + marks[i].size();
  }
  if (open) parts[*open] = without_blanks(text.substr(from));
  return parts;
}

std::vector<Part> find_tags(std::string_view text, const std::vector<std::string>& names) {
  std::vector<Part> parts;
  for (const auto& name : names) {
    const auto open = "<" + name + ">", close = "</" + name + ">";
    const auto begin = find_mark(text, open, 0);
    const auto end = begin == std::string_view::npos ? begin : find_mark(text, close, begin + open.size());
    if (end == std::string_view::npos) {
      parts.emplace_back(std::nullopt);
    } else {
      parts.emplace_back(without_blanks(text.substr(begin + open.size(), end - begin - open.size())));
    }
  }
  return parts;
}

std::string_view find_code(std::string_view text, std::string_view language) {
  const auto wanted = lower_case(language);
  std::optional<std::string_view> first;
  std::size_t from = 0;
  while (const auto block = next_block(text, from)) {
    if (!wanted.empty() && block->language == wanted) return block->code;
    if (!first) first = block->code;
  }
  return first.value_or(without_blanks(text));
}

}  // namespace sdg::model
