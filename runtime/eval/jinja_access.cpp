#include "runtime/eval/jinja_access.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/plan/number_text.h"
#include "runtime/eval/jinja_operators.h"

namespace sdg::eval {
namespace {

constexpr std::int64_t kLongestStep = std::int64_t{1} << 40;

JinjaValue missing(const JinjaValue& value, const JinjaValue& key) {
  if (!key.is_string())
    return JinjaValue::undefined(fmt::format("{} object has no element {}", value.type_name(), represent(key)));
  return JinjaValue::undefined(fmt::format("'{} object' has no attribute {}", value.type_name(), represent(key)));
}

/// An element by its place, from the end where negative.
std::optional<JinjaValue> element_at(const JinjaValue& value, std::int64_t place) {
  const JinjaItems items = *value.elements();
  const auto size = static_cast<std::int64_t>(items.size());
  if (place < 0) place += size;
  if (place < 0 || place >= size) return std::nullopt;
  return items[static_cast<std::size_t>(place)];
}

std::optional<JinjaValue> own_item(const JinjaValue& value, const JinjaValue& key) {
  if (value.is(JinjaKind::Dict)) return value.entry(key);
  const bool has_places = value.is_string() || value.is_sequence();
  return has_places && key.is_whole() ? element_at(value, key.whole()) : std::nullopt;
}

std::optional<JinjaValue> own_attribute(const JinjaValue& value, std::string_view name, JinjaTrouble& trouble) {
  if (value.is(JinjaKind::Namespace)) return value.entry(JinjaValue(std::string(name)));
  if (value.object() && value.object()->attribute) return value.object()->attribute(name);
  return method_of(value, name, trouble);
}

/// A bound of a slice, within 0 and `size`.
std::int64_t bound(const JinjaValue& given, std::int64_t size, std::int64_t otherwise, bool backwards) {
  if (!given.is_whole()) return otherwise;
  std::int64_t place = given.whole();
  if (place < 0) place += size;
  const std::int64_t least = backwards ? -1 : 0, most = backwards ? size - 1 : size;
  return std::clamp(place, least, std::max(least, most));
}

}  // namespace

JinjaValue attribute_of(const JinjaValue& value, std::string_view name, JinjaTrouble& trouble) {
  if (!demand(value, trouble)) return {};
  const JinjaValue key{std::string(name)};
  if (value.is(JinjaKind::Dict)) {
    if (auto found = value.entry(key)) return *std::move(found);
  }
  return bare_attribute_of(value, name, trouble);
}

JinjaValue bare_attribute_of(const JinjaValue& value, std::string_view name, JinjaTrouble& trouble) {
  if (auto found = own_attribute(value, name, trouble)) return *std::move(found);
  return missing(value, JinjaValue(std::string(name)));
}

JinjaValue item_of(const JinjaValue& value, const JinjaValue& key, JinjaTrouble& trouble) {
  if (!demand(value, trouble)) return {};
  if (auto found = own_item(value, key)) return *std::move(found);
  if (key.is_string()) {
    if (auto found = own_attribute(value, key.text(), trouble)) return *std::move(found);
  }
  return missing(value, key);
}

JinjaValue slice_of(const JinjaValue& value, const JinjaValue& first, const JinjaValue& stop, const JinjaValue& step,
                    JinjaTrouble& trouble) {
  if (!demand(value, trouble)) return {};
  if (!value.is_string() && !value.is_sequence()) return missing(value, JinjaValue(std::string("slice")));
  // Larger steps than any list is long are all the same.
  const std::int64_t stride = step.is_whole() ? std::clamp(step.whole(), -kLongestStep, kLongestStep) : 1;
  if (stride == 0) {
    trouble.fail("slice step cannot be zero");
    return {};
  }
  const JinjaItems items = *value.elements();
  const auto size = static_cast<std::int64_t>(items.size());
  const bool backwards = stride < 0;
  const std::int64_t begin = bound(first, size, backwards ? size - 1 : 0, backwards);
  const std::int64_t end = bound(stop, size, backwards ? -1 : size, backwards);
  JinjaItems taken;
  const std::int64_t distance = backwards ? begin - end : end - begin;
  for (std::int64_t done = 0; done < distance; done += std::min(distance, std::abs(stride))) {
    taken.push_back(items[static_cast<std::size_t>(backwards ? begin - done : begin + done)]);
  }
  if (value.is(JinjaKind::Tuple)) return JinjaValue::tuple(std::move(taken));
  if (!value.is_string()) return JinjaValue::list(std::move(taken));
  std::string text;
  for (const JinjaValue& sign : taken) text += sign.text();
  return value.is_markup() ? JinjaValue::markup(std::move(text)) : JinjaValue(std::move(text));
}

JinjaValue path_of(const JinjaValue& value, const JinjaValue& path, JinjaTrouble& trouble) {
  if (!path.is_string()) return item_of(value, path, trouble);
  JinjaValue found = value;
  std::string_view rest = path.text();
  while (!trouble.failed()) {
    const auto end = std::min(rest.find('.'), rest.size());
    const std::string_view part = rest.substr(0, end);
    const auto place = plan::parse_int(part);
    const bool is_place = place && *place >= 0;
    found = item_of(found, is_place ? JinjaValue(*place) : JinjaValue(std::string(part)), trouble);
    if (end == rest.size()) break;
    rest.remove_prefix(end + 1);
  }
  return found;
}

}  // namespace sdg::eval
