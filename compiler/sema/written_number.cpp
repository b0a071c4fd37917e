#include "compiler/sema/written_number.h"

namespace sdg::sema {

using namespace syntax;

std::optional<double> written_number(const Expr& expr) {
  if (const auto* number = expr.try_as<IntExpr>()) return static_cast<double>(number->value);
  if (const auto* number = expr.try_as<FloatExpr>()) return number->value;
  if (const auto* paren = expr.try_as<ParenExpr>()) return written_number(*paren->inner);
  const auto* sign = expr.try_as<UnaryExpr>();
  const auto value = sign && sign->op == UnaryOp::Minus ? written_number(*sign->operand) : std::nullopt;
  return value ? std::optional(-*value) : std::nullopt;
}

}  // namespace sdg::sema
