#include <fmt/format.h>

#include <algorithm>

#include "compiler/plan/letter_case.h"
#include "compiler/plan/utf8.h"
#include "runtime/eval/jinja_filter.h"
#include "runtime/eval/jinja_format.h"
#include "runtime/eval/jinja_operators.h"
#include "runtime/eval/jinja_text.h"

namespace sdg::eval {

using plan::JinjaFilter;

namespace {

// Only what stays this much shorter than the limit is worth cutting.
constexpr std::int64_t kTruncateLeeway = 5;
constexpr std::int64_t kWidestIndent = 10'000;

/// A changed text that is still escaped where the text was.
JinjaValue like(const JinjaValue& value, std::string text) {
  return value.is_markup() ? JinjaValue::markup(std::move(text)) : JinjaValue(std::move(text));
}

std::int64_t count(std::string_view text) { return static_cast<std::int64_t>(plan::count_code_points(text)); }

}  // namespace

template <>
JinjaValue filtered<JinjaFilter::Upper>(const JinjaFilterCall& call) {
  return like(call.value, plan::to_upper(call.subject()));
}
template <>
JinjaValue filtered<JinjaFilter::Lower>(const JinjaFilterCall& call) {
  return like(call.value, plan::to_lower(call.subject()));
}
template <>
JinjaValue filtered<JinjaFilter::Capitalize>(const JinjaFilterCall& call) {
  return like(call.value, plan::to_capitalized(call.subject()));
}
template <>
JinjaValue filtered<JinjaFilter::Title>(const JinjaFilterCall& call) {
  return JinjaValue(plan::to_title(call.subject()));
}

template <>
JinjaValue filtered<JinjaFilter::Trim>(const JinjaFilterCall& call) {
  const auto given = call.argument(0, "chars");
  const std::string text = call.subject();
  const bool has_characters = given && given->is_string();
  return like(call.value,
              std::string(strip(text, has_characters ? std::optional<std::string_view>(given->text()) : std::nullopt)));
}

template <>
JinjaValue filtered<JinjaFilter::Replace>(const JinjaFilterCall& call) {
  const auto old = call.argument(0, "old"), by = call.argument(1, "new");
  if (!old || !by) {
    call.trouble.fail("replace takes the old text and the new one");
    return {};
  }
  const auto most = call.argument(2, "count");
  return JinjaValue(
      replace_all(call.subject(), print(*old), print(*by), most && most->is_whole() ? most->whole() : -1));
}

template <>
JinjaValue filtered<JinjaFilter::Truncate>(const JinjaFilterCall& call) {
  const std::string text = call.subject(), ending = call.text(2, "end", "...");
  const std::int64_t length = call.whole(0, "length", 255);
  const auto given_leeway = call.argument(3, "leeway");
  const std::int64_t leeway = given_leeway && given_leeway->is_whole() ? given_leeway->whole() : kTruncateLeeway;
  if (length < count(ending)) {
    call.trouble.fail(fmt::format("expected length >= {}, got {}", count(ending), length));
    return {};
  }
  if (count(text) <= length + leeway) return call.value;
  std::string_view kept = plan::code_point_slice(text, 0, static_cast<std::size_t>(length - count(ending)));
  if (!call.flag(1, "killwords", false)) kept = kept.substr(0, kept.rfind(' '));
  return like(call.value, std::string(kept) + ending);
}

template <>
JinjaValue filtered<JinjaFilter::Indent>(const JinjaFilterCall& call) {
  if (!demand(call.value, call.trouble)) return {};
  const auto width = call.argument(0, "width");
  const std::string by =
      width && width->is_string()
          ? width->text()
          : std::string(static_cast<std::size_t>(std::clamp<std::int64_t>(call.whole(0, "width", 4), 0, kWidestIndent)),
                        ' ');
  const bool blank = call.flag(2, "blank", false);
  const auto lines = split_lines(call.subject() + "\n");
  std::string out = call.flag(1, "first", false) ? by : std::string();
  for (std::size_t i = 0; i < lines.size() && out.size() <= kMostText; ++i) {
    if (i > 0) out += blank || !lines[i].empty() ? "\n" + by : "\n";
    out += lines[i];
  }
  return like(call.value, std::move(out));
}

template <>
JinjaValue filtered<JinjaFilter::Center>(const JinjaFilterCall& call) {
  const std::string text = call.subject();
  const std::int64_t width = std::min(call.whole(0, "width", 80), kWidestIndent),
                     missing = std::max<std::int64_t>(width - count(text), 0);
  // Python puts the odd blank in front where the width is odd.
  const std::int64_t before = missing / 2 + (missing & width & 1);
  return like(call.value, std::string(static_cast<std::size_t>(before), ' ') + text +
                              std::string(static_cast<std::size_t>(missing - before), ' '));
}

template <>
JinjaValue filtered<JinjaFilter::Format>(const JinjaFilterCall& call) {
  if (!call.arguments.places.empty() && !call.arguments.names.empty()) {
    call.trouble.fail("can't handle positional and keyword arguments at the same time");
    return {};
  }
  if (!call.value.is_markup()) return JinjaValue(format_percent(call.subject(), call.arguments, call.trouble));
  // What goes into an escaped text is escaped.
  JinjaArguments escaped = call.arguments;
  const auto escape = [](JinjaValue& value) {
    if (!value.is_number()) value = JinjaValue::markup(escape_html(value));
  };
  for (JinjaValue& value : escaped.places) escape(value);
  for (auto& [name, value] : escaped.names) escape(value);
  return JinjaValue::markup(format_percent(call.subject(), escaped, call.trouble));
}

template <>
JinjaValue filtered<JinjaFilter::String>(const JinjaFilterCall& call) {
  return call.value.is_string() ? call.value : JinjaValue(call.subject());
}
template <>
JinjaValue filtered<JinjaFilter::Escape>(const JinjaFilterCall& call) {
  return JinjaValue::markup(escape_html(call.value));
}
template <>
JinjaValue filtered<JinjaFilter::Forceescape>(const JinjaFilterCall& call) {
  return JinjaValue::markup(escape_html(call.subject()));
}
template <>
JinjaValue filtered<JinjaFilter::Safe>(const JinjaFilterCall& call) {
  return JinjaValue::markup(call.subject());
}
template <>
JinjaValue filtered<JinjaFilter::Striptags>(const JinjaFilterCall& call) {
  return JinjaValue(strip_tags(call.subject()));
}
template <>
JinjaValue filtered<JinjaFilter::Wordcount>(const JinjaFilterCall& call) {
  return JinjaValue(count_words(call.subject()));
}

template <>
JinjaValue filtered<JinjaFilter::Urlencode>(const JinjaFilterCall& call) {
  if (call.value.is_string() || !call.value.elements()) return JinjaValue(encode_url(call.subject(), false));
  const JinjaEntries entries = call.value.is(JinjaKind::Dict) ? call.value.entries() : JinjaEntries();
  JinjaItems pairs = call.value.is(JinjaKind::Dict) ? JinjaItems() : *call.value.elements();
  for (const auto& [key, value] : entries) pairs.push_back(JinjaValue::tuple({key, value}));
  std::string out;
  for (const JinjaValue& pair : pairs) {
    const JinjaItems both = elements_of(pair, call.trouble);
    if (both.size() != 2) call.trouble.fail("urlencode takes pairs of a name and a value");
    if (call.trouble.failed()) return {};
    out += (out.empty() ? "" : "&") + encode_url(print(both[0]), true) + "=" + encode_url(print(both[1]), true);
  }
  return JinjaValue(std::move(out));
}

namespace {

JinjaValue as_json(const JinjaFilterCall& call, bool is_for_html) {
  const auto indent = call.argument(0, "indent");
  const bool is_indented = indent && indent->is_whole();
  return JinjaValue::markup(template_json(call.value, is_indented ? std::optional(indent->whole()) : std::nullopt,
                                          is_for_html, call.trouble));
}

}  // namespace

template <>
JinjaValue filtered<JinjaFilter::Tojson>(const JinjaFilterCall& call) {
  return as_json(call, true);
}
template <>
JinjaValue filtered<JinjaFilter::Json>(const JinjaFilterCall& call) {
  return as_json(call, false);
}

}  // namespace sdg::eval
