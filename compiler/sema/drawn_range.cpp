#include "compiler/sema/drawn_range.h"

#include <algorithm>
#include <vector>

#include "compiler/sema/written_number.h"

namespace sdg::sema {

using namespace syntax;
using plan::Builtin;

namespace {

bool is_positional(const Arg& arg) { return arg.name.text.empty(); }

/// `5 < it` is `it > 5`.
BinaryOp turned(BinaryOp op) {
  if (op == BinaryOp::Less) return BinaryOp::Greater;
  if (op == BinaryOp::LessEqual) return BinaryOp::GreaterEqual;
  if (op == BinaryOp::Greater) return BinaryOp::Less;
  return op == BinaryOp::GreaterEqual ? BinaryOp::LessEqual : op;
}

bool fails(const DrawnRange& range, BinaryOp op, double bound) {
  if (op == BinaryOp::Less) return range.first >= bound;
  if (op == BinaryOp::LessEqual) return range.first > bound;
  if (op == BinaryOp::Greater) return range.last <= bound;
  if (op == BinaryOp::GreaterEqual) return range.last < bound;
  return op == BinaryOp::Equal && (bound < range.first || bound > range.last);
}

}  // namespace

DrawnEnds ends_of(std::span<const Arg> args, Builtin sampler) {
  std::vector<const Expr*> given;
  for (const Arg& arg : args) {
    if (is_positional(arg)) given.push_back(arg.value);
  }
  if (given.size() == 1 && sampler == Builtin::Integer) {
    const auto* range = given[0]->try_as<RangeExpr>();
    return range ? DrawnEnds{range->first, range->last} : DrawnEnds{};
  }
  if (sampler == Builtin::After && given.size() > 2) return {given[1], given[2]};
  const bool has_ends = sampler == Builtin::Integer || sampler == Builtin::Uniform || sampler == Builtin::Triangular ||
                        sampler == Builtin::Date || sampler == Builtin::DateTime;
  return has_ends && given.size() > 1 ? DrawnEnds{given[0], given[1]} : DrawnEnds{};
}

std::optional<DrawnRange> drawn_range(Builtin sampler, const CallExpr& call) {
  if (sampler != Builtin::Integer && sampler != Builtin::Uniform) return std::nullopt;
  const bool is_plain = std::ranges::count_if(call.args, is_positional) <= 2;
  const DrawnEnds ends = is_plain ? ends_of(call.args, sampler) : DrawnEnds{};
  if (!ends.first || !ends.last) return std::nullopt;
  const auto first = written_number(*ends.first), last = written_number(*ends.last);
  return first && last && *first <= *last ? std::optional(DrawnRange{*first, *last}) : std::nullopt;
}

const Expr* never_met(const DrawnRange& range, const Expr& condition) {
  if (const auto* paren = condition.try_as<ParenExpr>()) return never_met(range, *paren->inner);
  const auto* binary = condition.try_as<BinaryExpr>();
  if (!binary) return nullptr;
  if (binary->op == BinaryOp::And || binary->op == BinaryOp::Or) {
    const Expr* left = never_met(range, *binary->left);
    const Expr* right = never_met(range, *binary->right);
    if (binary->op == BinaryOp::Or) return left && right ? &condition : nullptr;
    return left ? left : right;
  }
  const bool begins = binary->left->kind == ExprKind::It, ends = binary->right->kind == ExprKind::It;
  const auto bound = begins == ends ? std::nullopt : written_number(begins ? *binary->right : *binary->left);
  return bound && fails(range, begins ? binary->op : turned(binary->op), *bound) ? &condition : nullptr;
}

}  // namespace sdg::sema
