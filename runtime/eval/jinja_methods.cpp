#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "compiler/plan/letter_case.h"
#include "compiler/plan/utf8.h"
#include "runtime/eval/jinja_access.h"
#include "runtime/eval/jinja_format.h"
#include "runtime/eval/jinja_operators.h"
#include "runtime/eval/jinja_text.h"

namespace sdg::eval {
namespace {

using Arguments = JinjaArguments;

/// A text argument; none where it is left out or None.
std::optional<std::string> text_argument(const Arguments& arguments, std::size_t place, std::string_view name) {
  const auto given = arguments.find(place, name);
  return given && given->is_string() ? std::optional(given->text()) : std::nullopt;
}

std::int64_t whole_argument(const Arguments& arguments, std::size_t place, std::string_view name,
                            std::int64_t otherwise) {
  const auto given = arguments.find(place, name);
  return given && given->is_whole() ? given->whole() : otherwise;
}

JinjaValue upper(const std::string& text, const Arguments&, JinjaTrouble&) { return JinjaValue(plan::to_upper(text)); }
JinjaValue lower(const std::string& text, const Arguments&, JinjaTrouble&) { return JinjaValue(plan::to_lower(text)); }
JinjaValue capitalize(const std::string& text, const Arguments&, JinjaTrouble&) {
  return JinjaValue(plan::to_capitalized(text));
}

template <bool Left, bool Right>
JinjaValue strip_method(const std::string& text, const Arguments& arguments, JinjaTrouble&) {
  const auto characters = text_argument(arguments, 0, "chars");
  return JinjaValue(
      std::string(strip(text, characters ? std::optional<std::string_view>(*characters) : std::nullopt, Left, Right)));
}

JinjaValue split(const std::string& text, const Arguments& arguments, JinjaTrouble& trouble) {
  const auto separator = text_argument(arguments, 0, "sep");
  if (separator && separator->empty()) trouble.fail("empty separator");
  if (trouble.failed()) return {};
  return JinjaValue::list(split_text(text, separator ? std::optional<std::string_view>(*separator) : std::nullopt,
                                     whole_argument(arguments, 1, "maxsplit", -1)));
}

JinjaValue splitlines(const std::string& text, const Arguments&, JinjaTrouble&) {
  JinjaItems lines;
  for (std::string& line : split_lines(text)) lines.emplace_back(std::move(line));
  return JinjaValue::list(std::move(lines));
}

/// One text or a tuple of them.
template <class Predicate>
JinjaValue any_text(const Arguments& arguments, JinjaTrouble& trouble, const Predicate& holds) {
  const auto given = arguments.find(0, "");
  if (given && given->is_string()) return JinjaValue(holds(given->text()));
  if (!given || !given->is(JinjaKind::Tuple)) {
    trouble.fail("first arg must be str or a tuple of str");
    return {};
  }
  return JinjaValue(std::ranges::any_of(*given->elements(),
                                        [&](const JinjaValue& one) { return one.is_string() && holds(one.text()); }));
}

JinjaValue startswith(const std::string& text, const Arguments& arguments, JinjaTrouble& trouble) {
  return any_text(arguments, trouble, [&](const std::string& part) { return text.starts_with(part); });
}
JinjaValue endswith(const std::string& text, const Arguments& arguments, JinjaTrouble& trouble) {
  return any_text(arguments, trouble, [&](const std::string& part) { return text.ends_with(part); });
}

JinjaValue replace(const std::string& text, const Arguments& arguments, JinjaTrouble& trouble) {
  const auto old = text_argument(arguments, 0, "old"), by = text_argument(arguments, 1, "new");
  if (!old || !by) {
    trouble.fail("replace() takes the old text and the new one");
    return {};
  }
  return JinjaValue(replace_all(text, *old, *by, whole_argument(arguments, 2, "count", -1)));
}

JinjaValue find(const std::string& text, const Arguments& arguments, JinjaTrouble&) {
  const std::size_t at = text.find(text_argument(arguments, 0, "sub").value_or(""));
  return JinjaValue(at == std::string::npos
                        ? std::int64_t{-1}
                        : static_cast<std::int64_t>(plan::count_code_points(std::string_view(text).substr(0, at))));
}

JinjaValue count_in_text(const std::string& text, const Arguments& arguments, JinjaTrouble&) {
  const std::string part = text_argument(arguments, 0, "sub").value_or("");
  if (part.empty()) return JinjaValue(static_cast<std::int64_t>(plan::count_code_points(text)) + 1);
  std::int64_t count = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++count;
  return JinjaValue(count);
}

JinjaValue join(const std::string& text, const Arguments& arguments, JinjaTrouble& trouble) {
  const auto given = arguments.find(0, "");
  const JinjaItems items = given ? elements_of(*given, trouble) : JinjaItems();
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (!items[i].is_string())
      trouble.fail(fmt::format("sequence item {}: expected str instance, {} found", i, items[i].type_name()));
  }
  return JinjaValue(join_texts(items, text));
}

JinjaValue format(const std::string& text, const Arguments& arguments, JinjaTrouble& trouble) {
  return JinjaValue(format_braces(text, arguments, trouble));
}

template <class Predicate>
JinjaValue all_signs(const std::string& text, const Predicate& holds) {
  return JinjaValue(!text.empty() && std::ranges::all_of(text, holds));
}
JinjaValue isdigit(const std::string& text, const Arguments&, JinjaTrouble&) {
  return all_signs(text, [](char sign) { return sign >= '0' && sign <= '9'; });
}

template <bool Upper>
JinjaValue is_cased(const std::string& text, const Arguments&, JinjaTrouble&) {
  const std::string small = plan::to_lower(text), large = plan::to_upper(text);
  return JinjaValue(small != large && text == (Upper ? large : small));
}

JinjaValue title(const std::string& text, const Arguments&, JinjaTrouble&) {
  std::string out;
  bool begins_word = true;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = plan::decode(text, at).size;
    const std::string sign = text.substr(at, size);
    const std::string small = plan::to_lower(sign), large = plan::to_upper(sign);
    out += begins_word ? plan::to_capitalized(sign) : small;
    begins_word = small == large;
    at += size;
  }
  return JinjaValue(std::move(out));
}

