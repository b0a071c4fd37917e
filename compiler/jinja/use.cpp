#include "compiler/jinja/use.h"

#include <algorithm>

namespace sdg::jinja {

using plan::TypeId;
using plan::TypeKind;

Use& Use::element_at(source::Span span) {
  if (!element) {
    element = std::make_unique<Use>();
    element->first = span;
  }
  return *element;
}

Use& Use::field_at(std::string_view name, source::Span span) {
  const auto known = std::ranges::find_if(fields, [&](const auto& field) { return field.first == name; });
  if (known != fields.end()) return *known->second;
  fields.emplace_back(name, std::make_unique<Use>());
  fields.back().second->first = span;
  return *fields.back().second;
}

namespace {

TypeId required_type(const Use& use, plan::TypeTable& types) {
  if (use.is_open || (use.element && !use.fields.empty())) return types.of(TypeKind::Json);
  if (use.element) return types.list_of(implied_type(*use.element, types));
  if (use.fields.empty()) return types.of(use.is_number ? TypeKind::Float : TypeKind::String);
  std::vector<plan::Field> fields;
  for (const auto& [name, field] : use.fields) fields.push_back({name, implied_type(*field, types), {}, {}});
  return types.record_of(std::move(fields));
}

}  // namespace

TypeId implied_type(const Use& use, plan::TypeTable& types) {
  const TypeId type = required_type(use, types);
  return use.is_required ? type : types.optional_of(type);
}

}  // namespace sdg::jinja
