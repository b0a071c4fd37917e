#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "compiler/sema/checker.h"
#include "compiler/sema/narrowing.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;
using plan::Value;

namespace {

/// What stands for its parts passes its expectation on to them, and they answer for it.
bool passes_expectation_on(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::Paren:
    case ExprKind::When:
    case ExprKind::Match:
    case ExprKind::Where: return true;
    case ExprKind::Error:
    case ExprKind::Null:
    case ExprKind::Bool:
    case ExprKind::Int:
    case ExprKind::Float:
    case ExprKind::Money:
    case ExprKind::Duration:
    case ExprKind::Regex:
    case ExprKind::String:
    case ExprKind::Name:
    case ExprKind::It:
    case ExprKind::List:
    case ExprKind::Record:
    case ExprKind::Comprehension:
    case ExprKind::Call:
    case ExprKind::Pipe:
    case ExprKind::Field:
    case ExprKind::Subscript:
    case ExprKind::Unary:
    case ExprKind::Binary:
    case ExprKind::Range: return false;
  }
  return false;
}

}  // namespace

TypeId Checker::check(const Expr& expr, Expectation want) {
  TypeId result = infer(expr, want);
  if (is_refused(expr, result, want)) return error_type();
  if (want.demand && !passes_expectation_on(expr)) {
    result = demand(expr, result, *want.demand);
    if (is_refused(expr, result, want)) return error_type();
  }
  module_.expr_types[expr.id] = result;
  return result;
}

/// What no place of a dataset can hold. A value that is made of such a one is not to blame: its part was told.
bool Checker::is_refused(const Expr& expr, TypeId have, const Expectation& want) {
  if (is_too_large(have, expr.span)) return true;
  if (want.may_be_secret || !holds_secret(have)) return false;
  if (want.demand && passes_expectation_on(expr)) return false;
  // A function that makes one was told.
  const CallInfo* call = module_.call(expr);
  if (call && call->target.kind == SymbolKind::Function && module_.functions[call->target.index].body) return false;
  auto& diagnostic = error(Code::SecretPlace, expr.span, "a secret cannot stand here", "it would be written down");
  diagnostic.notes.push_back(
      "it may be the `api_key` and stand in the `headers` of a model, and in the `env` of what is started");
  return true;
}

bool Checker::is_too_large(TypeId type, source::Span span) {
  const TypeFact& fact = facts_.of(module_.types, type);
  const bool is_too_deep = fact.depth > kMaxTypeDepth;
  if (!is_too_deep && fact.parts <= kMaxTypeParts) return false;
  // What leads too far is too large for that reason.
  if (chain_told_ || std::exchange(too_large_told_, true)) return true;
  if (is_too_deep) {
    error(Code::TooDeep, span, "this type is nested too deeply",
          fmt::format("more than {} lists and records stand inside each other", kMaxTypeDepth));
  } else {
    error(Code::TooDeep, span, "this type is too large", fmt::format("it has more than {} parts", kMaxTypeParts));
  }
  return true;
}

TypeId Checker::infer(const Expr& expr, const Expectation& want) {
  switch (expr.kind) {
    case ExprKind::Error: return error_type();
    case ExprKind::Null: return plain(TypeKind::Null);
    case ExprKind::Bool: return plain(TypeKind::Bool);
    case ExprKind::Int: return plain(TypeKind::Int);
    case ExprKind::Float: return plain(TypeKind::Float);
    case ExprKind::Money: return plain(TypeKind::Money);
    case ExprKind::Duration: return plain(TypeKind::Duration);
    case ExprKind::Regex: check_regex(expr.span, expr.as<RegexExpr>().pattern); return plain(TypeKind::Regex);
    case ExprKind::String: return infer_string(expr.as<StringExpr>());
    case ExprKind::Name: return infer_name(expr.as<NameExpr>());
    case ExprKind::It: return infer_it(expr.as<ItExpr>());
    case ExprKind::List: return infer_list(expr.as<ListExpr>(), want);
    case ExprKind::Record: return infer_record(expr.as<RecordExpr>(), want);
    case ExprKind::Comprehension: return infer_comprehension(expr.as<ComprehensionExpr>(), want);
    case ExprKind::Paren: return check(*expr.as<ParenExpr>().inner, want);
    case ExprKind::Call: return infer_call(expr.as<CallExpr>(), want);
    case ExprKind::Pipe: return infer_pipe(expr.as<PipeExpr>(), want);
    case ExprKind::Field: return infer_field(expr.as<FieldExpr>());
    case ExprKind::Subscript: return infer_subscript(expr.as<SubscriptExpr>());
    case ExprKind::Unary: return infer_unary(expr.as<UnaryExpr>());
    case ExprKind::Binary: return infer_binary(expr.as<BinaryExpr>(), want);
    case ExprKind::Range: return infer_range(expr.as<RangeExpr>());
    case ExprKind::When: return infer_when(expr.as<WhenExpr>(), want);
    case ExprKind::Where: return infer_where(expr.as<WhereExpr>(), want);
    case ExprKind::Match: return infer_match(expr.as<MatchExpr>(), want);
  }
  return error_type();
}

