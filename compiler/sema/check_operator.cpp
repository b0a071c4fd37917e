#include <fmt/format.h>

#include <cstdint>
#include <limits>

#include "compiler/sema/checker.h"
#include "compiler/sema/narrowing.h"
#include "compiler/sema/operators.h"
#include "compiler/sema/unify.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::Builtin;
using plan::PatternKind;
using plan::TypeKind;

std::optional<Builtin> builtin_of(BinaryOp op) {
  switch (op) {
    case BinaryOp::Equal: return Builtin::Equal;
    case BinaryOp::NotEqual: return Builtin::NotEqual;
    case BinaryOp::Less: return Builtin::Less;
    case BinaryOp::LessEqual: return Builtin::LessEqual;
    case BinaryOp::Greater: return Builtin::Greater;
    case BinaryOp::GreaterEqual: return Builtin::GreaterEqual;
    case BinaryOp::In: return Builtin::In;
    case BinaryOp::Add: return Builtin::Add;
    case BinaryOp::Subtract: return Builtin::Subtract;
    case BinaryOp::Multiply: return Builtin::Multiply;
    case BinaryOp::Divide: return Builtin::Divide;
    case BinaryOp::FloorDivide: return Builtin::FloorDivide;
    case BinaryOp::Modulo: return Builtin::Modulo;
    case BinaryOp::Or:
    case BinaryOp::And:
    case BinaryOp::Default:
    case BinaryOp::NotIn: return {};
  }
  return {};
}

namespace {

/// A text without its quotes; any other value in braces.
std::string interpolated(std::string_view written) {
  const bool is_text =
      written.size() > 1 && written.front() == '"' && written.back() == '"' && !written.starts_with("\"\"\"");
  return is_text ? std::string(written.substr(1, written.size() - 2)) : fmt::format("{{{}}}", written);
}

std::string told_fields(const plan::Type& record) {
  std::string names;
  for (const plan::Field& field : record.fields)
    names += fmt::format("{}\"{}\"", names.empty() ? "" : " | ", field.name);
  return names.empty() ? "it has no fields" : fmt::format("its fields are read by `{}`", names);
}

/// `xs[0..1]` as a call: a slice ends before its last index.
diag::Hint slice_for(const SubscriptExpr& expr, const RangeExpr& range, const source::SourceMap& sources) {
  const auto* last = range.last->try_as<IntExpr>();
  const bool has_next = last && last->value >= 0 && last->value < std::numeric_limits<std::int64_t>::max();
  if (!has_next) return {"several elements are `slice(xs, first, end)`, without the one at `end`", {}};
  std::string meant = fmt::format("slice({}, {}, {})", sources.text(expr.object->span), sources.text(range.first->span),
                                  last->value + 1);
  return {fmt::format("several elements are `{}`", meant), {{expr.span, std::move(meant)}}};
}

}  // namespace

/// An argument of wider form is looked at when it is there: a field of a `json` handed to `upper`.
void Checker::demand_plain(const Expr& arg, TypeId have, const plan::TypePattern& pattern) {
  if (pattern.kind != PatternKind::Plain) return;
  const TypeId want = plain(pattern.plain);
  if (fit(module_.types, have, want) == Fit::Checked) module_.demands[arg.id] = want;
}

TypeId Checker::call_operator(const Expr& expr, Builtin builtin, const Operands& operands) {
  for (const auto& [operand, have] : operands) {
    if (type(have).kind == TypeKind::Error) return error_type();
  }
  std::vector<TypeId> given;
  for (const auto& operand : operands) given.push_back(operand.second);
  const auto& overloads = plan::signatures(builtin);
  for (const std::size_t i : overload_order(module_.types, overloads, given)) {
    const plan::Signature& signature = overloads[i];
    Bindings bindings;
    bool fits = signature.params.size() == operands.size();
    for (std::size_t arg = 0; fits && arg < operands.size(); ++arg) {
      fits = unify(module_.types, signature.params[arg].type, operands[arg].second, bindings);
    }
    if (!fits) continue;
    for (std::size_t arg = 0; arg < operands.size(); ++arg) {
      demand_plain(*operands[arg].first, operands[arg].second, signature.params[arg].type);
    }
    refuse_failing(expr, builtin, operands);
    return instantiate(module_.types, signature.result, bindings);
  }
  no_operator(expr, builtin, operands);
  return error_type();
}

