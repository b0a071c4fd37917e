#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "compiler/plan/civil_time.h"
#include "compiler/plan/operators.h"
#include "compiler/sema/checker.h"
#include "compiler/sema/written_number.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::Type;
using plan::TypeKind;
using plan::Value;

namespace {

constexpr std::pair<std::string_view, TypeKind> kBuiltinTypes[] = {
    {"string", TypeKind::String}, {"int", TypeKind::Int},           {"float", TypeKind::Float},
    {"bool", TypeKind::Bool},     {"json", TypeKind::Json},         {"bytes", TypeKind::Bytes},
    {"date", TypeKind::Date},     {"datetime", TypeKind::DateTime}, {"duration", TypeKind::Duration},
    {"image", TypeKind::Image},   {"secret", TypeKind::Secret},
};

std::optional<TypeKind> builtin_type(std::string_view name) {
  for (const auto& [text, kind] : kBuiltinTypes) {
    if (text == name) return kind;
  }
  return {};
}

Value literal_value(const Expr& literal) {
  if (const auto* text = literal.try_as<StringExpr>()) return Value::string(std::string(text->plain_text()));
  if (const auto* number = literal.try_as<IntExpr>()) return Value(number->value);
  if (const auto* number = literal.try_as<FloatExpr>()) return Value(number->value);
  if (const auto* length = literal.try_as<DurationExpr>()) return Value::duration(length->milliseconds);
  if (const auto* truth = literal.try_as<BoolExpr>()) return Value(truth->value);
  if (const auto* sign = literal.try_as<UnaryExpr>(); sign && sign->op == UnaryOp::Minus) {
    const Value value = literal_value(*sign->operand);
    // The smallest int cannot be turned.
    const auto turned = value.is_number() ? plan::apply(plan::Builtin::Negate, {&value, 1}) : Value();
    if (turned) return *turned;
  }
  return {};
}

std::optional<double> end_of(const Expr* written) { return written ? written_number(*written) : std::nullopt; }

}  // namespace

TypeId Checker::resolve(const TypeExpr* written) {
  if (!may_follow(written->span, 1)) return error_type();
  const CountMark chain(chain_, 1);
  TypeId result = resolve_bare(*written);
  if (is_too_large(result, written->span)) return error_type();
  if (written->bound) result = bounded(result, *written->bound);
  return written->optional ? module_.types.optional_of(result) : result;
}

TypeId Checker::resolve_bare(const TypeExpr& written) {
  switch (written.kind) {
    case TypeExprKind::Error: return error_type();
    case TypeExprKind::Named: return resolve_name(written);
    case TypeExprKind::Literal: {
      if (written.literal->kind == ExprKind::Null) return plain(TypeKind::Null);
      return module_.types.literal_of({literal_value(*written.literal)});
    }
    case TypeExprKind::List: return module_.types.list_of(resolve(written.element));
    case TypeExprKind::Record: return resolve_fields(written.fields, {});
    case TypeExprKind::Union: return resolve_union(written);
  }
  return error_type();
}

TypeId Checker::resolve_name(const TypeExpr& written) {
  const Name& name = written.path.back();
  if (written.path.size() > 1) return resolve_type_of_module(written);
  const Symbol symbol = declared(name.text);
  if (symbol.kind == SymbolKind::Error) return error_type();
  if (symbol.kind == SymbolKind::Type) return declared_type(symbol.index);
  if (const auto kind = builtin_type(name.text)) return plain(*kind);
  if (const auto predefined = predefined_type(name.text)) return *predefined;
  if (const auto foreign = resolve_foreign_type(written)) return *foreign;
  auto& diagnostic = error(Code::UnknownType, name.span, "there is no type `" + std::string(name.text) + "`");
  std::vector<std::string_view> names = names_of(SymbolKind::Type);
  for (const auto& builtin : kBuiltinTypes) names.push_back(builtin.first);
  suggest(diagnostic, name, names);
  return error_type();
}

/// `people.Person`, `explain.Inputs`, `people.explain.Inputs`
TypeId Checker::resolve_type_of_module(const TypeExpr& written) {
  const Name& owner = written.path.front();
  const Symbol module = declared(owner.text);
  if (module.kind == SymbolKind::Error) return error_type();
  if (module.kind == SymbolKind::Prompt && written.path.size() == 2) return inputs_of_prompt(written, module.index);
  if (module.kind == SymbolKind::Module && written.path.size() == 3) {
    const Symbol inner = declared_in(module.index, written.path[1]);
    if (inner.kind == SymbolKind::Prompt) return inputs_of_prompt(written, inner.index);
    if (inner.kind == SymbolKind::Error) return error_type();
  }
  if (module.kind != SymbolKind::Module || written.path.size() > 2) {
    auto& diagnostic = error(Code::UnknownType, written.span, fmt::format("there is no module `{}`", owner.text));
    suggest(diagnostic, owner, names_of(SymbolKind::Module));
    return error_type();
  }
  const Name& name = written.path.back();
  const Symbol symbol = declared_in(module.index, name);
  if (symbol.kind == SymbolKind::Type) return declared_type(symbol.index);
  if (symbol.kind != SymbolKind::Error) {
    error(Code::UnknownType, name.span, fmt::format("`{}` of `{}` is no type", name.text, owner.text));
  }
  return error_type();
}

