#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "compiler/sema/checker.h"
#include "compiler/sema/fit.h"
#include "compiler/sema/narrowing.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;

TypeId Checker::infer_list(const ListExpr& list, const Expectation& want) {
  Expectation inner;
  if (want.hint && type(module_.types.required(*want.hint)).kind == TypeKind::List) {
    inner = {type(module_.types.required(*want.hint)).element, {}, want.may_be_secret};
    if (want.demand) inner.demand = inner.hint;
  }
  const bool is_open = want.hint && type(module_.types.required(*want.hint)).kind == TypeKind::Json;
  if (is_open) inner.hint = plain(TypeKind::Json);
  std::vector<TypeId> found;
  for (const Item& item : list.items) {
    found.push_back(item.spread ? element_of(*item.value, check(*item.value, {want.hint, {}}))
                                : check(*item.value, inner));
  }
  if (is_open) found.push_back(plain(TypeKind::Json));
  std::optional<TypeId> element = inner.hint.value_or(error_type());
  if (!found.empty()) element = common_type(module_.types, found);
  if (!element) {
    const std::size_t place = common_until(module_.types, found);
    const auto before = common_type(module_.types, std::span(found).first(place));
    error(Code::NoCommonType, list.items[place].value->span, "the elements of a list have one type",
          fmt::format("this is `{}`, those before are `{}`", show(found[place]), show(*before)));
    return error_type();
  }
  for (const Item& item : list.items) widen(*item.value, item.spread ? module_.types.list_of(*element) : *element);
  const bool counted = std::ranges::none_of(list.items, &Item::spread);
  const auto count = counted ? std::optional(static_cast<double>(list.items.size())) : std::nullopt;
  return module_.types.list_of(*element, count, count);
}

TypeId Checker::infer_record(const RecordExpr& record, const Expectation& want) {
  if (want.hint) {
    const TypeId wanted = module_.types.required(*want.hint);
    if (type(wanted).kind == TypeKind::Record) return infer_record_as(record, wanted, want);
  }
  std::vector<std::string_view> given;
  for (const Entry& entry : record.entries) {
    const TypeId found = check(*entry.value, {{}, {}, want.may_be_secret});
    const TypeKind kind = type(found).kind;
    if (entry.spread && kind != TypeKind::Record && kind != TypeKind::Error) {
      error(Code::NotARecord, entry.value->span, "only a record can be spread here",
            fmt::format("this is `{}`", show(found)));
    }
    if (!entry.spread && std::ranges::find(given, entry.key.text) != given.end()) {
      error(Code::FieldTwice, entry.key.span, fmt::format("the field `{}` stands twice", entry.key.text));
    }
    if (!entry.spread) given.push_back(entry.key.text);
  }
  return type_of_checked(record);
}

/// A record literal where a record type is wanted: each field is held against its own type, where it stands.
TypeId Checker::infer_record_as(const RecordExpr& record, TypeId wanted, const Expectation& want) {
  std::vector<std::string_view> given;
  bool has_spread = false;
  for (const Entry& entry : record.entries) {
    if (entry.spread) {
      check(*entry.value, {{}, {}, want.may_be_secret});
      has_spread = true;
      continue;
    }
    const plan::Field* field = module_.types.find_field(wanted, entry.key.text);
    if (!field) {
      check(*entry.value);
      auto& diagnostic = error(Code::UnknownField, entry.key.span,
                               fmt::format("`{}` has no field `{}`", show(wanted), entry.key.text));
      std::vector<std::string_view> names;
      for (const plan::Field& known : type(wanted).fields) names.push_back(known.name);
      suggest(diagnostic, entry.key, names);
      continue;
    }
    given.push_back(field->name);
    const TypeId field_type = field->type;
    const auto demand = want.demand ? std::optional(field_type) : std::nullopt;
    check(*entry.value, {field_type, demand, want.may_be_secret});
  }
  if (has_spread) return type_of_checked(record);
  for (const plan::Field& field : type(wanted).fields) {
    const bool may_lack = field.default_value || module_.types.is_optional(field.type);
    if (may_lack || std::ranges::find(given, field.name) != given.end()) continue;
    error(Code::MissingField, record.span, fmt::format("the field `{}` of `{}` is missing", field.name, show(wanted)));
  }
  // Fields left out are filled in when the value is made.
  if (given.size() != type(wanted).fields.size()) module_.demands[record.id] = wanted;
  return wanted;
}

/// The type of a record whose entries are checked already; of two fields with one name the later wins.
TypeId Checker::type_of_checked(const RecordExpr& record) {
  std::vector<plan::Field> fields;
  const auto put = [&](std::string_view name, TypeId field_type) {
    const auto same = std::ranges::find(fields, name, &plan::Field::name);
    if (same != fields.end()) {
      same->type = field_type;
    } else {
      fields.push_back({std::string(name), field_type, {}, {}});
    }
  };
  for (const Entry& entry : record.entries) {
    const TypeId found = module_.type_of(*entry.value);
    if (!entry.spread) {
      put(entry.key.text, found);
    } else {
      const plan::Type spread = type(found);
      for (const plan::Field& field : spread.fields) put(field.name, field.type);
    }
  }
  return module_.types.record_of(std::move(fields));
}

TypeId Checker::element_of(const Expr& list, TypeId id) {
  const plan::Type& list_type = type(id);
  if (list_type.kind == TypeKind::List) return list_type.element;
  if (list_type.kind == TypeKind::Error) return id;
  if (list_type.kind == TypeKind::Json) return id;
  auto& diagnostic = error(Code::NotAList, list.span, "a list is needed here", fmt::format("this is `{}`", show(id)));
  if (list_type.kind == TypeKind::Optional) diagnostic.hints.push_back({"say what stands for null: `… ?? []`", {}});
  return error_type();
}

TypeId Checker::infer_comprehension(const ComprehensionExpr& expr, const Expectation& want) {
  const TypeId element = element_of(*expr.list, check(*expr.list));
  const ListMark locals(place_.locals);
  const ListMark proven(place_.not_null);
  warn_of_hidden_param("variable", expr.element);
  const std::uint32_t local = bind(expr.element.text, element, expr.element.span);
  module_.bound_locals[expr.id] = local;
  if (expr.condition) {
    check_condition(*expr.condition);
    for (std::string& path : prove(module_, *expr.condition).when_true) place_.not_null.push_back(std::move(path));
  }
  Expectation inner;
  if (want.hint && type(module_.types.required(*want.hint)).kind == TypeKind::List)
    inner.hint = type(module_.types.required(*want.hint)).element;
  return module_.types.list_of(check(*expr.body, inner));
}

}  // namespace sdg::sema
