#include "runtime/eval/type_check.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/plan/utf8.h"

namespace sdg::eval {
namespace {

using plan::Type;
using plan::TypeId;
using plan::TypeKind;
using plan::Value;
using plan::ValueKind;

constexpr std::size_t kShownCodePoints = 60;  // of a value: enough to recognize it

std::string shown(const Value& value) {
  std::string json = plan::to_json(value);
  const auto end = plan::byte_of_code_point(json, kShownCodePoints);
  if (end < json.size()) json.replace(end, std::string::npos, "…");
  return json;
}

std::string number_text(double x) {
  std::string text;
  plan::append_float(text, x);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

/// `between 1 and 5`, `at least 2`, `at most 9`.
std::string bounds_text(const Type& type) {
  if (!type.max) return fmt::format("at least {}", number_text(*type.min));
  if (!type.min) return fmt::format("at most {}", number_text(*type.max));
  return fmt::format("between {} and {}", number_text(*type.min), number_text(*type.max));
}

bool within(const Type& type, double size) {
  return (!type.min || size >= *type.min) && (!type.max || size <= *type.max);
}

}  // namespace

TypeCheck::TypeCheck(const plan::TypeTable& types) : types_(types), patterns_(types.size()) {
  for (std::uint32_t i = 0; i < types.size(); ++i) {
    const auto& pattern = types[TypeId{i}].pattern;
    if (pattern.empty()) continue;
    if (auto compiled = plan::Regex::compile(pattern)) patterns_[i] = *std::move(compiled);
  }
}

std::optional<std::string> TypeCheck::violation(TypeId type, const Value& value) const {
  Violation violation;
  if (fits(type, value, violation)) return std::nullopt;
  if (violation.path.empty()) return "the value " + violation.wrong;
  const std::string_view path = violation.path;
  return fmt::format("`{}` {}", path.starts_with('.') ? path.substr(1) : path, violation.wrong);
}

bool TypeCheck::fits_kind(TypeId id, bool fits, const Value& value, Violation& violation) const {
  if (!fits) violation.wrong = fmt::format("must be {}, not {}", types_.show(id), shown(value));
  return fits;
}

bool TypeCheck::fits(TypeId id, const Value& value, Violation& violation) const {
  const Type& type = types_[id];
  switch (type.kind) {
    case TypeKind::Error:
    case TypeKind::Json:
    case TypeKind::Image:
    case TypeKind::Secret:
    case TypeKind::Regex:
    case TypeKind::Money:
      return true;
    case TypeKind::Null:
      return fits_kind(id, value.is_null(), value, violation);
    case TypeKind::Bool:
      return fits_kind(id, value.kind() == ValueKind::Bool, value, violation);
    case TypeKind::Int:
      return fits_kind(id, value.kind() == ValueKind::Int, value, violation) && fits_number(type, value, violation);
    case TypeKind::Float:
      return fits_kind(id, value.is_number(), value, violation) && fits_number(type, value, violation);
    case TypeKind::String:
      return fits_kind(id, value.is_string(), value, violation) && fits_text(id, value, violation);
    case TypeKind::Bytes:
      return fits_kind(id, value.kind() == ValueKind::Bytes, value, violation);
    case TypeKind::Date:
      return fits_kind(id, value.kind() == ValueKind::Date, value, violation);
    case TypeKind::DateTime:
      return fits_kind(id, value.kind() == ValueKind::DateTime, value, violation);
    case TypeKind::Duration:
      return fits_kind(id, value.kind() == ValueKind::Duration, value, violation);
    case TypeKind::Literal:
      return fits_kind(id, std::ranges::find(type.literals, value) != type.literals.end(), value, violation);
    case TypeKind::List:
      return fits_kind(id, value.is_list(), value, violation) && fits_list(type, value, violation);
    case TypeKind::Record:
      return fits_kind(id, value.is_record(), value, violation) && fits_record(type, value, violation);
    case TypeKind::Optional:
      return value.is_null() || fits(type.element, value, violation);
  }
  return false;
}

bool TypeCheck::fits_number(const Type& type, const Value& value, Violation& violation) const {
  if (within(type, value.as_float())) return true;
  violation.wrong = fmt::format("must be {}, not {}", bounds_text(type), shown(value));
  return false;
}

bool TypeCheck::fits_text(TypeId id, const Value& value, Violation& violation) const {
  const Type& type = types_[id];
  if (type.min || type.max) {
    const auto length = plan::count_code_points(value.text());
    if (!within(type, static_cast<double>(length))) {
      violation.wrong = fmt::format("must be {} characters long, not {}", bounds_text(type), length);
      return false;
    }
  }
  const auto& pattern = patterns_[id.index];
  if (!pattern || pattern->found_in(value.text())) return true;
  violation.wrong = fmt::format("must match /{}/, and is {}", type.pattern, shown(value));
  return false;
}

bool TypeCheck::fits_list(const Type& type, const Value& value, Violation& violation) const {
  const auto items = value.items();
  if (!within(type, static_cast<double>(items.size()))) {
    violation.wrong = fmt::format("must have {} elements, not {}", bounds_text(type), items.size());
    return false;
  }
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (fits(type.element, items[i], violation)) continue;
    violation.path.insert(0, fmt::format("[{}]", i));
    return false;
  }
  return true;
}

bool TypeCheck::fits_record(const Type& type, const Value& value, Violation& violation) const {
  for (const auto& field : type.fields) {
    const auto* given = value.field(field.name);
    if (!given && types_.is_optional(field.type)) continue;
    if (given && fits(field.type, *given, violation)) continue;
    if (!given) violation.wrong = "is missing";
    violation.path.insert(0, "." + field.name);
    return false;
  }
  return true;
}

}  // namespace sdg::eval
