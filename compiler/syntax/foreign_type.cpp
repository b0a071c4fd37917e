#include "compiler/syntax/foreign_type.h"

#include <algorithm>
#include <iterator>
#include <utility>
#include <vector>

#include "compiler/source/ascii.h"
#include "compiler/syntax/code_text.h"
#include "compiler/syntax/foreign_name.h"
#include "grammar/layout.hpp"

namespace sdg::syntax {
namespace {

constexpr ForeignName kNames[] = {
    {"str", "string"},
    {"text", "string"},
    {"String", "string"},
    {"char", "string"},
    {"varchar", "string"},
    {"nvarchar", "string"},
    {"Text", "string"},
    {"Str", "string"},
    {"integer", "int"},
    {"Integer", "int"},
    {"Int", "int"},
    {"long", "int"},
    {"bigint", "int"},
    {"smallint", "int"},
    {"i32", "int"},
    {"i64", "int"},
    {"u32", "int"},
    {"u64", "int"},
    {"int32", "int"},
    {"int64", "int"},
    {"uint", "int"},
    {"usize", "int"},
    {"number", "float"},
    {"Number", "float"},
    {"double", "float"},
    {"Double", "float"},
    {"Float", "float"},
    {"decimal", "float"},
    {"numeric", "float"},
    {"real", "float"},
    {"f32", "float"},
    {"f64", "float"},
    {"float32", "float"},
    {"float64", "float"},
    {"boolean", "bool"},
    {"Boolean", "bool"},
    {"Bool", "bool"},
    {"any", "json"},
    {"Any", "json"},
    {"object", "json"},
    {"Object", "json"},
    {"dict", "json"},
    {"Dict", "json"},
    {"map", "json"},
    {"Map", "json"},
    {"unknown", "json"},
    {"jsonb", "json"},
    {"list", "[json]"},
    {"List", "[json]"},
    {"array", "[json]"},
    {"Array", "[json]"},
    {"timestamp", "datetime"},
    {"timestamptz", "datetime"},
    {"Date", "date"},
    {"DateTime", "datetime"},
    {"timedelta", "duration"},
    {"interval", "duration"},
    {"bytea", "bytes"},
    {"blob", "bytes"},
    {"password", "secret"},
    {"None", "null"},
    {"NoneType", "null"},
    {"undefined", "null"},
    {"void", "null"},
    {"nil", "null"},
};

/// The members of a union as one type: literals stay side by side, `null` makes the rest optional.
std::optional<std::string> joined(std::vector<std::string> members) {
  const auto removed = std::erase(members, "null");
  const bool literals = std::ranges::all_of(members, [](const std::string& m) { return m.starts_with('"'); });
  if (members.empty() || (members.size() > 1 && !literals)) return std::nullopt;
  std::string text;
  for (const std::string& member : members) text += (text.empty() ? "" : " | ") + member;
  return removed > 0 ? text + "?" : text;
}

std::optional<std::string> union_of(const std::vector<std::string_view>& parts) {
  std::vector<std::string> members;
  for (const std::string_view part : parts) {
    auto member = meant_type(part);
    if (!member) return std::nullopt;
    members.push_back(std::move(*member));
  }
  return joined(std::move(members));
}

/// `List[int]`, `Array<string>`, `Optional[str]`: the name, and what stands in its brackets.
std::optional<std::string> generic(std::string_view name, const std::vector<std::string_view>& parts) {
  name = name.substr(name.rfind('.') == name.npos ? 0 : name.rfind('.') + 1);
  if (is_one_of(name, {"Dict", "dict", "Map", "map", "Record", "HashMap", "Mapping", "object"})) return "json";
  if (is_one_of(name, {"Union", "Literal"})) return union_of(parts);
  if (parts.empty()) return std::nullopt;
  const auto element = meant_type(parts.front());
  if (!element) return std::nullopt;
  if (is_one_of(name, {"Optional", "Option", "Maybe", "Nullable"})) return *element + "?";
  const bool is_list = is_one_of(name, {"List", "list", "Array", "array", "Vec", "Vector", "Sequence", "Iterable",
                                        "Set", "set", "Tuple", "tuple", "ReadonlyArray"});
  return is_list ? std::optional("[" + *element + "]") : std::nullopt;
}

/// `a | b` outside of brackets.
std::vector<std::string_view> members_of(std::string_view written) {
  std::vector<std::string_view> members;
  std::size_t begin = 0;
  for (auto bar = find_outside(written, "|"); bar != written.npos; bar = find_outside(written, "|", begin)) {
    members.push_back(trimmed(written.substr(begin, bar - begin)));
    begin = bar + 1;
  }
  members.push_back(trimmed(written.substr(begin)));
  return members;
}

std::string with_square_brackets(std::string_view written) {
  std::string text(written);
  std::ranges::replace(text, '<', '[');
  std::ranges::replace(text, '>', ']');
  return text;
}

bool is_type_text(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return grammar::is_word_part(c) || c == '.'; });
}

}  // namespace

std::string_view meant_type_name(std::string_view name) { return meant_by(name, kNames); }

std::optional<std::string> meant_type(std::string_view written) {
  const std::string text = with_square_brackets(trimmed(written));
  if (text.empty()) return std::nullopt;
  if (const auto members = members_of(text); members.size() > 1) return union_of(members);
  if (text.ends_with("[]")) {
    const auto element = meant_type(std::string_view(text).substr(0, text.size() - 2));
    return element ? std::optional("[" + *element + "]") : std::nullopt;
  }
  const auto bracket = text.find('[');
  if (bracket != text.npos && bracket > 0 && text.ends_with(']')) {
    const std::string_view inside = std::string_view(text).substr(bracket + 1, text.size() - bracket - 2);
    return generic(std::string_view(text).substr(0, bracket), split_at_commas(inside));
  }
  const char quote = text.front();
  if ((quote == '"' || quote == '\'') && text.size() > 1 && text.back() == quote)
    return in_double_quotes(std::string_view(text).substr(1, text.size() - 2));
  if (text.front() == '[' && text.back() == ']') {
    const auto element = meant_type(std::string_view(text).substr(1, text.size() - 2));
    return element ? std::optional("[" + *element + "]") : std::nullopt;
  }
  if (!is_type_text(text)) return std::nullopt;
  const std::string_view known = meant_type_name(text);
  return known.empty() ? text : std::string(known);
}

std::string_view likely_type(std::string_view name, std::string_view body) {
  for (auto at = find_outside(body, name); at != body.npos; at = find_outside(body, name, at + 1)) {
    const std::string_view before = trimmed(body.substr(0, at)), behind = trimmed(body.substr(at + name.size()));
    constexpr std::string_view kSigns = "*/-%<>";
    // `+` joins texts too: a number beside it decides.
    const auto adds_number = [](std::string_view rest) {
      const std::string_view other = rest.starts_with('+') ? trimmed(rest.substr(1)) : std::string_view();
      return !other.empty() && source::is_digit(other.front());
    };
    if (adds_number(behind)) return "float";
    if (!before.empty() && kSigns.find(before.back()) != kSigns.npos) return "float";
    if (!behind.empty() && kSigns.find(behind.front()) != kSigns.npos) return "float";
  }
  return "string";
}

}  // namespace sdg::syntax