void Checker::no_operator(const Expr& expr, Builtin builtin, const Operands& operands) {
  for (const auto& [operand, have] : operands) {
    if (!module_.types.is_optional(have)) continue;
    auto& diagnostic = error(Code::OptionalUsed, operand->span, "this may be null, and an operator needs a value",
                             fmt::format("this is `{}`", show(have)));
    diagnostic.hints.push_back({"say what stands for null: `… ?? value`, or ask `when … != null` first", {}});
    return;
  }
  const std::string sign(plan::spec(builtin).name);
  source::Span span = expr.span;
  if (const auto* binary = expr.try_as<BinaryExpr>()) span = binary->op_span;
  std::string kinds;
  for (const auto& operand : operands) kinds += (kinds.empty() ? "`" : " and `") + show(operand.second) + "`";
  auto& diagnostic = error(Code::NoSuchOperator, span, fmt::format("`{}` does not take {}", sign, kinds));
  if (operands.size() == 2) suggest_operands(diagnostic, expr, builtin, operands);
}

/// `"-" * 10` and `[0] * 3`, as Python repeats a text and a list.
void Checker::suggest_repeat(diag::Diagnostic& diagnostic, const Expr& expr, const Operands& operands) {
  const auto is_repeated = [this](const Operands::value_type& operand) {
    return is_text(module_.types, operand.second) || type(operand.second).kind == TypeKind::List;
  };
  const auto repeated = std::ranges::find_if(operands, is_repeated);
  if (repeated == operands.end()) return;
  const auto& [count, count_type] = repeated == operands.begin() ? operands[1] : operands[0];
  if (type(count_type).kind != TypeKind::Int) return;
  const auto* list = repeated->first->try_as<ListExpr>();
  const bool is_one = list && list->items.size() == 1 && !list->items[0].spread;
  const Expr& value = is_one ? *list->items[0].value : *repeated->first;
  const std::string times =
      fmt::format("repeat({}, {})", surroundings_.sources.text(count->span), surroundings_.sources.text(value.span));
  const bool is_list = type(repeated->second).kind == TypeKind::List;
  const std::string meant = is_one ? times : fmt::format("{}({})", is_list ? "flatten" : "join", times);
  diagnostic.hints.push_back({fmt::format("write `{}`", meant), {{expr.span, meant}}});
}

/// What was meant with a text on one side and a number on the other.
void Checker::suggest_operands(diag::Diagnostic& diagnostic, const Expr& expr, Builtin builtin,
                               const Operands& operands) {
  const bool left_is_text = is_text(module_.types, operands[0].second);
  const bool right_is_text = is_text(module_.types, operands[1].second);
  const auto text = [&](std::size_t i) { return surroundings_.sources.text(operands[i].first->span); };
  if (builtin == Builtin::Add && left_is_text != right_is_text) {
    const std::string meant = interpolated(text(0)) + interpolated(text(1));
    diagnostic.hints.push_back(
        {fmt::format("put the values into a string: `\"{}\"`", meant), {{expr.span, fmt::format("\"{}\"", meant)}}});
    return;
  }
  if (builtin == Builtin::Multiply) return suggest_repeat(diagnostic, expr, operands);
  if (builtin == Builtin::Modulo && left_is_text) {
    const auto place = text(0).find("%s");
    if (place == std::string_view::npos || text(0).find('%', place + 1) != std::string_view::npos) return;
    const std::string meant = fmt::format("{}{{{}}}{}", text(0).substr(0, place), text(1), text(0).substr(place + 2));
    diagnostic.hints.push_back({fmt::format("put the value into the string: `{}`", meant), {{expr.span, meant}}});
    return;
  }
  if (builtin == Builtin::In && type(operands[1].second).kind == TypeKind::List)
    return suggest_conversion(diagnostic, *operands[0].first, operands[0].second, type(operands[1].second).element);
  if (builtin == Builtin::Subscript) {
    const plan::Type& whole = type(operands[0].second);
    const auto* range = operands[1].first->try_as<RangeExpr>();
    if (whole.kind == TypeKind::Record) diagnostic.notes.push_back(told_fields(whole));
    if (range && whole.kind != TypeKind::Record)
      diagnostic.hints.push_back(slice_for(expr.as<SubscriptExpr>(), *range, surroundings_.sources));
    return;
  }
  const bool compares = builtin == Builtin::Equal || builtin == Builtin::NotEqual || builtin == Builtin::Less ||
                        builtin == Builtin::LessEqual || builtin == Builtin::Greater ||
                        builtin == Builtin::GreaterEqual;
  if (!compares || left_is_text == right_is_text) return;
  const std::size_t of_text = left_is_text ? 0 : 1;
  suggest_conversion(diagnostic, *operands[of_text].first, operands[of_text].second, operands[1 - of_text].second);
}

