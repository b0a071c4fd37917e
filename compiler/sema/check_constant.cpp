#include <fmt/format.h>

#include <algorithm>

#include "compiler/plan/operators.h"
#include "compiler/plan/utf8.h"
#include "compiler/sema/checker.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;
using plan::Value;

namespace {

bool is_in_bounds(double measure, const plan::Type& wanted) {
  return (!wanted.min || measure >= *wanted.min) && (!wanted.max || measure <= *wanted.max);
}

/// What a value is, where that is not what its type demands of it; its parts are looked at where they stand.
std::string why_unfit(const Value& value, const plan::Type& wanted) {
  const bool is_number = wanted.kind == TypeKind::Int || wanted.kind == TypeKind::Float;
  if (is_number && value.is_number() && !is_in_bounds(value.as_float(), wanted))
    return fmt::format("this is {}", plan::to_text(value));
  if (wanted.kind == TypeKind::String && value.is_string()) {
    const std::size_t length = plan::count_code_points(value.text());
    if (!is_in_bounds(static_cast<double>(length), wanted)) return fmt::format("this has the length {}", length);
    if (wanted.pattern.empty()) return {};
    const Value args[] = {value, Value::string(wanted.pattern)};
    const auto matches = plan::apply(plan::Builtin::Matches, args);
    return matches && !matches->as_bool() ? "the pattern does not match this" : "";
  }
  if (wanted.kind == TypeKind::List && value.is_list() &&
      !is_in_bounds(static_cast<double>(value.items().size()), wanted))
    return fmt::format("this has the length {}", value.items().size());
  return {};
}

bool divides(plan::Builtin builtin) {
  return builtin == plan::Builtin::Divide || builtin == plan::Builtin::FloorDivide || builtin == plan::Builtin::Modulo;
}

/// Any value of a type, where a function looks at the others to see whether it can work at all: no text and no day is
/// outside of what one takes, while of two numbers one may say what the other can be.
std::optional<Value> stand_in(const plan::Type& type) {
  const bool is_text = type.kind == TypeKind::Literal && !type.literals.empty() && type.literals.front().is_string();
  if (type.kind == TypeKind::String || is_text) return Value::string("a");
  if (type.kind == TypeKind::Date) return Value::date(0);
  if (type.kind == TypeKind::DateTime) return Value::datetime(0);
  return std::nullopt;
}

// So many values of a union are tried one by one.
constexpr std::size_t kMostCases = 64;

/// What a function makes of the first of these cases that it can work with, or why it can work with none.
sdg::Result<Value, plan::ApplyFailure> best_of(plan::Builtin builtin, std::span<const std::vector<Value>> cases) {
  std::vector<std::size_t> at(cases.size());
  for (std::size_t tries = 1;; ++tries) {
    std::vector<Value> values;
    for (std::size_t i = 0; i < cases.size(); ++i) values.push_back(cases[i][at[i]]);
    auto result = plan::apply(builtin, values);
    std::size_t place = 0;
    while (place < at.size() && ++at[place] == cases[place].size()) at[place++] = 0;
    if (result || place == at.size()) return result;
    // Too many to be looked at: nothing is known of the others.
    if (tries == kMostCases) return Value();
  }
}

/// Whether values of this type come one after the other. What may be anything may have an order.
bool has_order(const plan::TypeTable& types, plan::TypeId id) {
  const TypeKind kind = types[types.required(id)].kind;
  return kind != TypeKind::List && kind != TypeKind::Record && kind != TypeKind::Bytes && kind != TypeKind::Image;
}

bool goes_by_order(plan::Builtin builtin) {
  return builtin == plan::Builtin::Sort || builtin == plan::Builtin::Min || builtin == plan::Builtin::Max;
}

}  // namespace

/// What is written out holds what its type demands in every row, or in none.
void Checker::refuse_unfit(const Expr& expr, TypeId want) {
  const auto value = constant_value(expr, want);
  const std::string why = value ? why_unfit(*value, type(module_.types.required(want))) : std::string();
  if (!why.empty()) error(Code::NeverHolds, expr.span, fmt::format("this can never be `{}`", show(want)), why);
}

