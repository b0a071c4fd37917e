#include <algorithm>

#include "compiler/syntax/actions.h"
#include "compiler/syntax/build_template.h"
#include "compiler/syntax/habits.h"

// Expressions: each action makes one node of what its parts have put on the stacks.
namespace sdg::syntax {
namespace {

using diag::Code;

std::uint32_t height(const Expr* expr) { return expr == nullptr ? 0 : expr->height; }

template <class... Exprs>
std::uint32_t highest(const Exprs*... exprs) {
  return std::max({height(exprs)...});
}

template <class T>
std::uint32_t highest_of(std::span<const T> list) {
  std::uint32_t result = 0;
  for (const T& element : list) result = std::max(result, height(element.value));
  return result;
}

BinaryOp binary_op(g::Infix infix) {
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

/// The callee of a call is a name or a field of one: nothing that is computed can be called.
bool is_callable(const Expr* callee) {
  while (const auto* field = callee->try_as<FieldExpr>()) callee = field->object;
  return callee->kind == ExprKind::Name || callee->kind == ExprKind::Error;
}

void check_callable(Builder& b, const Expr* callee) {
  // A method of a value is told with the types at hand.
  if (is_callable(callee) || callee->kind == ExprKind::Field) return;
  auto& diag = b.report(Code::CalledValue, callee->span, "only a name can be called", "this is a value");
  diag.hints.push_back({"write `value | f(args)` to call `f` with a value", {}});
}

}  // namespace

// Operands

template <>
struct action<g::null_literal> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.push(b.node<NullExpr>(span_of(in, b)));
  }
};
template <>
struct action<g::it_value> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.push(b.node<ItExpr>(span_of(in, b)));
  }
};
template <>
struct action<g::number> : push_signed_number {};
template <>
struct action<g::money> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    push_money(b, in.begin(), in.end());
  }
};
template <>
struct action<g::regex> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    push_regex(b, in.begin(), in.end());
  }
};
template <>
struct action<g::plain_string> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    push_plain_string(b, in.begin(), in.end());
  }
};
template <>
struct action<g::name_value> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    auto node = b.node<NameExpr>(span_of(in, b));
    node.name = b.name(in.begin(), in.end());
    if (push_foreign_literal(b, node.name)) return;
    b.push(node);
  }
};
template <>
struct action<g::paren> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.close();
    auto node = b.node<ParenExpr>(span_of(in, b));
    node.inner = b.pop();
    b.push(node, height(node.inner));
  }
};

// Lists and records

template <>
struct action<g::open_list> : open_for<&Stacks::items> {};
template <>
struct action<g::spread_item> {
  static void apply0(Builder& b) { b.stacks.items.push_back({b.pop(), true}); }
};
template <>
struct action<g::plain_item> {
  static void apply0(Builder& b) { b.stacks.items.push_back({b.pop(), false}); }
};
struct make_list {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Open open = b.close();
    auto node = b.node<ListExpr>(b.span(open.begin, b.offset(in.end())));
    node.items = b.take_from(b.stacks.items, open.items);
    b.push(node, highest_of(node.items));
  }
};
template <>
struct action<g::empty_list> : make_list {};
template <>
struct action<g::list_rest> : make_list {};
template <>
struct action<g::loop_if> {
  static void apply0(Builder& b) { b.stacks.opens.back().flag = true; }
};
template <>
struct action<g::comprehension> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Open open = b.close();
    auto node = b.node<ComprehensionExpr>(b.span(open.begin, b.offset(in.end())));
    node.condition = open.flag ? b.pop() : nullptr;
    node.list = b.pop();
    node.element = b.pop_name();
    const Item body = Builder::take(b.stacks.items);
    node.body = body.value;
    if (body.spread) {
      b.report(Code::UnexpectedText, body.value->span, "`...` cannot stand before `for`",
               "one element for each of the list");
    }
    b.push(node, highest(node.body, node.list, node.condition));
  }
};

template <>
struct action<g::open_record> : open_for<&Stacks::entries> {};
template <>
struct action<g::word_key> : push_name {};
/// `{0: "neg"}`: what stands in a file, where a number is a text like any other.
template <>
struct action<g::number_key> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Span span = span_of(in, b);
    b.stacks.names.push_back({b.text(span), span, true});
  }
};
template <>
struct action<g::string_key> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Span span = span_of(in, b);
    b.stacks.names.push_back({b.text(span).substr(1, span.length() - 2), span, true});
  }
};
template <>
struct action<g::spread_entry> {
  static void apply0(Builder& b) { b.stacks.entries.push_back({{}, b.pop(), true}); }
};
template <>
struct action<g::keyed_entry> {
  static void apply0(Builder& b) { b.stacks.entries.push_back({b.pop_name(), b.pop(), false}); }
};
template <>
struct action<g::record> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Open open = b.close();
    auto node = b.node<RecordExpr>(span_of(in, b));
    node.entries = b.take_from(b.stacks.entries, open.items);
    b.push(node, highest_of(node.entries));
  }
};

// match

template <>
struct action<g::match_open> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.open(in.end() - 1, 1, b.stacks.arms.size(), b.stacks.patterns.size());
  }
};
template <>
struct action<g::any_pattern> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.stacks.patterns.push_back({PatternKind::Any, span_of(in, b), nullptr, nullptr});
  }
};
template <>
struct action<g::literal_pattern> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Expr* literal = b.pop();
    const auto* string = literal->try_as<StringExpr>();
    if (string != nullptr && !string->is_plain()) {
      b.report(Code::NotPlainString, literal->span, "a pattern cannot interpolate",
               "a pattern is known before the run");
    }
    b.stacks.patterns.push_back({PatternKind::Literal, span_of(in, b), literal, nullptr});
  }
};
template <>
struct action<g::no_pattern_last> : push_no_value {};
template <>
struct action<g::range_pattern> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Expr* last = b.pop();
    const Expr* first = b.pop();
    b.stacks.patterns.push_back({PatternKind::Range, span_of(in, b), first, last});
  }
};
template <>
struct action<g::open_range_pattern> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    b.stacks.patterns.push_back({PatternKind::Range, span_of(in, b), nullptr, b.pop()});
  }
};
template <>
struct action<g::fat_arrow> {
  static void apply0(Builder& b) {
    const auto patterns = b.take_from(b.stacks.patterns, b.stacks.opens.back().more_items);
    b.stacks.arms.push_back({patterns, nullptr, patterns.front().span});
  }
};
template <>
struct action<g::arm> {
  static void apply0(Builder& b) {
    Arm& arm = b.stacks.arms.back();
    arm.value = b.pop();
    arm.span = source::join(arm.span, arm.value->span);
  }
};
template <>
struct action<g::match_value> {
  template <typename In>
  static void apply(const In& in, Builder& b) {
    const Open open = b.close();
    auto node = b.node<MatchExpr>(span_of(in, b));
    node.arms = b.take_from(b.stacks.arms, open.items);
    node.subject = b.pop();
    b.push(node, std::max(highest_of(node.arms), height(node.subject)));
  }
};

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

// Operators

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
struct action<g::negative> : make_unary<UnaryOp::Minus> {};
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
