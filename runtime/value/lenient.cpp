#include "runtime/value/lenient.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "compiler/plan/text_parts.h"

namespace sdg::value {
namespace {

using plan::Value;
using plan::ValueKind;

constexpr std::string_view kFence = "```";
constexpr std::string_view kThoughtEnd = "</think>";
// Prose is full of brackets that begin nothing; a text made of them must not take quadratic time.
constexpr std::size_t kMostCandidates = 256;

using Found = Result<Value, JsonFailure>;

/// Reasoning models put drafts into their thoughts.
std::string_view after_thoughts(std::string_view reply) {
  const std::size_t end = reply.rfind(kThoughtEnd);
  return end == std::string_view::npos ? reply : reply.substr(end + kThoughtEnd.size());
}

bool fits(const Value& value, std::optional<ValueKind> wanted) { return !wanted || value.kind() == *wanted; }

JsonFailure other_kind(ValueKind wanted) {
  return {wanted == ValueKind::List ? "expected a JSON array" : "expected a JSON object"};
}

Found read_as(std::string_view text, JsonRules rules, std::optional<ValueKind> wanted) {
  auto read = read_json(text, rules);
  if (read && !fits(*read, wanted)) return other_kind(*wanted);
  return read;
}

/// A text that is JSON and nothing else. A scalar is not searched for leniently: a word is more likely prose.
Found read_whole(std::string_view text, std::optional<ValueKind> wanted) {
  auto strict = read_as(text, JsonRules::Strict, wanted);
  if (strict) return strict;
  const bool begins_so = text.starts_with('{') || text.starts_with('[');
  return begins_so ? read_as(text, JsonRules::Lenient, wanted) : std::move(strict);
}

/// What stands in a fence that begins at `fence`, without the line that names the language; `end` is set behind it.
std::string_view fenced(std::string_view text, std::size_t fence, std::size_t& end) {
  std::size_t begin = fence + kFence.size();
  while (begin < text.size() && text[begin] != '\n' && text[begin] != '{' && text[begin] != '[') ++begin;
  const std::size_t close = text.find(kFence, begin);
  end = close == std::string_view::npos ? text.size() : close + kFence.size();
  return plan::trimmed(text.substr(begin, close == std::string_view::npos ? close : close - begin));
}

/// The last fence that holds JSON: models that show steps end with the result. Cut where that fence has no end.
std::optional<Found> find_in_fences(std::string_view text, std::optional<ValueKind> wanted) {
  std::optional<Found> found;
  std::size_t end = 0;
  for (std::size_t at = text.find(kFence); at != std::string_view::npos; at = text.find(kFence, end)) {
    auto read = read_whole(fenced(text, at, end), wanted);
    const bool cut_off = !read && read.failure().cut && end == text.size();
    if (read || cut_off) found.emplace(std::move(read));
  }
  return found;
}

/// The longest value in prose. One that breaks off with the text ends the search: what lies inside it is a part.
Found find_in_prose(std::string_view text, std::optional<ValueKind> wanted) {
  std::optional<Value> longest;
  std::size_t longest_size = 0, candidates = 0;
  JsonFailure first{"there is no JSON in the reply"};
  for (std::size_t at = text.find_first_of("{["); at != std::string_view::npos; at = text.find_first_of("{[", at)) {
    if (++candidates > kMostCandidates) break;
    auto read = plan::read_json_prefix(text.substr(at), JsonRules::Lenient);
    if (!read && read.failure().cut) return read.take_failure();
    if (!read) {
      if (candidates == 1) first = read.failure();
      ++at;
      continue;
    }
    if (!fits(read->value, wanted)) {
      first = other_kind(*wanted);
    } else if (read->end > longest_size) {
      longest_size = read->end;
      longest = std::move(read->value);
    }
    at += read->end;
  }
  if (longest) return std::move(*longest);
  return first;
}

}  // namespace

Result<Value, JsonFailure> find_json(std::string_view reply, std::optional<ValueKind> wanted) {
  const std::string_view text = plan::trimmed(after_thoughts(reply));
  if (text.empty()) return JsonFailure{"the reply is empty"};
  auto whole = read_whole(text, wanted);
  if (whole) return whole;
  const bool is_cut_json = whole.failure().cut && (text[0] == '{' || text[0] == '[');
  if (is_cut_json) return whole;
  if (auto in_fence = find_in_fences(text, wanted)) return std::move(*in_fence);
  return find_in_prose(text, wanted);
}

}  // namespace sdg::value