/// A literal is whatever of its forms the place wants: `"2024-01-31"` is a date where a date is expected.
bool Checker::fits_as_constant(const Expr& expr, TypeId want) const {
  const plan::Type& wanted = type(module_.types.required(want));
  if (const auto* string = expr.try_as<StringExpr>(); string && string->is_plain()) {
    return wanted.kind == TypeKind::Date || wanted.kind == TypeKind::DateTime;
  }
  const auto value = constant_value(expr, want);
  if (!value || wanted.kind != TypeKind::Literal) return false;
  return std::ranges::find(wanted.literals, *value) != wanted.literals.end();
}

TypeId Checker::demand(const Expr& expr, TypeId have, TypeId want) {
  const Fit how = fit(module_.types, have, want);
  if (how == Fit::Yes) return type(have).kind == TypeKind::Error ? want : have;
  if (how == Fit::Checked || fits_as_constant(expr, want)) {
    check_date_text(expr, want);
    refuse_unfit(expr, want);
    module_.demands[expr.id] = want;
    return want;
  }
  report_mismatch(expr, have, want);
  return want;
}

/// Of several values that are one type together, an `int` among floats is made a float.
void Checker::widen(const Expr& expr, TypeId common) {
  if (!facts_.of(module_.types, common).holds_float) return;
  if (fit(module_.types, module_.type_of(expr), common) == Fit::Checked) module_.demands.emplace(expr.id, common);
}

void Checker::report_mismatch(const Expr& expr, TypeId have, TypeId want) {
  // A list of what is not known was told where that came from.
  if (type(have).kind == TypeKind::List && type(type(have).element).kind == TypeKind::Error) return;
  const plan::Type& wanted = type(want);
  if (module_.types.is_optional(have) && fit(module_.types, module_.types.required(have), want) != Fit::No) {
    auto& diagnostic =
        error(Code::OptionalUsed, expr.span, fmt::format("this may be null, and `{}` is needed here", show(want)),
              fmt::format("this is `{}`", show(have)));
    diagnostic.hints.push_back({"say what stands for null: `… ?? value`, or ask `when … != null` first", {}});
    return;
  }
  if (wanted.kind == TypeKind::Literal && expr.kind == ExprKind::String && expr.as<StringExpr>().is_plain()) {
    auto& diagnostic =
        error(Code::NotALiteral, expr.span, fmt::format("{} is not one of `{}`", show(have), show(want)));
    std::vector<std::string> texts;
    for (const Value& literal : wanted.literals) texts.push_back(plan::to_json(literal));
    const std::vector<std::string_view> names(texts.begin(), texts.end());
    suggest(diagnostic, {surroundings_.sources.text(expr.span), expr.span}, names);
    return;
  }
  auto& diagnostic = error(Code::TypeMismatch, expr.span, fmt::format("`{}` is needed here", show(want)),
                           fmt::format("this is `{}`", show(have)));
  suggest_conversion(diagnostic, expr, have, want);
}

void Checker::check_condition(const Expr& expr) { require_condition(expr, check(expr)); }

void Checker::require_condition(const Expr& expr, TypeId have) {
  const TypeKind kind = type(have).kind;
  if (kind == TypeKind::Bool || kind == TypeKind::Error) return;
  if (fit(module_.types, have, plain(TypeKind::Bool)) != Fit::No) {
    module_.demands[expr.id] = plain(TypeKind::Bool);
    return;
  }
  auto& diagnostic =
      error(Code::ConditionNotBool, expr.span, "a condition is true or false, not a value that is empty or not",
            fmt::format("this is `{}`", show(have)));
  // Of what is written out the answer is known: whatever was meant, it was not that.
  if (expr.kind == ExprKind::String || expr.kind == ExprKind::Int || expr.kind == ExprKind::Float) return;
  const bool has_length = is_text(module_.types, have) || kind == TypeKind::List;
  const std::string written(surroundings_.sources.text(expr.span));
  if (kind == TypeKind::Optional)
    diagnostic.hints.push_back({"ask whether it is there", {{expr.span, written + " != null"}}});
  if (has_length) diagnostic.hints.push_back({"ask whether it is empty", {{expr.span, "length(" + written + ") > 0"}}});
  if (kind == TypeKind::Int || kind == TypeKind::Float)
    diagnostic.hints.push_back({"compare it", {{expr.span, written + " != 0"}}});
}

