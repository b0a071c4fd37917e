#include "compiler/sema/unify.h"

#include <algorithm>
#include <functional>
#include <numeric>

#include "compiler/sema/fit.h"

namespace sdg::sema {

using plan::PatternKind;
using plan::Type;
using plan::TypeId;
using plan::TypeKind;
using plan::TypePattern;
using plan::TypeTable;
using plan::Value;

namespace {

bool bind_letter(TypeTable& types, char letter, TypeId have, Bindings& bindings) {
  const auto [bound, is_new] = bindings.letters.emplace(letter, have);
  if (is_new) return true;
  const auto common = common_type(types, bound->second, have);
  if (!common) return false;
  bound->second = *common;
  return true;
}

bool unify_number(TypeTable& types, TypeId have, Bindings& bindings) {
  if (!is_numeric(types, have)) return false;
  if (types[widened(types, have)].kind == TypeKind::Float) bindings.has_float = true;
  return true;
}

bool unify_list(TypeTable& types, const TypePattern& pattern, TypeId have, Bindings& bindings) {
  const Type list = types[have];
  if (list.kind == TypeKind::Json) return unify(types, pattern.parts[0], have, bindings);
  return list.kind == TypeKind::List && unify(types, pattern.parts[0], list.element, bindings);
}

bool unify_record(TypeTable& types, const TypePattern& pattern, TypeId have, Bindings& bindings) {
  if (types[have].kind != TypeKind::Record) return false;
  for (std::size_t i = 0; i < pattern.names.size(); ++i) {
    const plan::Field* field = types.find_field(have, pattern.names[i]);
    if (!field || !unify(types, pattern.parts[i], field->type, bindings)) return false;
  }
  return true;
}

/// A record as a table from names to values of one type: `{a: 3, b: 1}`.
bool unify_keyed(TypeTable& types, const TypePattern& pattern, TypeId have, Bindings& bindings) {
  const Type record = types[have];
  const bool takes_all = pattern.parts[0].kind == PatternKind::Any;
  if (record.kind != TypeKind::Record || (record.fields.empty() && !takes_all)) return false;
  std::vector<Value> names;
  for (const plan::Field& field : record.fields) {
    if (!unify(types, pattern.parts[0], field.type, bindings)) return false;
    names.push_back(Value::string(field.name));
  }
  const TypeId key = names.empty() ? types.of(TypeKind::String) : types.literal_of(std::move(names));
  const auto bound = bindings.letters.find(pattern.letter);
  if (bound != bindings.letters.end()) return fit(types, bound->second, key) == Fit::Yes;
  bindings.letters[pattern.letter] = key;
  return true;
}

/// A key that comes after its record has to be one of the record's names; one out of `json` is looked at when it is
/// there.
bool unify_letter(TypeTable& types, char letter, TypeId have, Bindings& bindings) {
  const auto bound = bindings.letters.find(letter);
  if (letter == 'K' && bound != bindings.letters.end()) return fit(types, have, bound->second) != Fit::No;
  return bind_letter(types, letter, have, bindings);
}

TypeId text_literals(TypeTable& types, const std::vector<std::string>& names) {
  std::vector<Value> literals;
  for (const std::string& name : names) literals.push_back(Value::string(name));
  return types.literal_of(std::move(literals));
}

TypeId instantiate_record(TypeTable& types, const TypePattern& pattern, const Bindings& bindings) {
  std::vector<plan::Field> fields;
  for (std::size_t i = 0; i < pattern.names.size(); ++i) {
    fields.push_back({pattern.names[i], instantiate(types, pattern.parts[i], bindings), {}, {}});
  }
  return types.record_of(std::move(fields));
}

bool takes_json(const TypePattern& pattern) {
  return pattern.kind == PatternKind::Any || (pattern.kind == PatternKind::Plain && pattern.plain == TypeKind::Json);
}

/// Everything fits in `json`, and yet a parameter of that type is for what may turn out to be anything: of an int it is
/// known that it has no length.
bool unify_plain(const TypeTable& types, TypeKind wanted, TypeId have) {
  if (wanted == TypeKind::Json) return types[types.required(have)].kind == TypeKind::Json;
  return fit(types, have, types.of(wanted)) != Fit::No;
}

std::size_t json_taken(const TypeTable& types, const plan::Signature& overload, const std::vector<TypeId>& args) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < args.size() && i < overload.params.size(); ++i) {
    const bool is_json = types[types.required(args[i])].kind == TypeKind::Json;
    if (is_json && takes_json(overload.params[i].type)) ++count;
  }
  return count;
}

}  // namespace

std::vector<std::size_t> overload_order(const TypeTable& types, const std::vector<plan::Signature>& overloads,
                                        const std::vector<TypeId>& args) {
  std::vector<std::size_t> order(overloads.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, std::greater(), [&](std::size_t i) { return json_taken(types, overloads[i], args); });
  return order;
}

bool unify(TypeTable& types, const TypePattern& pattern, TypeId have, Bindings& bindings) {
  if (types[have].kind == TypeKind::Error) return true;
  const bool is_optional = types.is_optional(have);
  switch (pattern.kind) {
    case PatternKind::Letter: return unify_letter(types, pattern.letter, have, bindings);
    case PatternKind::Any: return types[have].kind != TypeKind::Secret;
    case PatternKind::Number: return !is_optional && unify_number(types, have, bindings);
    case PatternKind::Plain: return unify_plain(types, pattern.plain, have);
    case PatternKind::Literal: return fit(types, have, text_literals(types, pattern.names)) != Fit::No;
    case PatternKind::List: return unify_list(types, pattern, have, bindings);
    case PatternKind::Optional:
      return types[have].kind == TypeKind::Null || unify(types, pattern.parts[0], types.required(have), bindings);
    case PatternKind::Record: return unify_record(types, pattern, have, bindings);
    case PatternKind::Keyed: return unify_keyed(types, pattern, have, bindings);
    case PatternKind::Range: return fit(types, have, types.list_of(types.of(TypeKind::Int))) == Fit::Yes;
    case PatternKind::Model: return false;
  }
  return false;
}

TypeId instantiate(TypeTable& types, const TypePattern& pattern, const Bindings& bindings) {
  switch (pattern.kind) {
    case PatternKind::Letter: {
      const auto bound = bindings.letters.find(pattern.letter);
      return bound == bindings.letters.end() ? types.error() : bound->second;
    }
    case PatternKind::Any: return types.of(TypeKind::Json);
    case PatternKind::Number: return types.of(bindings.has_float ? TypeKind::Float : TypeKind::Int);
    case PatternKind::Plain: return types.of(pattern.plain);
    case PatternKind::Literal: return text_literals(types, pattern.names);
    case PatternKind::List: return types.list_of(instantiate(types, pattern.parts[0], bindings));
    case PatternKind::Optional: return types.optional_of(instantiate(types, pattern.parts[0], bindings));
    case PatternKind::Record: return instantiate_record(types, pattern, bindings);
    case PatternKind::Keyed:
    case PatternKind::Model: return types.error();
    case PatternKind::Range: return types.list_of(types.of(TypeKind::Int));
  }
  return types.error();
}

}  // namespace sdg::sema