TypeId Checker::infer_unary(const UnaryExpr& unary) {
  if (unary.op == UnaryOp::Not) {
    check_condition(*unary.operand);
    return plain(TypeKind::Bool);
  }
  const TypeId operand = check(*unary.operand);
  warn_of_sign_before_pipe(unary);
  return call_operator(unary, Builtin::Negate, {{unary.operand, operand}});
}

/// `-1 | abs` is -1 here, and 1 to whoever knows Jinja.
void Checker::warn_of_sign_before_pipe(const UnaryExpr& unary) {
  const auto* pipe = unary.operand->try_as<PipeExpr>();
  if (!pipe) return;
  while (const auto* inner = pipe->value->try_as<PipeExpr>()) pipe = inner;
  const source::Span signed_value = source::join(unary.span, pipe->value->span);
  auto& diagnostic = error(Code::SignBeforePipe, signed_value, "this sign turns the result of the whole pipe");
  const std::string written(surroundings_.sources.text(signed_value));
  diagnostic.hints.push_back(
      {"for the value before the pipe put both in parentheses", {{signed_value, "(" + written + ")"}}});
  const std::string whole(surroundings_.sources.text(unary.operand->span));
  diagnostic.hints.push_back({fmt::format("for the result write `-({})`", whole), {}});
}

TypeId Checker::infer_range(const RangeExpr& range) {
  const TypeId first = check(*range.first), last = check(*range.last);
  return call_operator(range, Builtin::Range, {{range.first, first}, {range.last, last}});
}

TypeId Checker::infer_binary(const BinaryExpr& binary, const Expectation& want) {
  if (binary.op == BinaryOp::And || binary.op == BinaryOp::Or) return infer_logic(binary);
  if (binary.op == BinaryOp::Default) return infer_default(binary, want);
  const Builtin builtin = builtin_of(binary.op).value_or(Builtin::In);
  if (builtin == Builtin::Equal || builtin == Builtin::NotEqual) return infer_equality(binary, builtin);
  const TypeId left = check(*binary.left), right = check(*binary.right);
  return call_operator(binary, builtin, {{binary.left, left}, {binary.right, right}});
}

/// Both sides of `==` are of one type; a literal that the other side can never be is a mistake.
TypeId Checker::infer_equality(const BinaryExpr& binary, Builtin builtin) {
  const TypeId left = check(*binary.left), right = check(*binary.right);
  const TypeId result = call_operator(binary, builtin, {{binary.left, left}, {binary.right, right}});
  const auto is_other = [&](const Expr& literal, TypeId union_type) {
    const TypeId wanted = module_.types.required(union_type);
    const bool is_literal = literal.kind == ExprKind::String && literal.as<StringExpr>().is_plain();
    if (!is_literal || type(wanted).kind != TypeKind::Literal || fits_as_constant(literal, wanted)) return false;
    return fit(module_.types, module_.type_of(literal), wanted) == Fit::No;
  };
  if (is_other(*binary.right, left)) report_mismatch(*binary.right, right, module_.types.required(left));
  if (is_other(*binary.left, right)) report_mismatch(*binary.left, left, module_.types.required(right));
  return result;
}

