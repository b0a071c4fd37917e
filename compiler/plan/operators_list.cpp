#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "compiler/plan/operator_functions.h"
#include "compiler/plan/utf8.h"
#include "compiler/plan/value_hash.h"
#include "compiler/plan/weight.h"

namespace sdg::plan {
namespace {

/// The place that an index names, from the end where it is negative.
std::optional<std::size_t> place(std::int64_t index, std::size_t size) {
  const auto length = static_cast<std::int64_t>(size);
  if (index < -length || index >= length) return std::nullopt;
  return static_cast<std::size_t>(index < 0 ? index + length : index);
}

ApplyFailure out_of_range(std::int64_t index, std::size_t size, const char* what) {
  return index_failure("there is no " + std::string(what) + " " + std::to_string(index) + ": the length is " +
                       std::to_string(size));
}

Applied element(const Value& list, std::int64_t index) {
  const auto at = place(index, list.items().size());
  if (!at) return out_of_range(index, list.items().size(), "element");
  return list.items()[*at];
}

Applied character(const Value& text, std::int64_t index) {
  const std::size_t length = count_code_points(text.text());
  const auto at = place(index, length);
  if (!at) return out_of_range(index, length, "character");
  return Value::string(std::string(code_point_slice(text.text(), *at, 1)));
}

Applied field_of(const Value& record, const std::string& name) {
  const Value* found = record.field(name);
  if (!found) return index_failure("there is no field " + to_json(Value::string(name)));
  return *found;
}

bool contains(const Value& list, const Value& wanted) {
  return std::ranges::any_of(list.items(), [&](const Value& item) { return item == wanted; });
}

/// What to order an element by: a field of it, or itself.
Applied sort_key(const Value& item, const Call& call) {
  if (!call.has(1)) return item;
  if (!item.is_record()) return conversion_failure(excerpt(item) + " has no fields to go by");
  return field_of(item, call[1].text());
}

Result<std::vector<Value>, ApplyFailure> sort_keys(const Call& call) {
  std::vector<Value> keys;
  for (const auto& item : call[0].items()) {
    auto key = sort_key(item, call);
    if (!key) return key.take_failure();
    keys.push_back(std::move(*key));
  }
  return keys;
}

/// Sorting by an order that some pair does not have would be undefined: each is compared with the first beforehand.
std::optional<ApplyFailure> unordered(std::span<const Value> items) {
  for (const auto& item : items) {
    const auto ordering = order(items[0], item);
    if (!ordering || *ordering == std::partial_ordering::unordered) {
      return conversion_failure(excerpt(items[0]) + " and " + excerpt(item) + " have no order");
    }
  }
  return std::nullopt;
}

bool comes_before(const Value& a, const Value& b) { return *order(a, b) < 0; }

/// `max(xs)` and `max(a, b)` alike.
std::span<const Value> candidates(const Call& call) {
  return call.args.size() == 1 && call[0].is_list() ? call[0].items() : call.args;
}

Applied extreme(const Call& call, const char* name, bool largest) {
  const auto items = candidates(call);
  if (items.empty()) return index_failure("`" + std::string(name) + "` of an empty list");
  if (auto failure = unordered(items)) return std::move(*failure);
  return largest ? *std::max_element(items.begin(), items.end(), comes_before)
                 : *std::min_element(items.begin(), items.end(), comes_before);
}

/// Start and end of a slice, both inside and in order.
struct Bounds {
  std::size_t start, count;
};
Bounds bounds(const Call& call, std::size_t size) {
  const auto length = static_cast<std::int64_t>(size);
  const auto inside = [&](std::int64_t index) {
    return std::clamp<std::int64_t>(index < 0 && index >= -length ? index + length : index, 0, length);
  };
  const std::int64_t start = inside(call[1].as_int());
  const std::int64_t end = inside(call.int_or(2, length));
  return {static_cast<std::size_t>(start), static_cast<std::size_t>(std::max(start, end) - start)};
}

std::string reversed_text(std::string_view text) {
  std::string out(text.size(), '\0');
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = decode(text, at).size;
    text.copy(out.data() + (text.size() - at - size), size, at);
    at += size;
  }
  return out;
}

ApplyFailure no_record(const Value& value) { return conversion_failure(excerpt(value) + " is no record"); }

}  // namespace

template <>
Applied evaluate<Builtin::In>(const Call& call) {
  const Value &wanted = call[0], &place_to_look = call[1];
  if (place_to_look.is_list()) return Value(contains(place_to_look, wanted));
  if (wanted.is_string() && place_to_look.is_string()) {
    return Value(place_to_look.text().find(wanted.text()) != std::string::npos);
  }
  if (wanted.is_string() && place_to_look.is_record()) return Value(place_to_look.field(wanted.text()) != nullptr);
  return conversion_failure(excerpt(place_to_look) + " holds nothing to look for " + excerpt(wanted) + " in");
}

