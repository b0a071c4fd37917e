#include "compiler/sema/walk.h"

#include <algorithm>
#include <vector>

namespace sdg::sema {

using namespace syntax;

namespace {

void add_pieces(Pieces pieces, std::vector<const Expr*>& parts) {
  for (const Piece* piece : pieces) {
    if (piece->value) parts.push_back(piece->value);
    for (const Branch& branch : piece->branches) {
      if (branch.condition) parts.push_back(branch.condition);
      add_pieces(branch.body, parts);
    }
  }
}

void add_args(std::span<const Arg> args, std::vector<const Expr*>& parts) {
  for (const Arg& arg : args) parts.push_back(arg.value);
}

void add_match(const MatchExpr& match, std::vector<const Expr*>& parts) {
  parts.push_back(match.subject);
  for (const Arm& arm : match.arms) parts.push_back(arm.value);
}

/// The expressions directly inside one.
std::vector<const Expr*> parts_of(const Expr& expr) {
  std::vector<const Expr*> parts;
  switch (expr.kind) {
    case ExprKind::Error:
    case ExprKind::Null:
    case ExprKind::Bool:
    case ExprKind::Int:
    case ExprKind::Float:
    case ExprKind::Money:
    case ExprKind::Duration:
    case ExprKind::Regex:
    case ExprKind::Name:
    case ExprKind::It: break;
    case ExprKind::String: add_pieces(expr.as<StringExpr>().pieces, parts); break;
    case ExprKind::List:
      for (const Item& item : expr.as<ListExpr>().items) parts.push_back(item.value);
      break;
    case ExprKind::Record:
      for (const Entry& entry : expr.as<RecordExpr>().entries) parts.push_back(entry.value);
      break;
    case ExprKind::Comprehension: {
      const auto& comprehension = expr.as<ComprehensionExpr>();
      parts = {comprehension.list, comprehension.body};
      if (comprehension.condition) parts.push_back(comprehension.condition);
      break;
    }
    case ExprKind::Paren: parts = {expr.as<ParenExpr>().inner}; break;
    case ExprKind::Call: add_args(expr.as<CallExpr>().args, parts); break;
    case ExprKind::Pipe:
      parts.push_back(expr.as<PipeExpr>().value);
      add_args(expr.as<PipeExpr>().args, parts);
      break;
    case ExprKind::Field: parts = {expr.as<FieldExpr>().object}; break;
    case ExprKind::Subscript: parts = {expr.as<SubscriptExpr>().object, expr.as<SubscriptExpr>().index}; break;
    case ExprKind::Unary: parts = {expr.as<UnaryExpr>().operand}; break;
    case ExprKind::Binary: parts = {expr.as<BinaryExpr>().left, expr.as<BinaryExpr>().right}; break;
    case ExprKind::Range: parts = {expr.as<RangeExpr>().first, expr.as<RangeExpr>().last}; break;
    case ExprKind::When: {
      const auto& when = expr.as<WhenExpr>();
      parts = {when.value, when.condition};
      if (when.otherwise) parts.push_back(when.otherwise);
      break;
    }
    case ExprKind::Where: {
      const auto& where = expr.as<WhereExpr>();
      parts = {where.value, where.condition};
      if (where.saying) parts.push_back(where.saying);
      if (where.retry) parts.push_back(where.retry);
      break;
    }
    case ExprKind::Match: add_match(expr.as<MatchExpr>(), parts); break;
  }
  return parts;
}

}  // namespace

bool walk(const Expr& expr, const std::function<bool(const Expr&)>& visit) {
  if (!visit(expr)) return false;
  return std::ranges::all_of(parts_of(expr), [&](const Expr* part) { return walk(*part, visit); });
}

}  // namespace sdg::sema
