#include "compiler/sema/fit.h"

#include <algorithm>

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

std::optional<TypeId> common_record(TypeTable& types, TypeId a, TypeId b) {
  const std::vector<Field> left = types[a].fields;
  if (left.size() != types[b].fields.size()) return {};
  std::vector<Field> fields;
  for (const Field& field : left) {
    const Field* other = types.find_field(b, field.name);
    if (!other) return {};
    const auto type = common_type(types, field.type, other->type);
    if (!type) return {};
    fields.push_back({field.name, *type, field.doc, {}});
  }
  return types.record_of(std::move(fields));
}

std::optional<TypeId> common_list(TypeTable& types, TypeId a, TypeId b) {
  const Type left = types[a], right = types[b];
  const auto element = common_type(types, left.element, right.element);
  if (!element) return {};
  const auto looser = [](auto x, auto y, auto pick) { return x && y ? std::optional(pick(*x, *y)) : std::nullopt; };
  return types.list_of(*element, looser(left.min, right.min, [](double x, double y) { return std::min(x, y); }),
                       looser(left.max, right.max, [](double x, double y) { return std::max(x, y); }));
}

TypeId united_literals(TypeTable& types, const Type& a, const Type& b) {
  std::vector<Value> literals = a.literals;
  for (const Value& literal : b.literals) {
    if (std::ranges::find(literals, literal) == literals.end()) literals.push_back(literal);
  }
  return types.literal_of(std::move(literals));
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

std::optional<TypeId> common_type(TypeTable& types, TypeId a, TypeId b) {
  if (a == b) return a;
  const Type left = types[a], right = types[b];  // copies: adding a type moves the table
  if (left.kind == TypeKind::Error) return b;
  if (right.kind == TypeKind::Error) return a;
  if (left.kind == TypeKind::Null) return types.optional_of(b);
  if (right.kind == TypeKind::Null) return types.optional_of(a);
  if (left.kind == TypeKind::Optional || right.kind == TypeKind::Optional) {
    const auto inner = common_type(types, types.required(a), types.required(b));
    return inner ? std::optional(types.optional_of(*inner)) : std::nullopt;
  }
  if (left.kind == TypeKind::Json || right.kind == TypeKind::Json) return types.of(TypeKind::Json);
  if (left.kind == TypeKind::List && right.kind == TypeKind::List) return common_list(types, a, b);
  if (left.kind == TypeKind::Record && right.kind == TypeKind::Record) return common_record(types, a, b);
  const TypeKind left_kind = base_kind(left), right_kind = base_kind(right);
  if (left_kind == right_kind) {
    if (left.kind == TypeKind::Literal && right.kind == TypeKind::Literal) return united_literals(types, left, right);
    return types.of(left_kind);
  }
  const bool both_numbers = is_numeric(types, a) && is_numeric(types, b);
  return both_numbers ? std::optional(types.of(TypeKind::Float)) : std::nullopt;
}

TypeId widened(const TypeTable& types, TypeId type) {
  return types[type].kind == TypeKind::Literal ? types.of(base_kind(types[type])) : type;
}

bool is_text(const TypeTable& types, TypeId type) { return base_kind(types[type]) == TypeKind::String; }

bool holds_float(const TypeTable& types, TypeId id) {
  const Type& type = types[id];
  if (type.kind == TypeKind::Optional || type.kind == TypeKind::List) return holds_float(types, type.element);
  return base_kind(type) == TypeKind::Float ||
         std::ranges::any_of(type.fields, [&](const Field& field) { return holds_float(types, field.type); });
}

bool is_numeric(const TypeTable& types, TypeId type) {
  const TypeKind kind = base_kind(types[type]);
  return kind == TypeKind::Int || kind == TypeKind::Float;
}

}  // namespace sdg::sema
