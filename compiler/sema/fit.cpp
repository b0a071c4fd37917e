#include "compiler/sema/fit.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <unordered_set>
#include <utility>

namespace sdg::sema {

using plan::Field;
using plan::Type;
using plan::TypeId;
using plan::TypeKind;
using plan::TypeTable;
using plan::Value;
using plan::ValueKind;

namespace {

TypeKind kind_of_literal(const Value& literal) {
  switch (literal.kind()) {
    case ValueKind::Bool: return TypeKind::Bool;
    case ValueKind::Int: return TypeKind::Int;
    case ValueKind::Float: return TypeKind::Float;
    case ValueKind::String: return TypeKind::String;
    case ValueKind::Null:
    case ValueKind::Bytes:
    case ValueKind::Date:
    case ValueKind::DateTime:
    case ValueKind::Duration:
    case ValueKind::List:
    case ValueKind::Record: return TypeKind::Error;
  }
  return TypeKind::Error;
}

/// What the literals of a union are, or the kind itself.
TypeKind base_kind(const Type& type) {
  return type.kind == TypeKind::Literal && !type.literals.empty() ? kind_of_literal(type.literals.front()) : type.kind;
}

bool has_constraint(const Type& type) { return type.min || type.max || !type.pattern.empty(); }

/// Whether every value within `have`'s bounds is within `want`'s.
bool is_within(const Type& have, const Type& want) {
  if (want.min && (!have.min || *have.min < *want.min)) return false;
  if (want.max && (!have.max || *have.max > *want.max)) return false;
  return want.pattern.empty() || want.pattern == have.pattern;
}

Fit weaker(Fit a, Fit b) { return std::min(a, b); }

Fit fit_literals(const Type& have, const Type& want) {
  if (have.kind != TypeKind::Literal) return Fit::No;
  const auto is_wanted = [&](const Value& literal) {
    return std::ranges::find(want.literals, literal) != want.literals.end();
  };
  return std::ranges::all_of(have.literals, is_wanted) ? Fit::Yes : Fit::No;
}

Fit fit_fields(const TypeTable& types, TypeId have, const Type& want) {
  Fit result = Fit::Yes;
  for (const Field& field : want.fields) {
    const Field* given = types.find_field(have, field.name);
    if (given) {
      result = weaker(result, fit(types, given->type, field.type));
    } else if (field.default_value || types.is_optional(field.type)) {
      result = weaker(result, Fit::Checked);  // the missing field is filled in when the value is made
    } else {
      return Fit::No;
    }
  }
  const bool same_fields = std::ranges::equal(want.fields, types[have].fields, {}, &Field::name, &Field::name);
  return same_fields ? result : weaker(result, Fit::Checked);
}

Fit fit_scalars(const Type& have, const Type& want) {
  const TypeKind kind = base_kind(have);
  const bool widens = kind == TypeKind::Int && want.kind == TypeKind::Float;
  if (kind != want.kind && !widens) return Fit::No;
  if (widens) return Fit::Checked;
  if (!has_constraint(want) || (have.kind == want.kind && is_within(have, want))) return Fit::Yes;
  return Fit::Checked;
}

bool are_all(const TypeTable& types, std::span<const TypeId> all, TypeKind kind) {
  return std::ranges::all_of(all, [&](TypeId id) { return types[id].kind == kind; });
}

std::optional<TypeId> common_record(TypeTable& types, std::span<const TypeId> records) {
  const std::vector<Field> first = types[records[0]].fields;
  const auto is_as_large = [&](TypeId record) { return types[record].fields.size() == first.size(); };
  if (!std::ranges::all_of(records, is_as_large)) return {};
  std::vector<Field> fields;
  for (const Field& field : first) {
    std::vector<TypeId> found;
    for (const TypeId record : records) {
      const Field* other = types.find_field(record, field.name);
      if (!other) return {};
      found.push_back(other->type);
    }
    const auto type = common_type(types, found);
    if (!type) return {};
    fields.push_back({field.name, *type, field.doc, {}});
  }
  return types.record_of(std::move(fields));
}

std::optional<TypeId> common_list(TypeTable& types, std::span<const TypeId> lists) {
  std::vector<TypeId> elements;
  std::optional<double> min = types[lists[0]].min, max = types[lists[0]].max;
  for (const TypeId list : lists) {
    const Type& type = types[list];
    elements.push_back(type.element);
    min = min && type.min ? std::optional(std::min(*min, *type.min)) : std::nullopt;
    max = max && type.max ? std::optional(std::max(*max, *type.max)) : std::nullopt;
  }
  const auto element = common_type(types, elements);
  return element ? std::optional(types.list_of(*element, min, max)) : std::nullopt;
}

TypeId united_literals(TypeTable& types, std::span<const TypeId> unions) {
  std::vector<Value> literals;
  std::unordered_set<std::string> seen;  // texts will do: all are of one kind
  for (const TypeId id : unions) {
    for (const Value& literal : types[id].literals) {
      if (seen.insert(plan::to_text(literal)).second) literals.push_back(literal);
    }
  }
  return types.literal_of(std::move(literals));
}

/// Types without their `?`, each once; none of them null.
struct PartsToJoin {
  std::vector<TypeId> types;
  bool with_null = false;
};

PartsToJoin parts_to_join(const TypeTable& types, std::span<const TypeId> all) {
  PartsToJoin parts;
  std::unordered_set<std::uint32_t> seen;
  for (const TypeId id : all) {
    const TypeKind kind = types[id].kind;
    parts.with_null |= kind == TypeKind::Null || kind == TypeKind::Optional;
    if (kind == TypeKind::Error || kind == TypeKind::Null) continue;
    const TypeId part = types.required(id);
    if (seen.insert(part.index).second) parts.types.push_back(part);
  }
  return parts;
}

/// Of two or more, all different.
std::optional<TypeId> common_of_parts(TypeTable& types, std::span<const TypeId> parts) {
  const auto is_json = [&](TypeId id) { return types[id].kind == TypeKind::Json; };
  if (std::ranges::any_of(parts, is_json)) return types.of(TypeKind::Json);
  if (are_all(types, parts, TypeKind::List)) return common_list(types, parts);
  if (are_all(types, parts, TypeKind::Record)) return common_record(types, parts);
  if (std::ranges::all_of(parts, [&](TypeId id) { return base_kind(types[id]) == base_kind(types[parts[0]]); })) {
    if (are_all(types, parts, TypeKind::Literal)) return united_literals(types, parts);
    return types.of(base_kind(types[parts[0]]));
  }
  const bool all_numbers = std::ranges::all_of(parts, [&](TypeId id) { return is_numeric(types, id); });
  return all_numbers ? std::optional(types.of(TypeKind::Float)) : std::nullopt;
}

}  // namespace

Fit fit(const TypeTable& types, TypeId have, TypeId want) {
  if (have == want) return Fit::Yes;
  const Type& given = types[have];
  const Type& wanted = types[want];
  if (given.kind == TypeKind::Error || wanted.kind == TypeKind::Error) return Fit::Yes;
  if (wanted.kind == TypeKind::Optional) {
    if (given.kind == TypeKind::Null) return Fit::Yes;
    return fit(types, types.required(have), wanted.element);
  }
  if (given.kind == TypeKind::Optional) return wanted.kind == TypeKind::Json ? Fit::Yes : Fit::No;
  if (given.kind == TypeKind::Secret || wanted.kind == TypeKind::Secret) {
    // A text may be used as a secret, a secret never as a text.
    return wanted.kind == TypeKind::Secret && (given.kind == TypeKind::Secret || base_kind(given) == TypeKind::String)
               ? Fit::Yes
               : Fit::No;
  }
  if (wanted.kind == TypeKind::Json) return Fit::Yes;
  if (given.kind == TypeKind::Json) return Fit::Checked;
  if (wanted.kind == TypeKind::Literal) return fit_literals(given, wanted);
  if (wanted.kind == TypeKind::List && given.kind == TypeKind::List) {
    const Fit elements =
        types[given.element].kind == TypeKind::Error ? Fit::Yes : fit(types, given.element, wanted.element);
    return weaker(elements, is_within(given, wanted) ? Fit::Yes : Fit::Checked);
  }
  if (wanted.kind == TypeKind::Record && given.kind == TypeKind::Record) return fit_fields(types, have, wanted);
  return fit_scalars(given, wanted);
}

std::optional<TypeId> common_type(TypeTable& types, std::span<const TypeId> all) {
  const PartsToJoin parts = parts_to_join(types, all);
  if (parts.types.empty()) return parts.with_null ? types.of(TypeKind::Null) : types.error();
  const auto common = parts.types.size() == 1 ? std::optional(parts.types[0]) : common_of_parts(types, parts.types);
  return common && parts.with_null ? std::optional(types.optional_of(*common)) : common;
}

std::optional<TypeId> common_type(TypeTable& types, TypeId a, TypeId b) {
  return a == b ? a : common_type(types, std::array{a, b});
}

std::size_t common_until(TypeTable& types, std::span<const TypeId> all) {
  std::size_t fits = 1, too_many = all.size();
  while (fits + 1 < too_many) {
    const std::size_t middle = fits + (too_many - fits) / 2;
    (common_type(types, all.first(middle)) ? fits : too_many) = middle;
  }
  return fits;
}

TypeId widened(const TypeTable& types, TypeId type) {
  return types[type].kind == TypeKind::Literal ? types.of(base_kind(types[type])) : type;
}

TypeId loosened(TypeTable& types, TypeId id) {
  const Type& type = types[id];
  if (type.kind == TypeKind::Optional) return types.optional_of(loosened(types, type.element));
  if (type.kind == TypeKind::List) return types.list_of(loosened(types, type.element));
  if (type.kind != TypeKind::Record || !type.name.empty()) return widened(types, id);
  std::vector<Field> fields = type.fields;
  for (Field& field : fields) field.type = loosened(types, field.type);
  return types.record_of(std::move(fields));
}

bool is_text(const TypeTable& types, TypeId type) { return base_kind(types[type]) == TypeKind::String; }

bool is_numeric(const TypeTable& types, TypeId type) {
  const TypeKind kind = base_kind(types[type]);
  return kind == TypeKind::Int || kind == TypeKind::Float;
}

}  // namespace sdg::sema
