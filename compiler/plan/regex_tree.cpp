#include "compiler/plan/regex_tree.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "compiler/plan/utf8.h"

namespace sdg::plan {
namespace {

using Ranges = CodeRanges;

constexpr int kDeepestGroups = 50;     // groups in groups
constexpr std::uint32_t kOpenEnd = 8;  // `*` and `+` mean so many more
constexpr std::uint32_t kMostTimes = 1000;

std::optional<char32_t> control_character(char32_t letter) {
  static constexpr std::array<std::pair<char32_t, char32_t>, 6> kLetters{
      {{'n', '\n'}, {'t', '\t'}, {'r', '\r'}, {'f', '\f'}, {'v', '\v'}, {'a', '\a'}}};
  const auto found = std::ranges::find(kLetters, letter, &std::pair<char32_t, char32_t>::first);
  return found == kLetters.end() ? std::nullopt : std::optional(found->second);
}

bool is_letter_or_digit(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

bool is_surrogate(char32_t c) { return c >= kSurrogates.first && c <= kSurrogates.last; }

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

RegexTree set_of(Ranges ranges) {
  RegexTree tree;
  tree.kind = RegexTree::Kind::Set;
  tree.ranges = std::move(ranges);
  return tree;
}

bool draws_nothing(const RegexTree& tree) {
  switch (tree.kind) {
    case RegexTree::Kind::Set: return false;
    case RegexTree::Kind::Begin:
    case RegexTree::Kind::End: return true;
    case RegexTree::Kind::Repetition:
      if (tree.most == 0) return true;
      break;
    case RegexTree::Kind::Sequence:
    case RegexTree::Kind::Alternatives: break;
  }
  return std::ranges::all_of(tree.parts, draws_nothing);
}

/// An anchor with text where none may be: before `^`, behind `$`. `begins` and `ends`: whether the tree does the whole.
const RegexTree* misplaced_anchor(const RegexTree& tree, bool begins, bool ends) {
  if (tree.kind == RegexTree::Kind::Begin) return begins ? nullptr : &tree;
  if (tree.kind == RegexTree::Kind::End) return ends ? nullptr : &tree;
  const bool may_repeat = tree.kind == RegexTree::Kind::Repetition && tree.most > 1;
  const bool is_sequence = tree.kind == RegexTree::Kind::Sequence;
  begins &= !may_repeat;
  ends &= !may_repeat;
  for (auto part = tree.parts.begin(); part != tree.parts.end(); ++part) {
    const bool is_first = !is_sequence || std::all_of(tree.parts.begin(), part, draws_nothing);
    const bool is_last = !is_sequence || std::all_of(part + 1, tree.parts.end(), draws_nothing);
    const RegexTree* found = misplaced_anchor(*part, begins && is_first, ends && is_last);
    if (found != nullptr) return found;
  }
  return nullptr;
}

/// Reads an expression from its start. The first mistake is kept, and everything after it reads as empty.
class RegexParser {
 public:
  explicit RegexParser(std::string_view text) : text_(text) {}

  Result<RegexTree, RegexFailure> parse() {
    auto tree = alternatives(0);
    if (at_ < text_.size()) fail("a `)` closes nothing");
    const RegexTree* anchor = misplaced_anchor(tree, true, true);
    if (anchor != nullptr && !multi_line_) fail_unknown(anchor->anchor, " in the middle");
    if (!mistake_.message.empty()) return mistake_;
    return tree;
  }

 private:
  void fail(std::string why) { fail_at(text_, std::move(why)); }
  void fail_at(std::string_view part, std::string why) {
    if (mistake_.message.empty()) mistake_ = {std::move(why), part};
    at_ = text_.size();
  }
  void fail_unknown(std::string_view part, std::string_view where = {}) {
    fail_at(part, fmt::format("no text can be drawn from `{}`{}", part, where));
  }
  /// The last `length` bytes that were read.
  std::string_view just_read(std::size_t length) const { return text_.substr(at_ - length, length); }

  bool at_end() const { return at_ >= text_.size(); }
  bool next_is(char c) const { return !at_end() && text_[at_] == c; }
  bool take(std::string_view part) {
    if (text_.substr(at_, part.size()) != part) return false;
    at_ += part.size();
    return true;
  }
  char32_t take_code_point() {
    const auto point = decode(text_, at_);
    at_ += point.size;
    return point.code;
  }

  RegexTree alternatives(int depth) {
    RegexTree tree;
    tree.kind = RegexTree::Kind::Alternatives;
    do {
      tree.parts.push_back(sequence(depth));
    } while (take("|"));
    return tree.parts.size() == 1 ? std::move(tree.parts.front()) : tree;
  }

  RegexTree sequence(int depth) {
    RegexTree tree;
    while (!at_end() && !next_is('|') && !next_is(')')) {
      if (take("^") || take("\\A")) {
        tree.parts.push_back(anchor_of(RegexTree::Kind::Begin));
      } else if (take("$") || take("\\z")) {
        tree.parts.push_back(anchor_of(RegexTree::Kind::End));
      } else {
        tree.parts.push_back(repeated(atom(depth)));
      }
    }
    return tree;
  }

  RegexTree anchor_of(RegexTree::Kind kind) const {
    RegexTree tree;
    tree.kind = kind;
    tree.anchor = just_read(text_[at_ - 1] == '^' || text_[at_ - 1] == '$' ? 1 : 2);
    return tree;
  }

  RegexTree atom(int depth) {
    if (take("(")) return group(depth + 1);
    if (take("[")) return set_of(bracket());
    if (take(".")) return set_of({kPrintable});
    if (next_is('*') || next_is('+') || next_is('?')) {
      fail("a repetition stands behind nothing");
      return {};
    }
    if (take("\\")) return set_of(escape());
    const auto code = take_code_point();
    return set_of({{code, code}});
  }

  RegexTree group(int depth) {
    if (depth > kDeepestGroups) {
      fail(fmt::format("more than {} groups stand in each other", kDeepestGroups));
      return {};
    }
    bool flags_only = false;
    if (take("?") && !group_head(flags_only)) return {};
    if (flags_only) return {};
    auto tree = alternatives(depth);
    if (!take(")")) fail("a `(` is not closed");
    return tree;
  }

  /// Behind `(?`: `:`, `P<name>`, `<name>`, or flags, which do not matter to a text that is drawn.
  bool group_head(bool& flags_only) {
    if (take("P<") || take("<")) {
      const auto end = text_.find('>', at_);
      if (end == std::string_view::npos || next_is('=') || next_is('!')) return fail_unknown(just_read(3)), false;
      at_ = end + 1;
      return true;
    }
    const std::string_view sign = just_read(2);
    bool turns_off = false;
    for (; !at_end() && std::string_view("imsU-").find(text_[at_]) != std::string_view::npos; ++at_) {
      turns_off |= next_is('-');
      multi_line_ |= next_is('m') && !turns_off;
    }
    flags_only = take(")");
    if (flags_only || take(":")) return true;
    return fail_unknown(sign), false;
  }

  Ranges bracket() {
    const bool negated = take("^");
    Ranges ranges;
    for (bool first = true; first || !next_is(']'); first = false) {
      if (at_end()) return fail("a `[` is not closed"), Ranges{kPrintable};
      if (next_is('[') && text_.substr(at_, 2) == "[:") return fail_unknown(text_.substr(at_, 2)), Ranges{kPrintable};
      auto part = bracket_part();
      ranges.insert(ranges.end(), part.begin(), part.end());
    }
    take("]");
    auto result = negated ? excluded(ranges) : united(std::move(ranges));
    if (result.empty()) fail("a class holds no character");
    return result;
  }

  Ranges bracket_item() {
    if (take("\\")) return escape();
    const auto code = take_code_point();
    return {{code, code}};
  }

  /// `a`, `\d` or `a-z`.
  Ranges bracket_part() {
    auto first = bracket_item();
    const bool is_range = next_is('-') && at_ + 1 < text_.size() && text_[at_ + 1] != ']';
    if (!is_range) return first;
    take("-");
    const auto last = bracket_item();
    if (first.size() != 1 || last.size() != 1 || first[0].first > last[0].first) {
      fail("a range in a class has its ends in the wrong order");
      return first;
    }
    return {{first[0].first, last[0].first}};
  }

  /// Behind a backslash.
  Ranges escape() {
    if (at_end()) return fail("a `\\` stands at the end"), Ranges{kPrintable};
    const auto code = take_code_point();
    if (auto known = named_class(code)) return *std::move(known);
    if (const auto control = control_character(code)) return {{*control, *control}};
    if (code == 'x') return hexadecimal();
    if (is_letter_or_digit(code)) fail_unknown(just_read(2));
    return {{code, code}};
  }

  /// `\x41` or `\x{1F600}`.
  Ranges hexadecimal() {
    const bool braced = take("{");
    const auto end = braced ? text_.find('}', at_) : at_ + 2;
    char32_t code = 0;
    const bool fits = end <= text_.size() && end > at_ && end - at_ <= 6;
    for (; fits && at_ < end; ++at_) {
      const int digit = hex_value(text_[at_]);
      if (digit < 0) break;
      code = code * 16 + static_cast<char32_t>(digit);
    }
    if (!fits || at_ != end || code > 0x10FFFF || is_surrogate(code))
      return fail("`\\x` needs two digits, or some in braces"), Ranges{kPrintable};
    if (braced) take("}");
    return {{code, code}};
  }

  RegexTree repeated(RegexTree tree) {
    std::uint32_t least = 0, most = 0;
    while (quantifier(least, most)) {
      RegexTree repetition;
      repetition.kind = RegexTree::Kind::Repetition;
      repetition.least = least;
      repetition.most = most;
      repetition.parts.push_back(std::move(tree));
      tree = std::move(repetition);
      take("?");  // lazy or greedy makes no difference here
    }
    return tree;
  }

  bool quantifier(std::uint32_t& least, std::uint32_t& most) {
    if (take("*")) return least = 0, most = kOpenEnd, true;
    if (take("+")) return least = 1, most = kOpenEnd, true;
    if (take("?")) return least = 0, most = 1, true;
    return counted(least, most);
  }

  /// `{3}`, `{2,}`, `{2,5}`; any other brace is a character.
  bool counted(std::uint32_t& least, std::uint32_t& most) {
    const auto start = at_;
    if (!take("{") || !number(least)) return at_ = start, false;
    most = least;
    if (take(",") && !number(most)) most = least + kOpenEnd;
    if (!take("}")) return at_ = start, false;
    if (least > most || most > kMostTimes) fail(fmt::format("a repetition goes up to {} times", kMostTimes));
    return true;
  }

  bool number(std::uint32_t& value) {
    const auto start = at_;
    value = 0;
    for (; !at_end() && text_[at_] >= '0' && text_[at_] <= '9'; ++at_) {
      value = std::min(value * 10 + static_cast<std::uint32_t>(text_[at_] - '0'), kMostTimes + 1);
    }
    return at_ > start;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  bool multi_line_ = false;  // an anchor stands between two lines as well
  RegexFailure mistake_;
};

}  // namespace

Result<RegexTree, RegexFailure> parse_regex(std::string_view regex) { return RegexParser(regex).parse(); }

}  // namespace sdg::plan
