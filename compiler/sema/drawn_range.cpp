#include "compiler/sema/drawn_range.h"

#include <vector>

#include "compiler/sema/written_number.h"

namespace sdg::sema {

using namespace syntax;

namespace {

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

std::optional<DrawnRange> drawn_range(plan::Builtin sampler, const CallExpr& call) {
  if (sampler != plan::Builtin::Integer && sampler != plan::Builtin::Uniform) return std::nullopt;
  std::vector<const Expr*> ends;
  for (const Arg& arg : call.args) {
    if (arg.name.text.empty()) ends.push_back(arg.value);
  }
  if (const auto* range = ends.size() == 1 ? ends[0]->try_as<RangeExpr>() : nullptr) ends = {range->first, range->last};
  if (ends.size() != 2 || !ends[0] || !ends[1]) return std::nullopt;
  const auto first = written_number(*ends[0]), last = written_number(*ends[1]);
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