TypeId Checker::infer_name(const NameExpr& expr) {
  const Symbol symbol = look_up(expr.name.text);
  if (symbol.kind == SymbolKind::None) {
    module_.symbols[expr.id] = {SymbolKind::Error, 0};
    report_unknown_name(expr.name);
    return error_type();
  }
  module_.symbols[expr.id] = symbol;
  const TypeId result = type_of_symbol(symbol, expr.name);
  return is_proven(expr) ? module_.types.required(result) : result;
}

/// Whether a condition around has asked that it is not null.
bool Checker::is_proven(const Expr& expr) const {
  return std::ranges::find(place_.not_null, path_of(module_, expr)) != place_.not_null.end();
}

TypeId Checker::type_of_symbol(Symbol symbol, const Name& written) {
  const std::string name(written.text);
  switch (symbol.kind) {
    case SymbolKind::Param: return param_type(symbol.index);
    case SymbolKind::Local: return module_.locals[symbol.index].type;
    case SymbolKind::Column:
      if (stands_below(place_.dataset->columns[symbol.index].level, name, written.span)) return error_type();
      return stands_in_measure(written.span, fmt::format("`{}` is", name)) ? error_type() : column_type(symbol.index);
    case SymbolKind::Input:
      if (stands_in_measure(written.span, fmt::format("`{}` is", name))) return error_type();
      return place_.dataset->inputs[symbol.index].row;
    case SymbolKind::Each:
      if (stands_below(symbol.index + 1, name, written.span)) return error_type();
      return stands_in_measure(written.span, fmt::format("`{}` is", name)) ? error_type() : each_element(symbol.index);
    case SymbolKind::Source: return module_.types.list_of(module_.sources[symbol.index].row);
    case SymbolKind::Dataset:
      place_.effects.waits = true;
      // Told where the whole declaration is looked at; the dataset may read what is declared here.
      if (place_.in_declaration) return error_type();
      return module_.types.list_of(dataset_row(symbol.index, written.span));
    case SymbolKind::Model:
    case SymbolKind::Prompt:
    case SymbolKind::Function:
    case SymbolKind::Builtin:
    case SymbolKind::Aggregate: {
      auto& diagnostic = error(Code::NotAValue, written.span, fmt::format("`{}` is called, not read", name));
      diagnostic.hints.push_back({fmt::format("call it: `{}(…)`", name), {}});
      return error_type();
    }
    case SymbolKind::Type:
      error(Code::NotAValue, written.span, fmt::format("`{}` is a type, not a value", name));
      return error_type();
    case SymbolKind::Module: {
      auto& diagnostic = error(Code::NotAValue, written.span, fmt::format("`{}` is a module, not a value", name));
      diagnostic.hints.push_back({fmt::format("name what you want of it: `{}.…`", name), {}});
      return error_type();
    }
    case SymbolKind::None:
    case SymbolKind::Error:
    case SymbolKind::ModelPrompts:
    case SymbolKind::FunctionPrompts:
    case SymbolKind::PromptPrompts:
    case SymbolKind::PromptText:
    case SymbolKind::PromptVersion: return error_type();
  }
  return error_type();
}

TypeId Checker::infer_it(const ItExpr& expr) {
  if (place_.its.empty()) {
    module_.symbols[expr.id] = {SymbolKind::Error, 0};
    error(Code::ItOutside, expr.span, "`it` is nothing here",
          "it is the value in a `where`, and the value so far in `iterate`");
    return error_type();
  }
  module_.symbols[expr.id] = {SymbolKind::Local, place_.its.back()};
  return module_.locals[place_.its.back()].type;
}

/// `people.greeting`: a declaration of a module, not a field of a value.
TypeId Checker::infer_member(const FieldExpr& member, std::uint32_t scope) {
  const Symbol symbol = declared_in(scope, member.field);
  module_.symbols[member.object->id] = {SymbolKind::Module, scope};
  module_.symbols[member.id] = symbol;
  return type_of_symbol(symbol, member.field);
}