/// `name or "none"`, where the left side may be null and is no condition: `??` is meant.
bool Checker::is_or_for_default(const BinaryExpr& binary, TypeId left) {
  if (binary.op != BinaryOp::Or || !module_.types.is_optional(left)) return false;
  if (fit(module_.types, module_.types.required(left), plain(TypeKind::Bool)) != Fit::No) return false;
  auto& diagnostic = error(Code::ForeignOperator, binary.op_span, "`or` joins two conditions");
  diagnostic.others.push_back({binary.left->span, fmt::format("this is `{}`", show(left))});
  diagnostic.hints.push_back({"what stands for null is told with `??`", {{binary.op_span, "??"}}});
  return true;
}

/// `x == "a" or "b"`, where a value stands for one more comparison.
bool Checker::is_or_for_comparison(const BinaryExpr& binary) {
  const bool is_written = binary.right->kind == ExprKind::String || binary.right->kind == ExprKind::Int ||
                          binary.right->kind == ExprKind::Float;
  if (binary.op != BinaryOp::Or || !is_written) return false;
  const auto* compared = binary.left->try_as<BinaryExpr>();
  while (compared && compared->op == BinaryOp::Or) compared = compared->left->try_as<BinaryExpr>();
  if (!compared || compared->op != BinaryOp::Equal) return false;
  const std::string meant = fmt::format("{} == {}", text_of(*compared->left), text_of(*binary.right));
  error(Code::ConditionNotBool, binary.right->span, "`or` joins two conditions, and this is a value")
      .hints.push_back({fmt::format("write `{}`", meant), {{binary.right->span, meant}}});
  return true;
}

/// `name or "none"`, where an empty text is meant to give way.
bool Checker::is_or_for_empty(const BinaryExpr& binary, TypeId left) {
  const bool is_default = binary.op == BinaryOp::Or && binary.right->kind == ExprKind::String;
  if (!is_default || !is_text(module_.types, left) || binary.left->kind == ExprKind::String) return false;
  const std::string meant =
      fmt::format("{0} when length({0}) > 0 else {1}", text_of(*binary.left), text_of(*binary.right));
  auto& diagnostic = error(Code::ForeignOperator, binary.op_span, "`or` joins two conditions");
  diagnostic.others.push_back({binary.left->span, fmt::format("this is `{}`", show(left))});
  diagnostic.hints.push_back({fmt::format("write `{}`", meant), {{binary.span, "(" + meant + ")"}}});
  return true;
}

/// The right side is evaluated only where the left one leaves it open, so it knows what the left one proves.
TypeId Checker::infer_logic(const BinaryExpr& binary) {
  const TypeId left = check(*binary.left);
  if (is_or_for_default(binary, left)) return module_.types.required(left);
  if (is_or_for_empty(binary, left)) return left;
  require_condition(*binary.left, left);
  Proof proof = prove(module_, *binary.left);
  const ListMark proven(place_.not_null);
  for (std::string& path : binary.op == BinaryOp::And ? proof.when_true : proof.when_false)
    place_.not_null.push_back(std::move(path));
  if (!is_or_for_comparison(binary)) check_condition(*binary.right);
  return plain(TypeKind::Bool);
}

TypeId Checker::infer_default(const BinaryExpr& binary, const Expectation& want) {
  const TypeId left = check(*binary.left, {{}, {}, want.may_be_secret});
  const TypeId value = module_.types.required(left);
  const TypeId right = check(*binary.right, {value, {}, want.may_be_secret});
  if (type(left).kind == TypeKind::Null) return right;
  if (fits_as_constant(*binary.right, value)) return demand(*binary.right, right, value);
  const auto common = common_type(module_.types, value, right);
  if (common) {
    widen(*binary.left, module_.types.optional_of(*common));
    widen(*binary.right, *common);
    return *common;
  }
  if (fit(module_.types, right, value) != Fit::No) return value;
  error(Code::NoCommonType, binary.op_span,
        fmt::format("`??` needs two values of one type, not `{}` and `{}`", show(value), show(right)));
  return error_type();
}

}  // namespace sdg::sema
