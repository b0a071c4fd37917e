#include "runtime/value/expectation.h"

#include <cstddef>

#include "compiler/plan/utf8.h"

namespace sdg::value {
namespace {

using plan::Type;
using plan::TypeKind;
using plan::Value;

constexpr std::size_t kShownCodePoints = 60;  // of a value: enough to recognize it

/// ` from 1 to 5` of a number, ` of 1 to 5` of a length, ` of at least 2`, ` of at most 9`, ` of exactly 3`, or
/// nothing.
std::string show_bounds(const Type& type) {
  if (!type.min && !type.max) return {};
  if (!type.max) return " of at least " + plan::show_bound(*type.min);
  if (!type.min) return " of at most " + plan::show_bound(*type.max);
  if (*type.min == *type.max) return " of exactly " + plan::show_bound(*type.min);
  const bool is_number = type.kind == TypeKind::Int || type.kind == TypeKind::Float;
  return (is_number ? " from " : " of ") + plan::show_bound(*type.min) + " to " + plan::show_bound(*type.max);
}

std::string show_literals(const Type& type) {
  if (type.literals.size() == 1) return to_json(type.literals[0]);
  std::string text;
  for (const auto& literal : type.literals) text += (text.empty() ? "one of " : ", ") + to_json(literal);
  return text;
}

std::string show_string(const Type& type) {
  std::string text = "a string";
  if (type.min || type.max) text += show_bounds(type) + " characters";
  if (!type.pattern.empty()) text += " that matches /" + type.pattern + "/";
  return text;
}

std::string show_list(const Type& type) {
  return type.min || type.max ? "a list" + show_bounds(type) + " elements" : std::string("a list");
}

std::string wanted(const plan::TypeTable& types, plan::TypeId id) {
  const Type& type = types[id];
  switch (type.kind) {
    case TypeKind::Null: return "null";
    case TypeKind::Bool: return "true or false";
    case TypeKind::Int: return "an int" + show_bounds(type);
    case TypeKind::Float: return "a number" + show_bounds(type);
    case TypeKind::String: return show_string(type);
    case TypeKind::Bytes: return "bytes in base64";
    case TypeKind::Date: return "a date like \"2024-01-31\"";
    case TypeKind::DateTime: return "a datetime like \"2024-01-31T12:00:00Z\"";
    case TypeKind::Duration: return "a duration like \"PT1H30M\"";
    case TypeKind::Literal: return show_literals(type);
    case TypeKind::List: return show_list(type);
    case TypeKind::Record: return "an object";
    case TypeKind::Optional: return wanted(types, type.element) + " or null";
    case TypeKind::Error:
    case TypeKind::Json:
    case TypeKind::Image:
    case TypeKind::Secret:
    case TypeKind::Regex:
    case TypeKind::Money: return types.show(id);
  }
  return {};
}

/// Its length where that is what is wrong, else the value, cut where it is long.
std::string shown(const Type& type, const Value& value) {
  if (type.kind == TypeKind::List && value.is_list()) return "one of " + std::to_string(value.items().size());
  std::string json = to_json(value);
  const std::size_t end = plan::byte_of_code_point(json, kShownCodePoints);
  if (end < json.size()) json.replace(end, std::string::npos, "…");
  if (type.kind == TypeKind::String && value.is_string() && type.pattern.empty()) {
    json += " with " + std::to_string(plan::count_code_points(value.text()));
  }
  return json;
}

}  // namespace

std::string expected(const plan::TypeTable& types, plan::TypeId type, const Value& instead) {
  return "expected " + wanted(types, type) + ", not " + shown(types[types.required(type)], instead);
}

bool within_bounds(const Type& type, double size) {
  return (!type.min || size >= *type.min) && (!type.max || size <= *type.max);
}

}  // namespace sdg::value