TypeId Checker::infer_field(const FieldExpr& expr) {
  if (const auto module = module_named(*expr.object)) return infer_member(expr, *module);
  if (const auto prompts = prompts_of(expr)) return *prompts;
  if (const auto prompt = prompt_named(*expr.object)) return infer_prompt_field(expr, *prompt);
  const TypeId object = check(*expr.object, {{}, {}, true});
  const plan::Type& record = type(object);
  if (record.kind == TypeKind::Error) return error_type();
  if (record.kind == TypeKind::Json) return object;
  if (record.kind == TypeKind::Optional) {
    auto& diagnostic = error(Code::OptionalUsed, expr.object->span, "this may be null, so it may have no fields",
                             fmt::format("this is `{}`", show(object)));
    const std::string_view written = surroundings_.sources.text(expr.object->span);
    const bool can_be_asked = !path_of(module_, *expr.object).empty();
    diagnostic.hints.push_back(
        {can_be_asked ? fmt::format("ask first: `… when {} != null`", written)
                      : fmt::format("name it, and ask that first: `let first = {}`, `… when first != null`", written),
         {}});
    return error_type();
  }
  if (record.kind != TypeKind::Record && report_reply_field(expr, object)) return error_type();
  if (record.kind != TypeKind::Record && report_foreign_field(expr, object)) return error_type();
  if (record.kind != TypeKind::Record) {
    error(Code::NotARecord, expr.field.span, "only records have fields",
          fmt::format("`{}` is `{}`", surroundings_.sources.text(expr.object->span), show(object)));
    return error_type();
  }
  if (const plan::Field* field = module_.types.find_field(object, expr.field.text)) {
    return is_proven(expr) ? module_.types.required(field->type) : field->type;
  }
  if (!report_one_column(expr, record)) report_unknown_field(expr.field, record);
  return error_type();
}

void Checker::report_unknown_field(const Name& field, const plan::Type& record) {
  const std::string owner = record.name.empty() ? "here" : fmt::format("in `{}`", record.name);
  auto& diagnostic = error(Code::UnknownField, field.span, fmt::format("there is no field `{}` {}", field.text, owner));
  std::vector<std::string_view> names;
  for (const plan::Field& one : record.fields) names.push_back(one.name);
  suggest(diagnostic, field, names);
  if (diagnostic.hints.empty() && !names.empty())
    diagnostic.notes.push_back(fmt::format("it has `{}`", fmt::join(names, "`, `")));
}

/// A table whose only column has a sign in its name was parted by another sign.
bool Checker::report_one_column(const FieldExpr& expr, const plan::Type& record) {
  if (record.fields.size() != 1) return false;
  const std::string& name = record.fields[0].name;
  const auto place = name.find_first_of(";\t|");
  if (place == std::string::npos) return false;
  const std::string separator = name[place] == '\t' ? "\\t" : std::string(1, name[place]);
  auto& diagnostic =
      error(Code::UnknownField, expr.field.span, fmt::format("there is no field `{}` here", expr.field.text),
            fmt::format("the only column of the file is `{}`", name));
  diag::Hint hint{fmt::format("say what parts its columns: `separator = \"{}\"`", separator), {}};
  for (const SourceInfo& source : module_.sources) {
    const auto* call = source.decl->value->try_as<CallExpr>();
    if (!call || call->args.empty() || source.row != module_.type_of(*expr.object)) continue;
    const source::Span behind{call->args_span.file, call->args_span.end - 1, call->args_span.end - 1};
    hint.edits.push_back({behind, fmt::format(", separator = \"{}\"", separator)});
  }
  diagnostic.hints.push_back(std::move(hint));
  return true;
}

/// `r["first name"]`
TypeId Checker::infer_named_field(const StringExpr& key, TypeId record) {
  const std::string_view name = key.plain_text();
  if (const plan::Field* field = module_.types.find_field(record, name)) return field->type;
  // What mends the name stays inside the quotes.
  const bool is_as_written = key.span.end - key.span.begin == name.size() + 2;
  const source::Span inside{key.span.file, key.span.begin + 1, key.span.end - 1};
  report_unknown_field({name, is_as_written ? inside : key.span}, type(record));
  return error_type();
}

TypeId Checker::infer_subscript(const SubscriptExpr& expr) {
  const TypeId object = check(*expr.object, {{}, {}, true});
  const TypeId index = check(*expr.index);
  const auto* key = expr.index->try_as<StringExpr>();
  if (key && key->is_plain() && type(object).kind == TypeKind::Record) return infer_named_field(*key, object);
  const TypeId element = call_operator(expr, plan::Builtin::Subscript, {{expr.object, object}, {expr.index, index}});
  return is_proven(expr) ? module_.types.required(element) : element;
}

}  // namespace sdg::sema
