#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "compiler/plan/letter_case.h"
#include "runtime/eval/jinja_access.h"
#include "runtime/eval/jinja_filter.h"
#include "runtime/eval/jinja_operators.h"
#include "runtime/eval/jinja_text.h"

namespace sdg::eval {

using plan::JinjaExprKind;
using plan::JinjaFilter;

namespace {

constexpr std::int64_t kMostSlices = 100'000;  // and as many elements in a batch

/// A text that equal elements share: 1, 1.0 and true are equal.
std::string identity(const JinjaValue& value) {
  if (!value.is_number()) return represent(value);
  const double number = value.real();
  const bool is_whole = value.is_whole() || (std::floor(number) == number && std::abs(number) < 0x1p53);
  return is_whole ? std::to_string(value.is_whole() ? value.whole() : static_cast<std::int64_t>(number))
                  : represent(value);
}

JinjaItems elements(const JinjaFilterCall& call) { return elements_of(call.value, call.trouble); }

JinjaValue without_case(const JinjaValue& value) {
  return value.is_string() ? JinjaValue(plan::to_lower(value.text())) : value;
}

/// The part of an element that is meant: `attribute = "a.b"`, or all of it.
JinjaValue part_of(const JinjaFilterCall& call, const JinjaValue& element, const std::optional<JinjaValue>& attribute) {
  return attribute && !attribute->is(JinjaKind::None) ? path_of(element, *attribute, call.trouble) : element;
}

struct Keyed {
  JinjaValue key, element;
};

/// Elements with what they are compared by: `attribute = "a,b"` means both, one after the other.
std::vector<Keyed> keyed(const JinjaFilterCall& call, const std::optional<JinjaValue>& attribute, bool case_sensitive,
                         bool several) {
  std::vector<Keyed> all;
  const JinjaItems paths =
      several && attribute && attribute->is_string() ? split_text(attribute->text(), ",", -1) : JinjaItems();
  for (const JinjaValue& element : elements(call)) {
    JinjaItems keys;
    for (const JinjaValue& path : paths) keys.push_back(path_of(element, path, call.trouble));
    if (paths.empty()) keys.push_back(part_of(call, element, attribute));
    if (!case_sensitive) std::ranges::transform(keys, keys.begin(), without_case);
    all.push_back({keys.size() == 1 ? keys.front() : JinjaValue::list(keys), element});
    if (call.trouble.failed()) break;
  }
  return all;
}

/// Merge sort: an order that fails in the middle must not lead astray.
void sort_by_key(std::vector<Keyed>& all, bool reverse, JinjaTrouble& trouble) {
  std::stable_sort(all.begin(), all.end(), [&](const Keyed& a, const Keyed& b) {
    if (trouble.failed()) return false;
    return reverse ? is_less(b.key, a.key, trouble) : is_less(a.key, b.key, trouble);
  });
}

JinjaItems elements_in(const std::vector<Keyed>& all) {
  JinjaItems items;
  for (const Keyed& one : all) items.push_back(one.element);
  return items;
}

JinjaValue extreme(const JinjaFilterCall& call, bool is_max) {
  const auto all = keyed(call, call.argument(1, "attribute"), call.flag(0, "case_sensitive", false), false);
  if (all.empty()) return JinjaValue::undefined("No aggregated item, sequence was empty.");
  const Keyed* best = &all.front();
  for (const Keyed& one : all) {
    if (is_max ? is_less(best->key, one.key, call.trouble) : is_less(one.key, best->key, call.trouble)) best = &one;
  }
  return best->element;
}

JinjaItems filled(JinjaItems items, std::size_t size, const std::optional<JinjaValue>& by) {
  if (by && !by->is(JinjaKind::None)) items.resize(std::max(items.size(), size), *by);
  return items;
}

}  // namespace

template <>
JinjaValue filtered<JinjaFilter::Default>(const JinjaFilterCall& call) {
  const bool is_missing = call.value.is_undefined() || (call.flag(1, "boolean", false) && !call.value.is_true());
  return is_missing ? call.argument(0, "default_value").value_or(JinjaValue(std::string())) : call.value;
}

template <>
JinjaValue filtered<JinjaFilter::Length>(const JinjaFilterCall& call) {
  const auto length = call.value.length();
  if (!length) call.trouble.fail(fmt::format("object of type '{}' has no len()", call.value.type_name()));
  return JinjaValue(static_cast<std::int64_t>(length.value_or(0)));
}

template <>
JinjaValue filtered<JinjaFilter::First>(const JinjaFilterCall& call) {
  const JinjaItems all = elements(call);
  return all.empty() ? JinjaValue::undefined("No first item, sequence was empty.") : all.front();
}
template <>
JinjaValue filtered<JinjaFilter::Last>(const JinjaFilterCall& call) {
  const JinjaItems all = elements(call);
  return all.empty() ? JinjaValue::undefined("No last item, sequence was empty.") : all.back();
}

template <>
JinjaValue filtered<JinjaFilter::List>(const JinjaFilterCall& call) {
  return JinjaValue::list(elements(call));
}

template <>
JinjaValue filtered<JinjaFilter::Reverse>(const JinjaFilterCall& call) {
  JinjaItems all = elements(call);
  std::ranges::reverse(all);
  if (!call.value.is_string()) return JinjaValue::iterator(std::move(all), "list_reverseiterator");
  return JinjaValue(join_texts(all, ""));
}

template <>
JinjaValue filtered<JinjaFilter::Join>(const JinjaFilterCall& call) {
  JinjaItems parts;
  for (const JinjaValue& element : elements(call))
    parts.push_back(part_of(call, element, call.argument(1, "attribute")));
  return JinjaValue(join_texts(parts, call.text(0, "d", "")));
}

template <>
JinjaValue filtered<JinjaFilter::Items>(const JinjaFilterCall& call) {
  if (call.value.is_undefined()) return JinjaValue::iterator({}, "generator object do_items");
  if (!call.value.is(JinjaKind::Dict)) {
    call.trouble.fail("Can only get item pairs from a mapping.");
    return {};
  }
  JinjaItems pairs;
  for (auto& [key, value] : call.value.entries()) pairs.push_back(JinjaValue::tuple({key, value}));
  return JinjaValue::iterator(std::move(pairs), "generator object do_items");
}

template <>
JinjaValue filtered<JinjaFilter::Dictsort>(const JinjaFilterCall& call) {
  if (!demand(call.value, call.trouble)) return {};
  const std::string by = call.text(1, "by", "key");
  if (by != "key" && by != "value") call.trouble.fail("You can only sort by either \"key\" or \"value\"");
  if (!call.value.is(JinjaKind::Dict))
    call.trouble.fail(fmt::format("'{}' object has no attribute 'items'", call.value.type_name()));
  if (call.trouble.failed()) return {};
  const bool case_sensitive = call.flag(0, "case_sensitive", false);
  std::vector<Keyed> all;
  for (auto& [key, value] : call.value.entries()) {
    const JinjaValue& sorted_by = by == "key" ? key : value;
    all.push_back({case_sensitive ? sorted_by : without_case(sorted_by), JinjaValue::tuple({key, value})});
  }
  sort_by_key(all, call.flag(2, "reverse", false), call.trouble);
  return JinjaValue::list(elements_in(all));
}

template <>
JinjaValue filtered<JinjaFilter::Sort>(const JinjaFilterCall& call) {
  auto all = keyed(call, call.argument(2, "attribute"), call.flag(1, "case_sensitive", false), true);
  sort_by_key(all, call.flag(0, "reverse", false), call.trouble);
  return JinjaValue::list(elements_in(all));
}

template <>
JinjaValue filtered<JinjaFilter::Unique>(const JinjaFilterCall& call) {
  std::vector<Keyed> kept;
  std::set<std::string> known;
  for (Keyed& one : keyed(call, call.argument(1, "attribute"), call.flag(0, "case_sensitive", false), false)) {
    if (known.insert(identity(one.key)).second) kept.push_back(std::move(one));
  }
  return JinjaValue::iterator(elements_in(kept), "generator object do_unique");
}

template <>
JinjaValue filtered<JinjaFilter::Min>(const JinjaFilterCall& call) {
  return extreme(call, false);
}
template <>
JinjaValue filtered<JinjaFilter::Max>(const JinjaFilterCall& call) {
  return extreme(call, true);
}

template <>
JinjaValue filtered<JinjaFilter::Sum>(const JinjaFilterCall& call) {
  JinjaValue sum = call.argument(1, "start").value_or(JinjaValue(std::int64_t{0}));
  for (const JinjaValue& element : elements(call)) {
    if (call.trouble.failed()) break;
    sum = calculate(JinjaExprKind::Add, sum, part_of(call, element, call.argument(0, "attribute")), call.trouble);
  }
  return sum;
}

template <>
JinjaValue filtered<JinjaFilter::Batch>(const JinjaFilterCall& call) {
  const auto size = static_cast<std::size_t>(std::clamp<std::int64_t>(call.whole(0, "linecount", 1), 1, kMostSlices));
  JinjaItems batches, batch;
  for (JinjaValue& element : elements(call)) {
    if (batch.size() == size) batches.push_back(JinjaValue::list(std::exchange(batch, {})));
    batch.push_back(std::move(element));
  }
  if (!batch.empty())
    batches.push_back(JinjaValue::list(filled(std::move(batch), size, call.argument(1, "fill_with"))));
  return JinjaValue::iterator(std::move(batches), "generator object do_batch");
}

template <>
JinjaValue filtered<JinjaFilter::Slice>(const JinjaFilterCall& call) {
  const JinjaItems all = elements(call);
  const std::int64_t slices = call.whole(0, "slices", 1);
  if (slices < 1 || slices > kMostSlices) call.trouble.fail("slice takes a number of slices from 1 on");
  if (call.trouble.failed()) return {};
  const auto count = static_cast<std::size_t>(slices);
  const std::size_t size = all.size() / count, longer = all.size() % count;
  JinjaItems columns;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t end = begin + size + (i < longer ? 1 : 0);
    JinjaItems column(all.begin() + static_cast<std::ptrdiff_t>(begin), all.begin() + static_cast<std::ptrdiff_t>(end));
    const std::size_t filled_size = column.size() + 1;
    if (i >= longer) column = filled(std::move(column), filled_size, call.argument(1, "fill_with"));
    columns.push_back(JinjaValue::list(std::move(column)));
    begin = end;
  }
  return JinjaValue::iterator(std::move(columns), "generator object sync_do_slice");
}

