#include "grammar/resync.hpp"

#include <algorithm>
#include <string_view>

namespace sdg::grammar {
namespace {

std::string_view word_at(const char* at, const char* end) {
  if (at == end || !is_word_start(*at)) return {};
  return {at, static_cast<std::size_t>(end_of_word(at, end) - at)};
}

bool three_quotes(const char* at, const char* end) {
  return end - at > 2 && at[0] == '"' && at[1] == '"' && at[2] == '"';
}

const char* line_end(const char* at, const char* end) { return skip_comment(at, end); }

/// How far the line that `at` stands on is indented; a tab counts as one.
std::ptrdiff_t indentation(const char* file, const char* at) {
  const char* begin = begin_of_line(file, at);
  return skip_blanks(begin, at) - begin;
}

bool closes(char c) { return c == ')' || c == ']' || c == '}'; }

/// How many brackets of each kind are open. A closing one of another kind leaves the others as they are.
class OpenBrackets {
 public:
  void see(char c) {
    constexpr std::string_view kOpeners = "([{";
    if (const auto kind = kOpeners.find(c); kind != kOpeners.npos) ++open_[kind];
    if (closed_by(c)) --open_[kind_of(c)];
  }
  bool closed_by(char c) const { return closes(c) && open_[kind_of(c)] > 0; }
  bool any() const { return open_[0] > 0 || open_[1] > 0 || open_[2] > 0; }

 private:
  static std::size_t kind_of(char closer) { return closer == ')' ? 0 : closer == ']' ? 1 : 2; }

  int open_[3] = {};
};

/// A name with its sign, as a column, a setting or a field has it.
bool assignment_begins(const char* at, const char* end) {
  const std::string_view word = word_at(at, end);
  if (word.empty()) return at != end && *at == '`';
  const char* sign = skip_blanks(at + word.size(), end);
  if (sign == end) return false;
  return *sign == ':' || (*sign == '=' && (sign + 1 == end || sign[1] != '='));
}

bool line_word_begins(const char* at, const char* end) {
  const std::string_view word = word_at(at, end);
  return is_keyword(word, KeywordCategory::DatasetLine) || is_keyword(word, KeywordCategory::GeneratorLine) ||
         is_keyword(word, KeywordCategory::TestLine) || word == "model";
}

bool unit_begins(const char* at, const char* end, Unit unit) {
  if (unit == Unit::Declaration) return declaration_begins(at, end);
  return assignment_begins(at, end) || line_word_begins(at, end) || declaration_begins(at, end);
}

/// Whether the line at `at` belongs to what stands above it by the sign or word it begins with.
bool continues(const char* at, const char* end) {
  if (assignment_begins(at, end)) return false;
  const InfixToken token = read_infix(at, end);
  return token.infix != Infix::None && token.infix != Infix::Subtract;
}

/// Over one string, comment or character.
const char* step(const char* at, const char* end) {
  if (*at == '#') return skip_comment(at, end);
  if (*at == '"' || (*at == 'r' && at + 1 != end && at[1] == '"')) return end_of_string(at, end);
  return at + 1;
}

}  // namespace

bool declaration_begins(const char* at, const char* end) {
  const std::string_view word = word_at(at, end);
  if (!is_keyword(word, KeywordCategory::Declaration)) return false;
  const char* next = skip_blanks(at + word.size(), end);
  if (next == end) return false;
  if (word == "test" || (word == "use" && *next == '"')) return *next == '"';
  const std::string_view name = word_at(next, end);
  if (name.empty() && *next != '`') return false;
  if (word != "model") return true;
  // In a generator `model writer` is a line: only with its `=` is it a declaration.
  const char* sign = skip_blanks(next + name.size(), end);
  return sign != end && *sign == '=';
}

const char* end_of_string(const char* at, const char* end) {
  const bool is_raw = *at == 'r';
  if (is_raw) ++at;
  const bool is_long = three_quotes(at, end);
  const char* body = at + (is_long ? 3 : 1);
  for (const char* next = body; next != end; ++next) {
    if (!is_long && line_break_length(next, end) != 0) return next;
    if (is_long ? three_quotes(next, end) : *next == '"') return next + (is_long ? 3 : 1);
    if (*next == '\\' && !is_raw && next + 1 != end) ++next;
  }
  return is_long ? line_end(body, end) : end;
}

const char* end_of_braces(const char* at, const char* end, bool long_string) {
  const char* quote = nullptr;
  int depth = 1;
  for (const char* next = at; next != end; ++next) {
    if (long_string ? three_quotes(next, end) : line_break_length(next, end) != 0) return quote ? quote : next;
    if (!long_string && !quote && *next == '"') quote = next;
    if (*next == '{') ++depth;
    if (*next == '}' && --depth == 0) return next + 1;
  }
  return quote ? quote : end;
}

const char* end_of_tag(const char* at, const char* end, bool long_string) {
  const char* quote = nullptr;
  for (const char* next = at; next != end; ++next) {
    const std::string_view two(next, static_cast<std::size_t>(std::min<std::ptrdiff_t>(2, end - next)));
    if (two == "%}") return next + 2;
    if (long_string ? three_quotes(next, end) : line_break_length(next, end) != 0) return quote ? quote : next;
    if (!long_string && !quote && *next == '"') quote = next;
    if (two == "{%") return next;
  }
  return quote ? quote : end;
}

const char* begin_of_line(const char* file, const char* at) {
  while (at != file && at[-1] != '\n') --at;
  return at;
}

const char* end_of_unit(const char* file, const char* at, const char* end, Unit unit) {
  const auto base = indentation(file, at);
  OpenBrackets brackets;
  const char* last = at;  // behind the last thing that was not blank
  while (at != end) {
    if (const int length = line_break_length(at, end)) {
      const char* next = skip_lines(at + length, end);
      if (next == end) return last;
      const bool deeper_line = indentation(file, next) > base;
      const bool closing = brackets.closed_by(*next) || (closes(*next) && unit == Unit::Declaration);
      const bool goes_on = continues(next, end) || (brackets.any() && !closes(*next) && !unit_begins(next, end, unit));
      if (!deeper_line && !closing && !goes_on) return last;
      at = next;
      continue;
    }
    const char* next = step(at, end);
    // The brace of the block around this unit is not part of it.
    if (*at == '}' && !brackets.closed_by('}') && unit != Unit::Declaration) return last;
    brackets.see(*at);
    if (*at != ' ' && *at != '\t' && *at != '#') last = next;
    at = next;
  }
  return last;
}

const char* find_closer(const char* file, const char* opener, const char* end) {
  const auto base = indentation(file, opener);
  const char closer = *opener == '(' ? ')' : *opener == '[' ? ']' : '}';
  OpenBrackets brackets;
  for (const char* at = opener; at != end;) {
    if (const int length = line_break_length(at, end)) {
      at = skip_lines(at + length, end);
      if (at == end || (indentation(file, at) <= base && unit_begins(at, end, Unit::Line))) return nullptr;
      continue;
    }
    const bool may_close = *at == closer && brackets.closed_by(closer);
    if (*at == *opener || *at == closer) brackets.see(*at);
    if (may_close && !brackets.any()) return at;
    at = step(at, end);
  }
  return nullptr;
}

}  // namespace sdg::grammar
