#include <fmt/format.h>

#include <algorithm>

#include "compiler/sema/checker.h"
#include "compiler/sema/drawn_range.h"
#include "compiler/sema/narrowing.h"
#include "compiler/sema/walk.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;
using plan::Value;

/// Reads from the left: the value is taken where the condition holds, and knows what the condition proves.
TypeId Checker::infer_when(const WhenExpr& when, const Expectation& want) {
  check_condition(*when.condition);
  Proof proof = prove(module_, *when.condition);
  const auto inner = [&](const Expr& arm, std::vector<std::string>& paths) {
    const ListMark proven(place_.not_null);
    for (std::string& path : paths) place_.not_null.push_back(std::move(path));
    // What is asked for in an arm is the value itself: that it may be missing is said by the `when`.
    const auto hint = want.hint ? std::optional(module_.types.required(*want.hint)) : std::nullopt;
    return check(arm, {hint, want.demand, want.may_be_secret});
  };
  const TypeId value = inner(*when.value, proof.when_true);
  if (!when.otherwise) {
    if (want.demand && !module_.types.is_optional(*want.demand) && type(*want.demand).kind != TypeKind::Error &&
        type(*want.demand).kind != TypeKind::Json) {
      auto& diagnostic =
          error(Code::WhenNeedsOptional, when.span, "without an `else` this is null where the condition does not hold",
                fmt::format("`{}` is needed here", show(*want.demand)));
      diagnostic.hints.push_back(
          {fmt::format("let the type say so: `{}?`, or end with `else …`", show(*want.demand)), {}});
      return value;
    }
    return module_.types.optional_of(value);
  }
  const TypeId otherwise = inner(*when.otherwise, proof.when_false);
  if (want.demand) return *want.demand;
  if (const auto common = common_type(module_.types, value, otherwise)) {
    widen(*when.value, *common);
    widen(*when.otherwise, *common);
    return *common;
  }
  error(Code::NoCommonType, when.span, "both sides of a `when` have one type",
        fmt::format("`{}` and `{}` have none in common", show(value), show(otherwise)));
  return error_type();
}

/// `where` stands on what can be tried again: one call that asks, or one draw.
bool Checker::can_be_retried(const Expr& expr) const {
  const Expr* bare = &expr;
  while (const auto* paren = bare->try_as<ParenExpr>()) bare = paren->inner;
  const CallInfo* call = module_.call(*bare);
  if (!call) return bare->kind == ExprKind::Error || type(module_.type_of(*bare)).kind == TypeKind::Error;
  if (call->target.kind == SymbolKind::Model || call->target.kind == SymbolKind::Prompt) return true;
  if (call->target.kind == SymbolKind::Builtin) {
    return plan::spec(static_cast<plan::Builtin>(call->target.index)).kind == plan::BuiltinKind::Sampler;
  }
  if (call->target.kind != SymbolKind::Function) return call->target.kind == SymbolKind::Error;
  const FunctionInfo& function = module_.functions[call->target.index];
  return function.kind == FunctionKind::Sampler || function.block;
}

namespace {

bool reads_it(const Expr& condition) {
  return !walk(condition, [](const Expr& part) { return part.kind != ExprKind::It; });
}

}  // namespace

/// Whether the next try may have another answer: it reads what was tried, or draws and asks itself.
bool Checker::may_change(const Expr& condition) const {
  return reads_it(condition) || !walk(condition, [&](const Expr& part) {
           const CallInfo* call = module_.call(part);
           const bool is_external =
               call && call->target.kind == SymbolKind::Function && module_.functions[call->target.index].external;
           return !call || !(is_external || can_be_retried(part));
         });
}

/// `name = choice("a", "b")` and below it a line `where x > 3`, which joins it: what SQL keeps rows with.
void Checker::refuse_constant_where(const WhereExpr& where) {
  if (type(module_.type_of(*where.condition)).kind != TypeKind::Bool || may_change(*where.condition)) return;
  const std::string meant = fmt::format("keep when {}", surroundings_.sources.text(where.condition->span));
  auto& diagnostic = error(Code::WhereNotOnCall, where.condition->span,
                           "this `where` never reads `it`: no other try would change the answer");
  diagnostic.others.push_back({where.value->span, "tried again until the condition holds"});
  diag::Hint hint{fmt::format("to keep only some rows, write a line of its own: `{}`", meant), {}};
  const bool is_line = place_.column && place_.dataset->columns[*place_.column].line->value == &where;
  const source::Span word{where.span.file, where.value->span.end, where.condition->span.begin};
  if (is_line && !where.saying && !where.retry) hint.edits.push_back({word, "\n  keep when "});
  diagnostic.hints.push_back(std::move(hint));
}

/// `integer(1..6) where it > 6`
void Checker::refuse_impossible_where(const WhereExpr& where) {
  const auto* call = where.value->try_as<CallExpr>();
  const CallInfo* info = call ? module_.call(*call) : nullptr;
  if (!info || info->target.kind != SymbolKind::Builtin) return;
  const auto range = drawn_range(static_cast<plan::Builtin>(info->target.index), *call);
  const Expr* part = range ? never_met(*range, *where.condition) : nullptr;
  if (!part) return;
  error(Code::ImpossibleDraw, part->span, "this never holds: no draw would be accepted")
      .others.push_back({call->span, fmt::format("this draws from {:.6g} to {:.6g}", range->first, range->last)});
}

TypeId Checker::infer_where(const WhereExpr& where, const Expectation& want) {
  const TypeId value = check(*where.value, want);
  const bool is_retried = can_be_retried(*where.value);
  if (!is_retried) {
    auto& diagnostic =
        error(Code::WhereNotOnCall, where.value->span, "`where` tries one call or one draw again, and this is neither");
    const auto condition = surroundings_.sources.text(where.condition->span);
    const source::Span word{where.span.file, where.value->span.end, where.condition->span.begin};
    const auto* inner = where.value->try_as<WhereExpr>();
    if (inner && !inner->saying && !inner->retry) {
      diagnostic.hints.push_back({"join the two conditions with `and`", {{word, " and "}}});
    } else if (reads_it(*where.condition)) {
      diagnostic.hints.push_back({"name the call with `let` and put the `where` there", {}});
    } else {
      diagnostic.hints.push_back(
          {fmt::format("a value only where a condition holds is `… when {}`", condition), {{word, " when "}}});
      diagnostic.hints.push_back({fmt::format("rows are kept by a line `keep when {}`", condition), {}});
    }
  }
  const std::uint32_t it = bind({}, value, where.span);
  module_.bound_locals[where.id] = it;
  const ListMark its(place_.its);
  place_.its.push_back(it);
  check_condition(*where.condition);
  if (is_retried) {
    refuse_constant_where(where);
    refuse_impossible_where(where);
  }
  if (where.saying) check_as(*where.saying, plain(TypeKind::String));
  if (where.retry) check_as(*where.retry, plain(TypeKind::Int));
  return value;
}

}  // namespace sdg::sema