template <>
JinjaValue filtered<JinjaFilter::Groupby>(const JinjaFilterCall& call) {
  const auto attribute = call.argument(0, "attribute");
  const auto otherwise = call.argument(1, "default");
  const bool case_sensitive = call.flag(2, "case_sensitive", false);
  const auto key_of = [&](const JinjaValue& element) {
    const JinjaValue key = part_of(call, element, attribute);
    return key.is_undefined() && otherwise ? *otherwise : key;
  };
  std::vector<Keyed> all;
  for (const JinjaValue& element : elements(call)) {
    const JinjaValue key = key_of(element);
    all.push_back({case_sensitive ? key : without_case(key), element});
  }
  sort_by_key(all, false, call.trouble);
  JinjaItems groups;
  for (std::size_t i = 0; i < all.size() && !call.trouble.failed();) {
    JinjaItems members;
    const JinjaValue key = key_of(all[i].element), same = all[i].key;
    for (; i < all.size() && all[i].key == same; ++i) members.push_back(all[i].element);
    const JinjaValue list = JinjaValue::list(std::move(members));
    JinjaValue group = JinjaValue::tuple({key, list});
    group.object()->attribute = [key, list](std::string_view name) -> std::optional<JinjaValue> {
      if (name == "grouper") return key;
      return name == "list" ? std::optional(list) : std::nullopt;
    };
    groups.push_back(std::move(group));
  }
  return JinjaValue::list(std::move(groups));
}

template <>
JinjaValue filtered<JinjaFilter::Attr>(const JinjaFilterCall& call) {
  return bare_attribute_of(call.value, call.text(0, "name", ""), call.trouble);
}

}  // namespace sdg::eval
