#include "compiler/sema/narrowing.h"

#include <fmt/format.h>

namespace sdg::sema {

using namespace syntax;

namespace {

const Expr& without_parens(const Expr& expr) {
  const Expr* inner = &expr;
  while (const auto* paren = inner->try_as<ParenExpr>()) inner = paren->inner;
  return *inner;
}

void append(std::vector<std::string>& to, const std::vector<std::string>& from) {
  to.insert(to.end(), from.begin(), from.end());
}

Proof prove_comparison(const Module& module, const BinaryExpr& comparison) {
  const Expr& left = without_parens(*comparison.left);
  const Expr& right = without_parens(*comparison.right);
  const bool null_left = left.kind == ExprKind::Null;
  if (!null_left && right.kind != ExprKind::Null) return {};
  const std::string path = path_of(module, null_left ? right : left);
  if (path.empty()) return {};
  Proof proof;
  (comparison.op == BinaryOp::NotEqual ? proof.when_true : proof.when_false).push_back(path);
  return proof;
}

Proof prove_binary(const Module& module, const BinaryExpr& binary) {
  if (binary.op == BinaryOp::Equal || binary.op == BinaryOp::NotEqual) return prove_comparison(module, binary);
  if (binary.op != BinaryOp::And && binary.op != BinaryOp::Or) return {};
  Proof left = prove(module, *binary.left), right = prove(module, *binary.right);
  Proof proof;
  // `a and b` holding means both hold; failing says nothing of either. `or` is the mirror of it.
  auto& kept = binary.op == BinaryOp::And ? proof.when_true : proof.when_false;
  append(kept, binary.op == BinaryOp::And ? left.when_true : left.when_false);
  append(kept, binary.op == BinaryOp::And ? right.when_true : right.when_false);
  return proof;
}

}  // namespace

Proof prove(const Module& module, const Expr& condition) {
  const Expr& expr = without_parens(condition);
  if (const auto* binary = expr.try_as<BinaryExpr>()) return prove_binary(module, *binary);
  if (const auto* unary = expr.try_as<UnaryExpr>(); unary && unary->op == UnaryOp::Not) {
    Proof inner = prove(module, *unary->operand);
    return {std::move(inner.when_false), std::move(inner.when_true)};
  }
  return {};
}

std::string path_of(Symbol symbol) {
  if (symbol.kind == SymbolKind::None || symbol.kind == SymbolKind::Error) return {};
  return fmt::format("{}:{}", static_cast<int>(symbol.kind), symbol.index);
}

std::string path_of(const Module& module, const Expr& expr) {
  const Expr& bare = without_parens(expr);
  if (bare.kind == ExprKind::Name || bare.kind == ExprKind::It) {
    return path_of(module.symbols[bare.id]);
  }
  if (const auto* field = bare.try_as<FieldExpr>()) {
    const std::string object = path_of(module, *field->object);
    return object.empty() ? object : fmt::format("{}.{}", object, field->field.text);
  }
  // An element at a place that is written out is the same one each time.
  const auto* subscript = bare.try_as<SubscriptExpr>();
  if (const auto* place = subscript ? subscript->index->try_as<IntExpr>() : nullptr) {
    const std::string object = path_of(module, *subscript->object);
    return object.empty() ? object : fmt::format("{}[{}]", object, place->value);
  }
  return {};
}

}  // namespace sdg::sema
