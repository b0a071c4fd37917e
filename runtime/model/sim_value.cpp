#include "runtime/model/sim_value.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "compiler/plan/base64.h"
#include "compiler/plan/civil_time.h"
#include "compiler/plan/regex.h"
#include "compiler/plan/utf8.h"
#include "compiler/plan/weight.h"
#include "runtime/eval/regex_text.h"
#include "runtime/model/url.h"

namespace sdg::model {
namespace {

constexpr double kNullShare = 0.15;
constexpr std::int64_t kLongestWithoutLimit = 4;  // elements
constexpr std::size_t kLongestText = 4'000;       // code points, where the type says no limit
constexpr int kTriesAtPattern = 16;
// Values in one reply before its lists are as short as the type allows: lists in lists grow with every level.
constexpr std::size_t kMostValues = 20'000;

/// Ends that fit what the name says, where the type leaves them open.
std::pair<double, double> usual_range(std::string_view field) {
  constexpr std::pair<std::string_view, std::pair<double, double>> ranges[] = {
      {"age", {18, 90}},  {"year", {1950, 2025}}, {"month", {1, 12}}, {"day", {1, 28}},     {"score", {1, 10}},
      {"rating", {1, 5}}, {"price", {5, 500}},    {"count", {1, 20}}, {"percent", {0, 100}}};
  const auto name = lower_case(field);
  for (const auto& [part, range] : ranges) {
    if (name.find(part) != std::string::npos) return range;
  }
  return {0, 100};
}

/// The usual range moved into the type's bounds.
std::pair<double, double> range_of(const plan::Type& type, std::string_view field) {
  auto [low, high] = usual_range(field);
  const double width = high - low;
  if (type.min && (*type.min > low || type.max)) low = *type.min;
  if (type.max) high = *type.max;
  if (type.min && !type.max) high = std::max(high, low + width);
  if (type.max && !type.min) low = std::min(low, high - width);
  return {low, high};
}

}  // namespace

void SimValue::append_json(std::string& out, plan::TypeId id, std::string_view field, std::uint64_t place) {
  const auto& type = types_[id];
  ++values_;
  switch (type.kind) {
    case plan::TypeKind::Optional:
      if (voice_.chance(kNullShare)) {
        out += "null";
      } else {
        append_json(out, type.element, field, place);
      }
      break;
    case plan::TypeKind::List: append_list(out, type, field); break;
    case plan::TypeKind::Record: append_record(out, type, place); break;
    case plan::TypeKind::Literal: plan::append_json(out, literal(type, field, place)); break;
    case plan::TypeKind::Json:
      out += "{\"note\":";
      plan::append_json_string(out, voice_.sentence());
      out += '}';
      break;
    case plan::TypeKind::Null:
    case plan::TypeKind::Error:
    case plan::TypeKind::Bool:
    case plan::TypeKind::Int:
    case plan::TypeKind::Float: out += text(id, field); break;
    case plan::TypeKind::String:
    case plan::TypeKind::Bytes:
    case plan::TypeKind::Date:
    case plan::TypeKind::DateTime:
    case plan::TypeKind::Duration:
    case plan::TypeKind::Image:
    case plan::TypeKind::Secret:
    case plan::TypeKind::Regex:
    case plan::TypeKind::Money: plan::append_json_string(out, text(id, field)); break;
  }
}

std::string SimValue::text(plan::TypeId id, std::string_view field) {
  const auto& type = types_[id];
  auto& stream = voice_.stream();
  std::string out;
  switch (type.kind) {
    case plan::TypeKind::Null:
    case plan::TypeKind::Error: return "null";
    case plan::TypeKind::Bool: return voice_.chance(0.5) ? "true" : "false";
    case plan::TypeKind::Int: return integer(type, field);
    case plan::TypeKind::Float: return real(type, field);
    case plan::TypeKind::Bytes: plan::append_base64(out, voice_.text_for("topic")); return out;
    case plan::TypeKind::Date: return voice_.text_for("date");
    case plan::TypeKind::DateTime:
      plan::append_datetime(out, stream.between(1'577'836'800, 1'767'225'599) * 1000);
      return out;
    case plan::TypeKind::Duration: plan::append_duration(out, stream.between(1, 120) * 60'000); return out;
    case plan::TypeKind::String: return string(type, field);
    case plan::TypeKind::Image:
    case plan::TypeKind::Secret:
    case plan::TypeKind::Regex:
    case plan::TypeKind::Money: return voice_.sentence();
    case plan::TypeKind::Literal: return plan::to_text(literal(type, field, 0));
    case plan::TypeKind::Optional: return text(type.element, field);
    case plan::TypeKind::Json:
    case plan::TypeKind::List:
    case plan::TypeKind::Record: append_json(out, id, field); return out;
  }
  return out;
}

std::string SimValue::string(const plan::Type& type, std::string_view field) {
  if (!type.pattern.empty()) return string_of_pattern(type);
  const auto least = static_cast<std::size_t>(std::max(0.0, type.min.value_or(0)));
  const auto most = type.max ? static_cast<std::size_t>(std::max(0.0, *type.max)) : std::max(kLongestText, 2 * least);
  return voice_.text_of_length(field, least, most);
}

/// A text that the pattern describes and whose length fits, if that is found soon.
std::string SimValue::string_of_pattern(const plan::Type& type) {
  const auto regex = plan::Regex::compile(type.pattern);
  std::string text;
  for (int i = 0; i < kTriesAtPattern; ++i) {
    auto drawn = eval::text_matching(type.pattern, voice_.stream());
    if (!drawn || !regex) return voice_.text_for("id");
    text = std::move(*drawn);
    const auto length = static_cast<double>(plan::count_code_points(text));
    if (length >= type.min.value_or(0) && length <= type.max.value_or(length) && regex->found_in(text)) break;
  }
  return text;
}

std::string SimValue::integer(const plan::Type& type, std::string_view field) {
  constexpr double kLargest = 9e15;
  const auto [low, high] = range_of(type, field);
  const auto first = static_cast<std::int64_t>(std::ceil(std::max(low, -kLargest)));
  const auto last = static_cast<std::int64_t>(std::floor(std::min(high, kLargest)));
  return std::to_string(last < first ? first : voice_.stream().between(first, last));
}

std::string SimValue::real(const plan::Type& type, std::string_view field) {
  const auto [low, high] = range_of(type, field);
  const double drawn = low + (high - low) * voice_.stream().unit();
  // Two digits read well; bounds that are closer than that want them all.
  const double rounded = std::round(drawn * 100) / 100;
  std::string out;
  plan::append_float(out, rounded >= low && rounded <= high ? rounded : drawn);
  return out;
}

const plan::Value& SimValue::literal(const plan::Type& type, std::string_view field, std::uint64_t place) {
  // Turns of a conversation take turns.
  if (field == "role" || field == "speaker") return type.literals[place % type.literals.size()];
  return type.literals[voice_.stream().below(type.literals.size())];
}

void SimValue::append_list(std::string& out, const plan::Type& type, std::string_view field) {
  const auto least = static_cast<std::int64_t>(std::max(0.0, type.min.value_or(1)));
  const auto room = depth_ > 1 ? 1 : kLongestWithoutLimit - 1;
  auto most = std::max<std::int64_t>(least, 1) + room;
  if (type.max) most = std::min(most, static_cast<std::int64_t>(*type.max));
  auto count = voice_.stream().between(std::min(least, most), most);
  if (values_ > kMostValues) count = type.min ? least : 0;
  out += '[';
  ++depth_;
  // Where the type wants more than any row may hold, nobody can give that.
  for (std::int64_t i = 0; i < count && out.size() <= plan::kMostWeight; ++i) {
    if (i > 0) out += ',';
    append_json(out, type.element, field, static_cast<std::uint64_t>(i));
  }
  --depth_;
  out += ']';
}

void SimValue::append_record(std::string& out, const plan::Type& type, std::uint64_t place) {
  out += '{';
  ++depth_;
  for (std::size_t i = 0; i < type.fields.size(); ++i) {
    if (i > 0) out += ',';
    plan::append_json_string(out, type.fields[i].name);
    out += ':';
    append_json(out, type.fields[i].type, type.fields[i].name, place);
  }
  --depth_;
  out += '}';
}

}  // namespace sdg::model
