#include "compiler/syntax/build_match.h"
#include "compiler/syntax/build_operand.h"
#include "compiler/syntax/build_operator.h"
#include "compiler/syntax/build_template.h"

// Expressions: each action makes one node of what its parts have put on the stacks.
namespace sdg::syntax {
namespace {

/// The callee of a call is a name or a field of one: nothing that is computed can be called.
bool is_callable(const Expr* callee) {
  while (const auto* field = callee->try_as<FieldExpr>()) callee = field->object;
  return callee->kind == ExprKind::Name || callee->kind == ExprKind::Error;
}

void check_callable(Builder& b, const Expr* callee) {
  // A method of a value is told with the types at hand.
  if (is_callable(callee) || callee->kind == ExprKind::Field) return;
  auto& diag = b.report(diag::Code::CalledValue, callee->span, "only a name can be called", "this is a value");
  diag.hints.push_back({"write `value | f(args)` to call `f` with a value", {}});
}

}  // namespace

// Calls, subscripts, fields, pipes

template <>
struct action<g::open_args> : open_for<&Stacks::args> {};
template <>
struct action<g::arg_name> : push_name {};
template <>
struct action<g::named_arg> {
  static void apply0(Builder& b) { b.stacks.args.push_back({b.pop_name(), b.pop(), false}); }
};
template <>
struct action<g::spread_arg> {
  static void apply0(Builder& b) { b.stacks.args.push_back({{}, b.pop(), true}); }
};
template <>
struct action<g::plain_arg> {
  static void apply0(Builder& b) { b.stacks.args.push_back({{}, b.pop(), false}); }
};
template <>
struct action<g::call> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Open open = b.close();
    const Expr* callee = b.pop();
    check_callable(b, callee);
    auto node = b.node<CallExpr>({b.file.id, callee->span.begin, b.offset(in.end())});
    node.callee = callee;
    node.args = b.take_from(b.stacks.args, open.items);
    node.args_span = b.span(open.begin, b.offset(in.end()));
    b.push(node, std::max(highest_of(node.args), height(callee)));
  }
};
template <>
struct action<g::subscript> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.close();
    const Expr* index = b.pop();
    const Expr* object = b.pop();
    auto node = b.node<SubscriptExpr>(b.span(object->span.begin, b.offset(in.end())));
    node.object = object;
    node.index = index;
    b.push(node, highest(object, index));
  }
};
template <>
struct action<g::field_name> : push_name {};
template <>
struct action<g::field> {
  static void apply0(Builder& b) {
    const Expr* object = b.pop();
    const Name name = b.pop_name();
    auto node = b.node<FieldExpr>(source::join(object->span, name.span));
    node.object = object;
    node.field = name;
    b.push(node, height(object));
  }
};

void push_pipe(Builder& b, std::uint32_t end, std::span<const Arg> args, bool has_parens) {
  const Expr* callee = b.pop();
  const Expr* value = b.pop();
  auto node = b.node<PipeExpr>(b.span(value->span.begin, end));
  node.value = value;
  node.callee = callee;
  node.args = args;
  node.has_parens = has_parens;
  b.push(node, std::max(highest(value, callee), highest_of(args)));
}
template <>
struct action<g::pipe_call> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Open open = b.close();
    push_pipe(b, b.offset(in.end()), b.take_from(b.stacks.args, open.items), true);
  }
};
template <>
struct action<g::pipe_bare> {
  static void apply0(Builder& b) { push_pipe(b, b.stacks.values.back()->span.end, {}, false); }
};

bool match_expr(Input& in, Builder& builder) {
  return peg::match<g::expr, peg::apply_mode::action, peg::rewind_mode::required, action, control>(in, builder);
}

void match_template(Builder& builder, const std::string& path) {
  Input in(builder.text().data(), builder.text().data() + builder.text().size(), path);
  (void)peg::parse<g::whole_template_file, action, control>(in, builder);
}

bool match_disjunction(Input& in, Builder& builder) {
  return peg::match<g::disjunction, peg::apply_mode::action, peg::rewind_mode::required, action, control>(in, builder);
}

}  // namespace sdg::syntax
