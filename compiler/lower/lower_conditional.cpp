#include <fmt/format.h>

#include "compiler/lower/lowerer.h"

namespace sdg::lower {

using namespace syntax;
using plan::TypeKind;

/// What stands in an arm knows it: two equal questions in different arms are never both asked.
NodeId Lowerer::lower_arm(const Expr& arm, const void* owner, std::size_t number) {
  context_.arms.emplace_back(owner, number);
  const NodeId node = lower(arm);
  context_.arms.pop_back();
  return node;
}

NodeId Lowerer::lower_when(const WhenExpr& when) {
  const NodeId then = lower_arm(*when.value, &when, 0);
  const NodeId condition = lower(*when.condition);
  const NodeId otherwise = when.otherwise ? lower_arm(*when.otherwise, &when, 1)
                                          : builder_.constant(Value(), plain(TypeKind::Null), when.span);
  return builder_.choose(condition, then, otherwise, type_of(when), when.span);
}

NodeId Lowerer::lower_match(const MatchExpr& match) {
  const NodeId subject = lower(*match.subject);
  plan::MatchArms arms;
  std::vector<NodeId> values;
  const auto value_of = [&](const Expr* literal) { return literal ? *builder_.constant_of(lower(*literal)) : Value(); };
  for (std::size_t i = 0; i < match.arms.size(); ++i) {
    std::vector<plan::Pattern> patterns;
    for (const Pattern& pattern : match.arms[i].patterns) {
      const auto kind = pattern.kind == PatternKind::Any     ? plan::Pattern::Kind::Any
                        : pattern.kind == PatternKind::Range ? plan::Pattern::Kind::Range
                                                             : plan::Pattern::Kind::Literal;
      patterns.push_back({kind, value_of(pattern.first), value_of(pattern.last)});
    }
    arms.arms.push_back(std::move(patterns));
    values.push_back(lower_arm(*match.arms[i].value, &match, i));
  }
  return builder_.match(subject, std::move(arms), values, type_of(match), match.span);
}

std::optional<std::int64_t> Lowerer::constant_int(const Expr& expr, std::string_view what) {
  const Value* value = constant_of(lower(expr));
  if (value && value->kind() == plan::ValueKind::Int) return value->as_int();
  if (value && value->is_null() && inputs_.check_only) return {};  // a parameter that has no value yet
  diags_.report(diag::Code::NotConstant, expr.span, fmt::format("{} must be known before the run", what),
                "this is computed in each row");
  return {};
}

NodeId Lowerer::lower_where(const WhereExpr& where) {
  const Expr* value = where.value;
  while (const auto* paren = value->try_as<ParenExpr>()) value = paren->inner;
  const CallInfo* call = module_.call(*value);
  const bool is_sampler =
      call && (call->target.kind == SymbolKind::Builtin ||
               (call->target.kind == SymbolKind::Function && !module_.functions[call->target.index].block));
  if (is_sampler) return lower_redraw(where);
  pending_ = PendingAcceptance{&where};
  const NodeId node = lower(*where.value);
  pending_.reset();
  return node;
}

/// A draw is made again, whole, until the condition holds.
NodeId Lowerer::lower_redraw(const WhereExpr& where) {
  constexpr std::uint32_t kRedraws = 1000;
  const BlockId block = builder_.open_block(plan::BlockKind::Redraw, here());
  context_.blocks.push_back(block);
  plan::Redrawing redraw{block, lower(*where.value), {}, kRedraws};
  const std::uint32_t it = module_.bound_locals.at(where.id);
  context_.locals[it] = builder_.local(block, 0, module_.locals[it].type, where.span);
  redraw.condition = lower(*where.condition);
  context_.blocks.pop_back();
  if (where.retry) redraw.limit = static_cast<std::uint32_t>(constant_int(*where.retry, "`retry`").value_or(kRedraws));
  return builder_.redraw(redraw, type_of(where), where.span);
}

}  // namespace sdg::lower