template <>
Applied evaluate<Builtin::Subscript>(const Call& call) {
  const Value &whole = call[0], &index = call[1];
  if (whole.is_list() && index.kind() == ValueKind::Int) return element(whole, index.as_int());
  if (whole.is_string() && index.kind() == ValueKind::Int) return character(whole, index.as_int());
  if (whole.is_record() && index.is_string()) return field_of(whole, index.text());
  return conversion_failure(excerpt(whole) + " has no part " + excerpt(index));
}

template <>
Applied evaluate<Builtin::Length>(const Call& call) {
  const auto size = [](std::size_t count) { return Value(static_cast<std::int64_t>(count)); };
  if (call[0].is_string()) return size(count_code_points(call[0].text()));
  if (call[0].is_list()) return size(call[0].items().size());
  if (call[0].is_record()) return size(call[0].fields().size());
  return conversion_failure(excerpt(call[0]) + " has no length");
}

template <>
Applied evaluate<Builtin::First>(const Call& call) {
  if (call[0].items().empty()) return index_failure("`first` of an empty list");
  return call[0].items().front();
}

template <>
Applied evaluate<Builtin::Last>(const Call& call) {
  if (call[0].items().empty()) return index_failure("`last` of an empty list");
  return call[0].items().back();
}

template <>
Applied evaluate<Builtin::Min>(const Call& call) {
  return extreme(call, "min", false);
}

template <>
Applied evaluate<Builtin::Max>(const Call& call) {
  return extreme(call, "max", true);
}

template <>
Applied evaluate<Builtin::Sort>(const Call& call) {
  const auto keys = sort_keys(call);
  if (!keys) return keys.failure();
  if (auto failure = unordered(*keys)) return std::move(*failure);
  std::vector<std::size_t> places(keys->size());
  for (std::size_t i = 0; i < places.size(); ++i) places[i] = i;
  const bool descending = call.bool_or(2, false);
  std::ranges::stable_sort(places, [&](std::size_t a, std::size_t b) {
    return descending ? comes_before((*keys)[b], (*keys)[a]) : comes_before((*keys)[a], (*keys)[b]);
  });
  std::vector<Value> sorted;
  sorted.reserve(places.size());
  for (const std::size_t i : places) sorted.push_back(call[0].items()[i]);
  return Value::list(std::move(sorted));
}

template <>
Applied evaluate<Builtin::Reverse>(const Call& call) {
  if (call[0].is_string()) return Value::string(reversed_text(call[0].text()));
  const auto items = call[0].items();
  return Value::list(std::vector<Value>(items.rbegin(), items.rend()));
}

template <>
Applied evaluate<Builtin::Unique>(const Call& call) {
  auto keys = sort_keys(call);
  if (!keys) return keys.take_failure();
  std::unordered_set<Value, ValueHash> seen;
  std::vector<Value> kept;
  for (std::size_t i = 0; i < keys->size(); ++i) {
    if (seen.insert((*keys)[i]).second) kept.push_back(call[0].items()[i]);
  }
  return Value::list(std::move(kept));
}

template <>
Applied evaluate<Builtin::Flatten>(const Call& call) {
  std::vector<Value> all;
  for (const auto& inner : call[0].items()) all.insert(all.end(), inner.items().begin(), inner.items().end());
  return Value::list(std::move(all));
}

template <>
Applied evaluate<Builtin::Join>(const Call& call) {
  std::string joined;
  const auto items = call[0].items();
  // What is too large is told by who asked for it; it need not be made whole for that.
  for (std::size_t i = 0; i < items.size() && joined.size() <= kMostWeight; ++i) {
    if (i > 0) joined += call.text_or(1, "");
    append_text(joined, items[i]);
  }
  return Value::string(std::move(joined));
}

template <>
Applied evaluate<Builtin::All>(const Call& call) {
  return Value(std::ranges::all_of(call[0].items(), &Value::as_bool));
}

template <>
Applied evaluate<Builtin::Any>(const Call& call) {
  return Value(std::ranges::any_of(call[0].items(), &Value::as_bool));
}

template <>
Applied evaluate<Builtin::Slice>(const Call& call) {
  if (call[0].is_string()) {
    const std::string& text = call[0].text();
    const Bounds part = bounds(call, count_code_points(text));
    return Value::string(std::string(code_point_slice(text, part.start, part.count)));
  }
  const auto items = call[0].items();
  const Bounds part = bounds(call, items.size());
  const auto chosen = items.subspan(part.start, part.count);
  return Value::list(std::vector<Value>(chosen.begin(), chosen.end()));
}

template <>
Applied evaluate<Builtin::Keys>(const Call& call) {
  if (!call[0].is_record()) return no_record(call[0]);
  std::vector<Value> names;
  for (const auto& name : *call[0].shape()) names.push_back(Value::string(name));
  return Value::list(std::move(names));
}

template <>
Applied evaluate<Builtin::Values>(const Call& call) {
  if (!call[0].is_record()) return no_record(call[0]);
  const auto fields = call[0].fields();
  return Value::list(std::vector<Value>(fields.begin(), fields.end()));
}

}  // namespace sdg::plan