TypeId Checker::declared_type(std::uint32_t index) {
  if (resolved_types_[index]) return *resolved_types_[index];
  const Decl& decl = *type_decls_[index];
  warn_of_hidden_type(decl.name);
  if (type_progress_[index] == Progress::Running) {
    error(Code::TypeCycle, decl.name.span, "the type `" + std::string(decl.name.text) + "` contains itself");
    return error_type();
  }
  type_progress_[index] = Progress::Running;
  Place outside = std::exchange(place_, place_in(decl));
  TypeId result = decl.kind == DeclKind::Schema
                      ? resolve_fields(decl.as<SchemaDecl>().fields, std::string(decl.name.text))
                      : resolve(decl.as<TypeDecl>().type);
  if (is_too_large(result, decl.name.span)) result = error_type();
  place_ = std::move(outside);
  type_progress_[index] = Progress::Done;
  resolved_types_[index] = result;
  return result;
}

TypeId Checker::resolve_fields(std::span<const FieldDecl> fields, std::string name) {
  std::vector<plan::Field> result;
  for (const FieldDecl& field : fields) {
    for (const plan::Field& earlier : result) {
      if (earlier.name != field.name.text) continue;
      error(Code::FieldTwice, field.name.span, "the field `" + earlier.name + "` is declared twice");
    }
    plan::Field made{std::string(field.name.text), resolve(field.type), std::string(field.doc), {}};
    if (field.default_value) made.default_value = default_of(field, made.type);
    result.push_back(std::move(made));
  }
  return module_.types.record_of(std::move(result), std::move(name));
}

/// Types come before what could be computed: nothing but a literal is looked at.
std::optional<Value> Checker::default_of(const FieldDecl& field, TypeId type) {
  const Expr& written = *field.default_value;
  if (!constant_value(written, type)) {
    if (written.kind != ExprKind::Error) error(Code::NotConstant, written.span, "a default must be a literal");
    return {};
  }
  return constant_value(written, check_as(written, type));
}

bool is_builtin_type(std::string_view name) { return builtin_type(name).has_value(); }

TypeId Checker::resolve_union(const TypeExpr& written) {
  if (report_foreign_union(written)) return error_type();
  std::vector<Value> literals;
  bool optional = false;
  for (const TypeExpr* member : written.members) {
    const TypeId resolved = resolve(member);
    optional |= module_.types.is_optional(resolved) || type(resolved).kind == TypeKind::Null;
    const Type& inner = type(module_.types.required(resolved));
    if (inner.kind == TypeKind::Error || inner.kind == TypeKind::Null) continue;
    if (inner.kind == TypeKind::Literal) {
      literals.insert(literals.end(), inner.literals.begin(), inner.literals.end());
      continue;
    }
    // `T | null` is `T?`: what a TypeScript user writes first.
    const bool has_null = std::ranges::any_of(written.members, [](const TypeExpr* other) {
      return other->kind == TypeExprKind::Named && other->path.back().text == "null";
    });
    if (written.members.size() == 2 && (optional || has_null))
      return module_.types.optional_of(module_.types.required(resolved));
    auto& diagnostic = error(Code::NoCommonType, member->span, "only literals can be joined by `|`",
                             "`" + show(resolved) + "` is no literal");
    diagnostic.hints.push_back({"`json` takes values of any kind", {{written.span, "json"}}});
    diagnostic.hints.push_back({"for a value that may be missing write `" + show(resolved) + "?`", {}});
    return error_type();
  }
  if (literals.empty()) return error_type();
  const TypeId result = module_.types.literal_of(std::move(literals));
  return optional ? module_.types.optional_of(result) : result;
}

TypeId Checker::bounded(TypeId id, const Bound& bound) {
  Type result = type(id);
  if (result.kind == TypeKind::Error) return id;
  const bool is_number = result.kind == TypeKind::Int || result.kind == TypeKind::Float;
  const bool has_length = result.kind == TypeKind::String || result.kind == TypeKind::List;
  if ((bound.is_regex && result.kind != TypeKind::String) || (!is_number && !has_length)) {
    error(Code::BadBound, bound.span, fmt::format("`{}` cannot have this constraint", show(id)),
          "numbers take a range, strings a length or a pattern, lists a length");
    return id;
  }
  if (bound.is_regex) {
    if (!check_regex(bound.span, bound.pattern)) return id;
    result.pattern = std::string(bound.pattern);
    return module_.types.add(std::move(result));
  }
  if (!check_ends(id, bound)) return id;
  result.min = end_of(bound.first);
  result.max = end_of(bound.last);
  if (result.min && result.max && *result.min > *result.max) {
    error(Code::BadBound, bound.span, "the range is empty: it ends before it begins");
    return id;
  }
  return module_.types.add(std::move(result));
}

