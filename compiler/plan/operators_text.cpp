#include <algorithm>

#include "compiler/plan/letter_case.h"
#include "compiler/plan/operator_functions.h"
#include "compiler/plan/regex.h"
#include "compiler/plan/text_parts.h"
#include "compiler/plan/utf8.h"
#include "compiler/plan/weight.h"

namespace sdg::plan {
namespace {

Value text_value(std::string_view text) { return Value::string(std::string(text)); }

template <class Parts>
Value list_of_texts(const Parts& parts) {
  std::vector<Value> items;
  items.reserve(parts.size());
  for (const auto& part : parts) items.push_back(text_value(part));
  return Value::list(std::move(items));
}

/// Runs `use` on the regular expression of the second argument.
template <class Use>
Applied with_pattern(const Call& call, Use use) {
  if (call.pattern) return use(*call.pattern);
  const auto compiled = Regex::compile(call[1].text());
  if (!compiled) return check_failure(excerpt(call[1]) + " is no regular expression: " + compiled.failure().message);
  return use(*compiled);
}

std::string replaced(std::string_view text, std::string_view old, std::string_view by) {
  std::string out;
  // What is too large is told by who asked for it; it need not be made whole for that.
  for (auto at = text.find(old); at != text.npos && out.size() <= kMostWeight; at = text.find(old)) {
    out.append(text.substr(0, at)).append(by);
    text.remove_prefix(at + old.size());
  }
  return out.append(text);
}

std::string indented(std::string_view text, std::size_t width, bool first) {
  std::string out;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    const auto line = text.substr(begin, end - begin);
    if ((begin > 0 || first) && !trimmed(line).empty()) out.append(width, ' ');
    out += line;
    begin = end;
  }
  return out;
}

}  // namespace

template <>
Applied evaluate<Builtin::Upper>(const Call& call) {
  return Value::string(to_upper(call[0].text()));
}

template <>
Applied evaluate<Builtin::Lower>(const Call& call) {
  return Value::string(to_lower(call[0].text()));
}

template <>
Applied evaluate<Builtin::Title>(const Call& call) {
  return Value::string(to_title(call[0].text()));
}

template <>
Applied evaluate<Builtin::Capitalize>(const Call& call) {
  return Value::string(to_capitalized(call[0].text()));
}

template <>
Applied evaluate<Builtin::Trim>(const Call& call) {
  return text_value(call.has(1) ? trimmed_of(call[0].text(), call[1].text()) : trimmed(call[0].text()));
}

template <>
Applied evaluate<Builtin::Replace>(const Call& call) {
  if (call[1].text().empty()) return check_failure("`replace` was given an empty text to look for");
  return Value::string(replaced(call[0].text(), call[1].text(), call[2].text()));
}

template <>
Applied evaluate<Builtin::RegexReplace>(const Call& call) {
  return with_pattern(call, [&](const Regex& regex) -> Applied {
    auto result = regex.replace_all(call[0].text(), call[2].text());
    if (!result) return check_failure(result.take_failure().message);
    return Value::string(std::move(*result));
  });
}

template <>
Applied evaluate<Builtin::FindAll>(const Call& call) {
  return with_pattern(call, [&](const Regex& regex) { return Applied(list_of_texts(regex.find_all(call[0].text()))); });
}

template <>
Applied evaluate<Builtin::Matches>(const Call& call) {
  return with_pattern(call, [&](const Regex& regex) { return Applied(Value(regex.found_in(call[0].text()))); });
}

template <>
Applied evaluate<Builtin::Split>(const Call& call) {
  if (!call.has(1)) return list_of_texts(split_at_blanks(call[0].text()));
  if (call[1].text().empty()) return check_failure("`split` was given an empty separator");
  return list_of_texts(split_at(call[0].text(), call[1].text()));
}

template <>
Applied evaluate<Builtin::Lines>(const Call& call) {
  return list_of_texts(split_lines(call[0].text()));
}

template <>
Applied evaluate<Builtin::StartsWith>(const Call& call) {
  return Value(call[0].text().starts_with(call[1].text()));
}

template <>
Applied evaluate<Builtin::EndsWith>(const Call& call) {
  return Value(call[0].text().ends_with(call[1].text()));
}

template <>
Applied evaluate<Builtin::Truncate>(const Call& call) {
  const std::string_view text = call[0].text();
  if (call[1].as_int() < 0) return check_failure("`truncate` was given a negative length");
  const auto length = static_cast<std::size_t>(call[1].as_int());
  if (byte_of_code_point(text, length) == text.size()) return call[0];
  const std::string_view ending = call.text_or(2, "...");
  const std::size_t ending_length = count_code_points(ending);
  if (ending_length > length) return text_value(code_point_slice(text, 0, length));
  return Value::string(std::string(code_point_slice(text, 0, length - ending_length)).append(ending));
}

template <>
Applied evaluate<Builtin::Chunks>(const Call& call) {
  const std::int64_t size = call[1].as_int();
  const std::int64_t overlap = call.int_or(2, 0);
  if (size < 1) return check_failure("`chunks` needs a size of at least 1");
  if (overlap < 0 || overlap >= size) return check_failure("`chunks` needs an overlap from 0 to below the size");
  // Chunks that overlap much are many times their text.
  const auto step = static_cast<std::size_t>(size - overlap);
  if (call[0].text().size() / step > kMostWeight / static_cast<std::size_t>(std::min<std::int64_t>(size, kMostWeight)))
    return check_failure(std::string(kTooHeavy));
  return list_of_texts(chunks(call[0].text(), static_cast<std::size_t>(size), static_cast<std::size_t>(overlap)));
}

template <>
Applied evaluate<Builtin::Indent>(const Call& call) {
  constexpr std::int64_t widest = 1'000;
  const std::int64_t width = call.int_or(1, 4);
  if (width < 0 || width > widest) return check_failure("`indent` needs a width from 0 to 1000");
  return Value::string(indented(call[0].text(), static_cast<std::size_t>(width), call.bool_or(2, false)));
}

}  // namespace sdg::plan
