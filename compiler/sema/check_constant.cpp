#include <fmt/format.h>

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

}  // namespace

/// What is written out holds what its type demands in every row, or in none.
void Checker::refuse_unfit(const Expr& expr, TypeId want) {
  const auto value = constant_value(expr, want);
  const std::string why = value ? why_unfit(*value, type(module_.types.required(want))) : std::string();
  if (!why.empty()) error(Code::NeverHolds, expr.span, fmt::format("this can never be `{}`", show(want)), why);
}

/// Likewise what is computed of it.
void Checker::refuse_failing(const Expr& expr, plan::Builtin builtin, const Operands& operands) {
  // Of a range often nothing but its ends is read: `integer(1..1_000_000_000)`.
  if (builtin == plan::Builtin::Range) return;
  std::vector<Value> values;
  for (const auto& [operand, have] : operands) {
    auto value = constant_value(*operand, have);
    if (!value) return;
    values.push_back(std::move(*value));
  }
  const auto result = plan::apply(builtin, values);
  if (!result) error(Code::NeverHolds, expr.span, "this can never be computed", result.failure().message);
}

}  // namespace sdg::sema