using TextMethod = JinjaValue (*)(const std::string&, const Arguments&, JinjaTrouble&);
constexpr auto strip_both = strip_method<true, true>, strip_left = strip_method<true, false>,
               strip_right = strip_method<false, true>;
constexpr std::pair<std::string_view, TextMethod> kTextMethods[] = {
#define SDG_JINJA_TEXT_METHOD(name, function) {#name, function},
#include "compiler/plan/jinja_methods.def"
};

JinjaValue items(const JinjaValue& dict, const Arguments&) {
  JinjaItems pairs;
  for (auto& [key, value] : dict.entries()) pairs.push_back(JinjaValue::tuple({key, value}));
  return JinjaValue::iterator(std::move(pairs), "dict_items");
}
JinjaValue keys(const JinjaValue& dict, const Arguments&) {
  return JinjaValue::iterator(*dict.elements(), "dict_keys");
}
JinjaValue values(const JinjaValue& dict, const Arguments&) {
  JinjaItems contents;
  for (auto& [key, value] : dict.entries()) contents.push_back(value);
  return JinjaValue::iterator(std::move(contents), "dict_values");
}
JinjaValue get(const JinjaValue& dict, const Arguments& arguments) {
  const auto found = arguments.places.empty() ? std::nullopt : dict.entry(arguments.places[0]);
  return found ? *found : arguments.find(1, "default").value_or(JinjaValue());
}

JinjaValue count_in_list(const JinjaValue& list, const Arguments& arguments) {
  const JinjaItems all = *list.elements();
  return JinjaValue(arguments.places.empty() ? std::int64_t{0}
                                             : static_cast<std::int64_t>(std::ranges::count(all, arguments.places[0])));
}

using ValueMethod = JinjaValue (*)(const JinjaValue&, const Arguments&);
constexpr std::pair<std::string_view, ValueMethod> kDictMethods[] = {
#define SDG_JINJA_DICT_METHOD(name, function) {#name, function},
#include "compiler/plan/jinja_methods.def"
};
constexpr std::pair<std::string_view, ValueMethod> kListMethods[] = {
#define SDG_JINJA_LIST_METHOD(name, function) {#name, function},
#include "compiler/plan/jinja_methods.def"
};

template <class Method>
const Method* find_method(std::span<const std::pair<std::string_view, Method>> methods, std::string_view name) {
  const auto found = std::ranges::find(methods, name, &std::pair<std::string_view, Method>::first);
  return found == methods.end() ? nullptr : &found->second;
}

}  // namespace

std::optional<JinjaValue> method_of(const JinjaValue& value, std::string_view name, JinjaTrouble& trouble) {
  const auto bound = [&](std::function<JinjaValue(const JinjaArguments&)> call) {
    return JinjaValue::function(fmt::format("built-in method {} of {} object", name, value.type_name()),
                                std::move(call), {value});
  };
  if (value.is_string()) {
    const auto* method = find_method<TextMethod>(kTextMethods, name);
    if (!method) return std::nullopt;
    return bound(
        [text = value.text(), run = *method, &trouble](const Arguments& given) { return run(text, given, trouble); });
  }
  const ValueMethod* method = value.is(JinjaKind::Dict) ? find_method<ValueMethod>(kDictMethods, name)
                              : value.is_sequence()     ? find_method<ValueMethod>(kListMethods, name)
                                                        : nullptr;
  if (method) return bound([value, run = *method](const Arguments& given) { return run(value, given); });
  return std::nullopt;
}

}  // namespace sdg::eval