/// Lengths are whole and not negative, and ints are whole.
bool Checker::check_ends(TypeId id, const Bound& bound) {
  const TypeKind kind = type(id).kind;
  if (kind == TypeKind::Float) return true;
  for (const Expr* end : {bound.first, bound.last}) {
    const auto number = end_of(end);
    if (!number) continue;
    const bool is_negative = kind != TypeKind::Int && *number < 0;
    if (!is_negative && *number == std::floor(*number)) continue;
    error(Code::BadBound, end->span, is_negative ? "no length is negative" : "this is no whole number",
          kind == TypeKind::Int ? "an int is one" : "this bounds a length");
    return false;
  }
  return true;
}

void Checker::warn_of_hidden_type(const Name& name) {
  if (!builtin_type(name.text) && !predefined_type(name.text)) return;
  auto& diagnostic =
      error(Code::HidesType, name.span, fmt::format("this hides the type `{}` of the language", name.text));
  diagnostic.hints.push_back({"give it another name, unless nothing here needs the other one", {}});
}

/// Message, Reply and ToolCall: the records that the language itself knows.
std::optional<TypeId> Checker::predefined_type(std::string_view name) {
  const TypeId text = plain(TypeKind::String), whole = plain(TypeKind::Int);
  if (name == "ToolCall") {
    return module_.types.record_of(
        {{"id", text, {}, {}}, {"name", text, {}, {}}, {"arguments", plain(TypeKind::Json), {}, {}}}, "ToolCall");
  }
  if (name == "Reply") {
    const TypeId calls = module_.types.list_of(*predefined_type("ToolCall"));
    const TypeId maybe = module_.types.optional_of(text);
    return module_.types.record_of({{"text", text, {}, {}},
                                    {"reasoning", maybe, {}, {}},
                                    {"model", text, {}, {}},
                                    {"finish", text, {}, {}},
                                    {"input_tokens", whole, {}, {}},
                                    {"output_tokens", whole, {}, {}},
                                    {"tool_calls", calls, {}, {}}},
                                   "Reply");
  }
  if (name == "Message") {
    const TypeId role = module_.types.literal_of(
        {Value::string("system"), Value::string("user"), Value::string("assistant"), Value::string("tool")});
    const TypeId calls = module_.types.list_of(*predefined_type("ToolCall"));
    return module_.types.record_of({{"role", role, {}, {}},
                                    {"content", text, {}, Value::string("")},
                                    {"tool_calls", calls, {}, Value::list({})},
                                    {"tool_call_id", module_.types.optional_of(text), {}, {}}},
                                   "Message");
  }
  return {};
}

/// The value of a literal, or of a list or record of literals, as its type has it.
std::optional<Value> Checker::constant_value(const Expr& expr, TypeId as) const {
  if (expr.kind == ExprKind::Null) return Value();
  if (const auto* string = expr.try_as<StringExpr>())
    return string->is_plain() ? std::optional(written_text(literal_value(expr), as)) : std::nullopt;
  if (const auto* list = expr.try_as<ListExpr>()) return constant_list(*list, as);
  const Value value = literal_value(expr);
  if (value.is_null()) return {};
  const bool widens = value.kind() == plan::ValueKind::Int && type(module_.types.required(as)).kind == TypeKind::Float;
  return widens ? Value(value.as_float()) : value;
}

/// A text is a day or a moment where one is wanted; what cannot be read is told where it stands.
Value Checker::written_text(Value text, TypeId as) const {
  const TypeKind wanted = type(module_.types.required(as)).kind;
  if (wanted == TypeKind::Date)
    if (const auto days = plan::parse_date(text.text())) return Value::date(*days);
  if (wanted == TypeKind::DateTime)
    if (const auto moment = plan::parse_datetime(text.text())) return Value::datetime(*moment);
  return text;
}

std::optional<Value> Checker::constant_list(const ListExpr& list, TypeId as) const {
  const plan::Type& wanted = type(module_.types.required(as));
  std::vector<Value> items;
  for (const Item& item : list.items) {
    auto value =
        item.spread ? std::nullopt : constant_value(*item.value, wanted.kind == TypeKind::List ? wanted.element : as);
    if (!value) return {};
    items.push_back(std::move(*value));
  }
  return Value::list(std::move(items));
}

}  // namespace sdg::sema
