#include <array>

#include <fmt/format.h>

#include "compiler/syntax/dumper.h"
#include "compiler/syntax/quote.h"

namespace sdg::syntax {
namespace {

std::string_view name_of(ExprKind kind) {
  static constexpr std::string_view kNames[] = {
#define SDG_EXPR(Kind) #Kind,
#include "compiler/syntax/expr_kinds.def"
#undef SDG_EXPR
  };
  return kNames[static_cast<std::size_t>(kind)];
}

std::string_view sign_of(BinaryOp op) {
  constexpr std::string_view kSigns[] = {"or",     "and", "==", "!=", "<", "<=", ">",  ">=", "in",
                                         "not in", "??",  "+",  "-",  "*", "/",  "//", "%"};
  return kSigns[static_cast<std::size_t>(op)];
}

/// What a node holds that is no node itself.
std::string detail(const Expr& expr) {
  switch (expr.kind) {
    case ExprKind::Bool: return expr.as<BoolExpr>().value ? " true" : " false";
    case ExprKind::Int: return fmt::format(" {}", expr.as<IntExpr>().value);
    case ExprKind::Float: return fmt::format(" {}", expr.as<FloatExpr>().value);
    case ExprKind::Money: return fmt::format(" {} nano-dollars", expr.as<MoneyExpr>().nano_dollars);
    case ExprKind::Duration: return fmt::format(" {} ms", expr.as<DurationExpr>().milliseconds);
    case ExprKind::Regex: return " " + quote(expr.as<RegexExpr>().pattern);
    case ExprKind::String: {
      const auto& string = expr.as<StringExpr>();
      const std::string form = fmt::format("{}{}", string.raw ? " raw" : "", string.long_form ? " long" : "");
      return string.is_plain() ? form + " " + quote(string.plain_text()) : form;
    }
    case ExprKind::Name: return " " + written(expr.as<NameExpr>().name);
    case ExprKind::Comprehension: return " " + written(expr.as<ComprehensionExpr>().element);
    case ExprKind::Pipe: return expr.as<PipeExpr>().has_parens ? "" : " bare";
    case ExprKind::Field: return " ." + written(expr.as<FieldExpr>().field);
    case ExprKind::Unary: return expr.as<UnaryExpr>().op == UnaryOp::Not ? " not" : " -";
    case ExprKind::Binary: return fmt::format(" {}", sign_of(expr.as<BinaryExpr>().op));
    case ExprKind::Error:
    case ExprKind::Null:
    case ExprKind::It:
    case ExprKind::List:
    case ExprKind::Record:
    case ExprKind::Paren:
    case ExprKind::Call:
    case ExprKind::Subscript:
    case ExprKind::Range:
    case ExprKind::When:
    case ExprKind::Where:
    case ExprKind::Match: return "";
  }
  return "";
}

}  // namespace

void Dumper::expr(std::string_view role, const Expr* expr) {
  if (expr == nullptr) return;
  line(fmt::format("{}{}{}{}", role, role.empty() ? "" : ": ", name_of(expr->kind), detail(*expr)), expr->span);
  const Indented inside(*this);
  children(*expr);
}

void Dumper::exprs(std::string_view role, std::span<const Expr* const> list) {
  for (const Expr* element : list) expr(role, element);
}

void Dumper::list(const ListExpr& list) {
  for (const Item& item : list.items) expr(item.spread ? "..." : "", item.value);
}

void Dumper::record(const RecordExpr& record) {
  for (const Entry& entry : record.entries) expr(entry.spread ? "..." : written(entry.key), entry.value);
}

void Dumper::args(std::span<const Arg> args) {
  for (const Arg& arg : args)
    expr(arg.spread ? "..." : arg.name.text.empty() ? "arg" : "arg " + written(arg.name), arg.value);
}

void Dumper::match(const MatchExpr& match) {
  expr("subject", match.subject);
  for (const Arm& arm : match.arms) {
    line("arm", arm.span);
    const Indented inside(*this);
    for (const Pattern& pattern : arm.patterns) {
      constexpr std::string_view kKinds[] = {"literal", "range", "any"};
      line(fmt::format("pattern {}", kKinds[static_cast<std::size_t>(pattern.kind)]), pattern.span);
      const Indented in_pattern(*this);
      expr("first", pattern.first);
      expr("last", pattern.last);
    }
    expr("value", arm.value);
  }
}

void Dumper::pieces(Pieces pieces) {
  for (const Piece* one : pieces) piece(*one);
}

void Dumper::piece(const Piece& piece) {
  const std::string name = piece.name.text.empty() ? "" : " " + written(piece.name);
  switch (piece.kind) {
    case PieceKind::Text: return line("text " + quote(piece.text), piece.span);
    case PieceKind::Include: return line("include " + quote(piece.text), piece.span);
    case PieceKind::Value: return expr("value", piece.value);
    case PieceKind::Set: return expr("set" + name, piece.value);
    case PieceKind::If:
    case PieceKind::For: break;
  }
  line((piece.kind == PieceKind::If ? "if" : "for") + name, piece.span);
  const Indented inside(*this);
  expr("list", piece.value);
  for (std::size_t i = 0; i < piece.branches.size(); ++i) {
    const Branch& branch = piece.branches[i];
    line(branch.condition != nullptr || (piece.kind == PieceKind::For && i == 0) ? "branch" : "else");
    const Indented in_branch(*this);
    expr("condition", branch.condition);
    pieces(branch.body);
  }
}

void Dumper::children(const Expr& node) {
  switch (node.kind) {
    case ExprKind::Error:
    case ExprKind::Null:
    case ExprKind::Bool:
    case ExprKind::Int:
    case ExprKind::Float:
    case ExprKind::Money:
    case ExprKind::Duration:
    case ExprKind::Regex:
    case ExprKind::Name:
    case ExprKind::It: return;
    case ExprKind::String:
      if (!node.as<StringExpr>().is_plain()) pieces(node.as<StringExpr>().pieces);
      return;
    case ExprKind::List: return list(node.as<ListExpr>());
    case ExprKind::Record: return record(node.as<RecordExpr>());
    case ExprKind::Comprehension: {
      const auto& comprehension = node.as<ComprehensionExpr>();
      expr("body", comprehension.body);
      expr("in", comprehension.list);
      return expr("if", comprehension.condition);
    }
    case ExprKind::Paren: return expr("", node.as<ParenExpr>().inner);
    case ExprKind::Call: expr("callee", node.as<CallExpr>().callee); return args(node.as<CallExpr>().args);
    case ExprKind::Pipe:
      expr("value", node.as<PipeExpr>().value);
      expr("callee", node.as<PipeExpr>().callee);
      return args(node.as<PipeExpr>().args);
    case ExprKind::Field: return expr("", node.as<FieldExpr>().object);
    case ExprKind::Subscript:
      expr("", node.as<SubscriptExpr>().object);
      return expr("index", node.as<SubscriptExpr>().index);
    case ExprKind::Unary: return expr("", node.as<UnaryExpr>().operand);
    case ExprKind::Binary: expr("", node.as<BinaryExpr>().left); return expr("", node.as<BinaryExpr>().right);
    case ExprKind::Range: expr("", node.as<RangeExpr>().first); return expr("", node.as<RangeExpr>().last);
    case ExprKind::When:
      expr("value", node.as<WhenExpr>().value);
      expr("condition", node.as<WhenExpr>().condition);
      return expr("else", node.as<WhenExpr>().otherwise);
    case ExprKind::Where:
      expr("value", node.as<WhereExpr>().value);
      expr("condition", node.as<WhereExpr>().condition);
      expr("saying", node.as<WhereExpr>().saying);
      return expr("retry", node.as<WhereExpr>().retry);
    case ExprKind::Match: return match(node.as<MatchExpr>());
  }
}

}  // namespace sdg::syntax
