#include "runtime/eval/regex_text.h"

#include <fmt/format.h>

#include "compiler/plan/regex_tree.h"
#include "compiler/plan/utf8.h"

namespace sdg::eval {
namespace {

constexpr std::size_t kLongestText = 100'000;  // bytes

char32_t draw_code_point(const plan::CodeRanges& ranges, Stream& stream) {
  std::uint64_t count = 0;
  for (const auto& range : ranges) count += range.last - range.first + 1;
  auto place = stream.below(count);
  for (const auto& range : ranges) {
    const std::uint64_t size = range.last - range.first + 1;
    if (place < size) return range.first + static_cast<char32_t>(place);
    place -= size;
  }
  return ranges.back().last;
}

/// Whether the text stayed within bounds.
bool append_matching(std::string& out, const plan::RegexTree& tree, Stream& stream) {
  switch (tree.kind) {
    case plan::RegexTree::Kind::Set: plan::append_code_point(out, draw_code_point(tree.ranges, stream)); break;
    case plan::RegexTree::Kind::Begin:
    case plan::RegexTree::Kind::End: break;
    case plan::RegexTree::Kind::Sequence:
      for (const auto& part : tree.parts) {
        if (!append_matching(out, part, stream)) return false;
      }
      break;
    case plan::RegexTree::Kind::Alternatives:
      return append_matching(out, tree.parts[stream.below(tree.parts.size())], stream);
    case plan::RegexTree::Kind::Repetition:
      for (auto times = stream.between(tree.least, tree.most); times > 0; --times) {
        if (!append_matching(out, tree.parts.front(), stream)) return false;
      }
      break;
  }
  return out.size() <= kLongestText;
}

}  // namespace

Result<std::string> text_matching(std::string_view regex, Stream& stream) {
  auto tree = plan::parse_regex(regex);
  if (!tree) return Failure{fmt::format("`pattern(/{}/)`: {}", regex, tree.failure().message)};
  std::string text;
  if (!append_matching(text, *tree, stream)) {
    return Failure{fmt::format("`pattern(/{}/)` drew a text of more than {} bytes", regex, kLongestText)};
  }
  return text;
}

}  // namespace sdg::eval