/// `sort([{a: 1}])`: records and lists have no order, but for one of their fields.
bool Checker::refuse_unordered(plan::Builtin builtin, const Operands& operands) {
  const bool may_have_field = builtin == plan::Builtin::Sort || builtin == plan::Builtin::Unique;
  if (!may_have_field && !goes_by_order(builtin)) return false;
  const auto& [first, have] = operands.front();
  const bool is_list = type(have).kind == TypeKind::List && operands.size() == 1;
  TypeId compared = is_list || may_have_field ? type(have).element : have;
  if (type(have).kind != TypeKind::List && may_have_field) return false;
  const Expr* by = may_have_field ? operands[1].first : nullptr;
  const auto* field = by ? by->try_as<StringExpr>() : nullptr;
  if (by && (!field || !field->is_plain() || type(compared).kind != TypeKind::Record)) return false;
  if (field) compared = infer_named_field(*field, compared);
  if (type(compared).kind == TypeKind::Error) return true;
  if (!goes_by_order(builtin) || has_order(module_.types, compared)) return false;
  const std::string_view name = plan::spec(builtin).name;
  auto& diagnostic =
      error(Code::TypeMismatch, (field ? by : first)->span, fmt::format("`{}` needs what has an order", name),
            fmt::format("these are `{}`", show(compared)));
  const plan::Type& record = type(compared);
  if (builtin == plan::Builtin::Sort && !by && record.kind == TypeKind::Record && !record.fields.empty())
    diagnostic.hints.push_back({fmt::format("say by which field: `by = \"{}\"`", record.fields.front().name), {}});
  return true;
}

/// `y[5]` where the type of `y` says that there are fewer.
bool Checker::refuse_index(const Operands& operands) {
  const plan::Type& list = type(operands[0].second);
  const auto place = constant_value(*operands[1].first, operands[1].second);
  if (list.kind != TypeKind::List || !list.max || !place || place->kind() != plan::ValueKind::Int) return false;
  if (constant_value(*operands[0].first, operands[0].second)) return false;
  const double index = place->as_float();
  if (index < *list.max && index >= -*list.max) return false;
  error(Code::NeverHolds, operands[1].first->span, "there is no element at this place",
        fmt::format("the list has at most {:g}, counted from 0", *list.max));
  return true;
}

/// Likewise what is computed of it. Of a function's arguments some may be known in the row only.
void Checker::refuse_failing(const Expr& expr, plan::Builtin builtin, const Operands& operands) {
  // Of a range often nothing but its ends is read: `integer(1..1_000_000_000)`.
  if (builtin == plan::Builtin::Range || refuse_unordered(builtin, operands)) return;
  if (builtin == plan::Builtin::Subscript && refuse_index(operands)) return;
  std::vector<std::vector<Value>> cases;
  bool is_all_known = true;
  for (const auto& [operand, have] : operands) {
    auto value = operand ? constant_value(*operand, have) : Value();
    if (const auto* regex = operand ? operand->try_as<RegexExpr>() : nullptr) {
      value = Value::string(std::string(regex->pattern));
    }
    if (value) {
      cases.push_back({*std::move(value)});
    } else if (type(have).kind == TypeKind::Literal && type(have).literals.size() <= kMostCases) {
      cases.push_back(type(have).literals);
    } else if (divides(builtin) && is_numeric(module_.types, have)) {
      // What is divided does not matter: only a divisor that is 0 fails.
      cases.push_back({Value(std::int64_t{1})});
    } else {
      is_all_known = false;
      value = stand_in(type(have));
      if (!value) return;
      cases.push_back({*std::move(value)});
    }
  }
  const auto result = best_of(builtin, cases);
  if (result) return;
  const bool is_function = plan::spec(builtin).kind != plan::BuiltinKind::Operator;
  const bool is_refused = result.failure().kind == plan::ApplyFailure::Kind::Check;
  // What is wrong with one of its parts, such as a text that is no day, was told where it stands.
  const auto is_inside = [&expr](const diag::Diagnostic& told) {
    return told.severity == diag::Severity::Error && told.span.file == expr.span.file &&
           told.span.begin >= expr.span.begin && told.span.end <= expr.span.end;
  };
  if (std::ranges::any_of(diags_.all(), is_inside)) return;
  if (is_all_known || (is_function && is_refused))
    error(Code::NeverHolds, expr.span, "this can never be computed", result.failure().message);
}

}  // namespace sdg::sema
