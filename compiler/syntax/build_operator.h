#pragma once

#include <stdexcept>

#include "compiler/syntax/actions.h"
#include "compiler/syntax/heights.h"
#include "compiler/syntax/literal.h"

// Operators, `where` and `when`: from the pending signs to nodes.
namespace sdg::syntax {

inline BinaryOp binary_op(g::Infix infix) {
  switch (infix) {
    case g::Infix::Or: return BinaryOp::Or;
    case g::Infix::And: return BinaryOp::And;
    case g::Infix::Equal: return BinaryOp::Equal;
    case g::Infix::NotEqual: return BinaryOp::NotEqual;
    case g::Infix::Less: return BinaryOp::Less;
    case g::Infix::LessEqual: return BinaryOp::LessEqual;
    case g::Infix::Greater: return BinaryOp::Greater;
    case g::Infix::GreaterEqual: return BinaryOp::GreaterEqual;
    case g::Infix::In: return BinaryOp::In;
    case g::Infix::NotIn: return BinaryOp::NotIn;
    case g::Infix::Default: return BinaryOp::Default;
    case g::Infix::Add: return BinaryOp::Add;
    case g::Infix::Subtract: return BinaryOp::Subtract;
    case g::Infix::Multiply: return BinaryOp::Multiply;
    case g::Infix::Divide: return BinaryOp::Divide;
    case g::Infix::FloorDivide: return BinaryOp::FloorDivide;
    case g::Infix::Modulo: return BinaryOp::Modulo;
    case g::Infix::None:
    case g::Infix::When:
    case g::Infix::Else:
    case g::Infix::Where:
    case g::Infix::Saying:
    case g::Infix::Retry:
    case g::Infix::Range:
    case g::Infix::Pipe:
    case g::Infix::Dot: break;
  }
  throw std::logic_error("this infix sign makes no binary expression");
}

struct push_op {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const std::uint32_t end = b.offset(in.end());
    const auto length = static_cast<std::uint32_t>(b.layout.infix_end - b.layout.infix_begin);
    b.stacks.ops.push_back({b.layout.infix, b.span(end - length, end)});
  }
};
template <>
struct action<g::product_sign> : push_op {};
template <>
struct action<g::sum_sign> : push_op {};
template <>
struct action<g::default_sign> : push_op {};
template <>
struct action<g::compare_sign> : push_op {};
template <>
struct action<g::and_word> : push_op {};
template <>
struct action<g::or_word> : push_op {};

struct make_binary {
  static void apply0(Builder& b) {
    const PendingOp op = Builder::take(b.stacks.ops);
    const Expr* right = b.pop();
    const Expr* left = b.pop();
    auto node = b.node<BinaryExpr>(source::join(left->span, right->span));
    node.op = binary_op(op.infix);
    node.op_span = op.span;
    node.left = left;
    node.right = right;
    b.push(node, highest(left, right));
  }
};
template <>
struct action<g::product_tail> : make_binary {};
template <>
struct action<g::sum_tail> : make_binary {};
template <>
struct action<g::default_tail> : make_binary {};
template <>
struct action<g::compare_tail> : make_binary {};
template <>
struct action<g::and_tail> : make_binary {};
template <>
struct action<g::or_tail> : make_binary {};

template <>
struct action<g::range_tail> {
  static void apply0(Builder& b) {
    const Expr* last = b.pop();
    const Expr* first = b.pop();
    auto node = b.node<RangeExpr>(source::join(first->span, last->span));
    node.first = first;
    node.last = last;
    b.push(node, highest(first, last));
  }
};

template <UnaryOp Op>
struct make_unary {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Expr* operand = b.pop();
    auto node = b.node<UnaryExpr>(b.span(b.offset(in.begin()), operand->span.end));
    node.op = Op;
    node.operand = operand;
    b.push(node, height(operand));
  }
};
template <>
struct action<g::negative_sign> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.sign_end = in.end();
  }
};
template <>
struct action<g::negative> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    if (!push_smallest_int(b, in.begin())) make_unary<UnaryOp::Minus>::apply(in, b);
  }
};
template <>
struct action<g::negation> : make_unary<UnaryOp::Not> {};

template <>
struct action<g::no_saying> : push_no_value {};
template <>
struct action<g::no_retry> : push_no_value {};
template <>
struct action<g::where_tail> {
  static void apply0(Builder& b) {
    const Expr* retry = b.pop();
    const Expr* saying = b.pop();
    const Expr* condition = b.pop();
    const Expr* value = b.pop();
    const Expr* last = retry != nullptr ? retry : saying != nullptr ? saying : condition;
    auto node = b.node<WhereExpr>(source::join(value->span, last->span));
    node.value = value;
    node.condition = condition;
    node.saying = saying;
    node.retry = retry;
    b.push(node, highest(value, condition, saying, retry));
  }
};
template <>
struct action<g::no_otherwise> : push_no_value {};
template <>
struct action<g::when_tail> {
  static void apply0(Builder& b) {
    const Expr* otherwise = b.pop();
    const Expr* condition = b.pop();
    const Expr* value = b.pop();
    auto node = b.node<WhenExpr>(source::join(value->span, otherwise != nullptr ? otherwise->span : condition->span));
    node.value = value;
    node.condition = condition;
    node.otherwise = otherwise;
    b.push(node, highest(value, condition, otherwise));
  }
};

}  // namespace sdg::syntax
