#include "compiler/plan/type.h"

#include <charconv>
#include <cstddef>
#include <stdexcept>
#include <utility>

namespace sdg::plan {
namespace {

constexpr std::size_t kPlainKinds = static_cast<std::size_t>(TypeKind::Literal);

std::string_view plain_name(TypeKind kind) {
  switch (kind) {
    case TypeKind::Error: return "unknown";
    case TypeKind::Null: return "null";
    case TypeKind::Bool: return "bool";
    case TypeKind::Int: return "int";
    case TypeKind::Float: return "float";
    case TypeKind::String: return "string";
    case TypeKind::Bytes: return "bytes";
    case TypeKind::Json: return "json";
    case TypeKind::Date: return "date";
    case TypeKind::DateTime: return "datetime";
    case TypeKind::Duration: return "duration";
    case TypeKind::Image: return "image";
    case TypeKind::Secret: return "secret";
    case TypeKind::Regex: return "regex";
    case TypeKind::Money: return "money";
    case TypeKind::Literal:
    case TypeKind::List:
    case TypeKind::Record:
    case TypeKind::Optional: break;
  }
  throw std::logic_error("a type with parts has no plain name");
}

/// A text and where it ends, so that neighbours cannot be mistaken for one another.
void append_sized(std::string& key, std::string_view text) {
  key += std::to_string(text.size());
  key += ':';
  key += text;
}

/// The kind as well: the text "2024-01-31" and that date look the same in JSON.
void append_value(std::string& key, const Value& value) {
  key += std::to_string(static_cast<int>(value.kind()));
  append_sized(key, to_json(value));
}

void append_bound(std::string& key, const std::optional<double>& bound) {
  if (bound) append_float(key, *bound);
  key += ',';
}

/// Two types are the same if and only if their keys are.
std::string key_of(const Type& type) {
  std::string key = std::to_string(static_cast<int>(type.kind)) + ' ';
  append_sized(key, type.name);
  append_sized(key, type.pattern);
  append_bound(key, type.min);
  append_bound(key, type.max);
  if (type.kind == TypeKind::List || type.kind == TypeKind::Optional) key += std::to_string(type.element.index);
  for (const auto& literal : type.literals) append_value(key, literal);
  for (const auto& field : type.fields) {
    key += '.';
    append_sized(key, field.name);
    append_sized(key, field.doc);
    key += std::to_string(field.type.index) + ' ';
    if (field.default_value) append_value(key, *field.default_value);
  }
  return key;
}

/// `(2..40)`, `(2..)`, `(..40)`, `(2)`, `(/re/)` or nothing.
std::string show_constraint(const Type& type) {
  std::string text;
  if (!type.pattern.empty()) text += "(/" + type.pattern + "/)";
  if (!type.min && !type.max) return text;
  if (type.min && type.max && *type.min == *type.max) return text + '(' + show_bound(*type.min) + ')';
  text += '(';
  if (type.min) text += show_bound(*type.min);
  text += "..";
  if (type.max) text += show_bound(*type.max);
  return text + ')';
}

std::string show_literals(const std::vector<Value>& literals) {
  std::string text;
  for (const auto& literal : literals) {
    if (!text.empty()) text += " | ";
    append_json(text, literal);
  }
  return text;
}

std::string show_fields(const TypeTable& types, const std::vector<Field>& fields) {
  std::string text;
  for (const auto& field : fields) text += (text.empty() ? "" : ", ") + field.name + ": " + types.show(field.type);
  return '{' + text + '}';
}

}  // namespace

std::string show_bound(double bound) {
  std::string text = float_text(bound);
  if (text.ends_with(".0")) text.resize(text.size() - 2);
  return text;
}

TypeTable::TypeTable() {
  for (std::size_t kind = 0; kind < kPlainKinds; ++kind) {
    Type plain;
    plain.kind = static_cast<TypeKind>(kind);
    add(std::move(plain));
  }
}

TypeId TypeTable::add(Type type) {
  auto& same = by_text_[key_of(type)];
  if (same.empty()) {
    same.push_back({static_cast<std::uint32_t>(types_.size())});
    types_.push_back(std::move(type));
  }
  return same.front();
}

TypeId TypeTable::of(TypeKind kind) const {
  if (static_cast<std::size_t>(kind) >= kPlainKinds) throw std::logic_error("a type with parts needs its parts");
  return {static_cast<std::uint32_t>(kind)};
}

TypeId TypeTable::list_of(TypeId element, std::optional<double> min, std::optional<double> max) {
  Type list;
  list.kind = TypeKind::List;
  list.element = element;
  list.min = min;
  list.max = max;
  return add(std::move(list));
}

TypeId TypeTable::optional_of(TypeId inner) {
  const TypeKind kind = (*this)[inner].kind;
  if (kind == TypeKind::Optional || kind == TypeKind::Null || kind == TypeKind::Error) return inner;
  Type optional;
  optional.kind = TypeKind::Optional;
  optional.element = inner;
  return add(std::move(optional));
}

TypeId TypeTable::record_of(std::vector<Field> fields, std::string name) {
  Type record;
  record.kind = TypeKind::Record;
  record.fields = std::move(fields);
  record.name = std::move(name);
  return add(std::move(record));
}

TypeId TypeTable::literal_of(std::vector<Value> literals) {
  Type literal;
  literal.kind = TypeKind::Literal;
  literal.literals = std::move(literals);
  return add(std::move(literal));
}

const Field* TypeTable::find_field(TypeId record, std::string_view name) const {
  const auto index = field_index(record, name);
  return index ? &(*this)[record].fields[*index] : nullptr;
}

std::optional<std::uint32_t> TypeTable::field_index(TypeId record, std::string_view name) const {
  const auto& fields = (*this)[record].fields;
  for (std::uint32_t i = 0; i < fields.size(); ++i) {
    if (fields[i].name == name) return i;
  }
  return std::nullopt;
}

std::string TypeTable::show(TypeId id) const {
  const Type& type = (*this)[id];
  if (!type.name.empty()) return type.name;
  switch (type.kind) {
    case TypeKind::Literal: return show_literals(type.literals);
    case TypeKind::List: return '[' + show(type.element) + ']' + show_constraint(type);
    case TypeKind::Record: return show_fields(*this, type.fields);
    case TypeKind::Optional: return show(type.element) + '?';
    case TypeKind::Error:
    case TypeKind::Null:
    case TypeKind::Bool:
    case TypeKind::Int:
    case TypeKind::Float:
    case TypeKind::String:
    case TypeKind::Bytes:
    case TypeKind::Json:
    case TypeKind::Date:
    case TypeKind::DateTime:
    case TypeKind::Duration:
    case TypeKind::Image:
    case TypeKind::Secret:
    case TypeKind::Regex:
    case TypeKind::Money: return std::string(plain_name(type.kind)) + show_constraint(type);
  }
  return {};
}

}  // namespace sdg::plan
