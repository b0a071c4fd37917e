#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "compiler/diag/suggestion.h"
#include "compiler/jinja/parser.h"

namespace sdg::jinja {

using diag::Code;
using plan::JinjaCompare;

namespace {

constexpr std::array<std::pair<std::string_view, JinjaCompare>, 6> kCompares{{{"==", JinjaCompare::Equal},
                                                                              {"!=", JinjaCompare::NotEqual},
                                                                              {"<=", JinjaCompare::LessEqual},
                                                                              {">=", JinjaCompare::GreaterEqual},
                                                                              {"<", JinjaCompare::Less},
                                                                              {">", JinjaCompare::Greater}}};

/// Counts how deep the reader of expressions has called itself.
class Deeper {
 public:
  explicit Deeper(std::size_t& depth) : depth_(depth) { ++depth_; }
  ~Deeper() { --depth_; }
  Deeper(const Deeper&) = delete;
  Deeper& operator=(const Deeper&) = delete;

 private:
  std::size_t& depth_;
};

}  // namespace

JinjaExpr Parser::make(JinjaExprKind kind, Span begin, std::vector<JinjaExpr> parts) {
  JinjaExpr expr;
  expr.kind = kind;
  expr.span = from(begin);
  for (const JinjaExpr& part : parts) expr.height = std::max(expr.height, part.height + 1);
  expr.parts = std::move(parts);
  if (expr.height > kMostHeight) fail(Code::JinjaTooDeep, expr.span, "this expression is nested too deeply");
  return expr;
}

JinjaExpr Parser::literal(Value value, Span span) {
  JinjaExpr expr;
  expr.kind = JinjaExprKind::Literal;
  expr.span = span;
  expr.value = std::move(value);
  return expr;
}

void Parser::add_named(JinjaExpr& call, std::string name, JinjaExpr value) {
  call.height = std::max(call.height, value.height + 1);
  call.named.push_back({std::move(name), std::move(value)});
}

JinjaExpr Parser::binary(JinjaExprKind kind, JinjaExpr left, JinjaExpr right) {
  const Span begin = left.span;
  std::vector<JinjaExpr> parts;
  parts.push_back(std::move(left));
  parts.push_back(std::move(right));
  return make(kind, begin, std::move(parts));
}

bool Parser::is_too_deep() {
  if (depth_ <= kMostHeight) return false;
  fail(Code::JinjaTooDeep, current().span, "this expression is nested too deeply");
  return true;
}

JinjaExpr Parser::expression() {
  const Deeper deeper(depth_);
  return is_too_deep() ? JinjaExpr{} : choice();
}

/// `a if c else b`
JinjaExpr Parser::choice() {
  JinjaExpr value = disjunction();
  while (skip_name("if")) {
    JinjaExpr condition = disjunction();
    JinjaExpr otherwise = skip_name("else") ? expression() : JinjaExpr{};
    const Span begin = value.span;
    std::vector<JinjaExpr> parts;
    parts.push_back(std::move(value));
    parts.push_back(std::move(condition));
    parts.push_back(std::move(otherwise));
    value = make(JinjaExprKind::Choose, begin, std::move(parts));
  }
  return value;
}

JinjaExpr Parser::disjunction() {
  JinjaExpr left = conjunction();
  while (skip_name("or")) left = binary(JinjaExprKind::Or, std::move(left), conjunction());
  return left;
}

JinjaExpr Parser::conjunction() {
  JinjaExpr left = negation();
  while (skip_name("and")) left = binary(JinjaExprKind::And, std::move(left), negation());
  return left;
}

JinjaExpr Parser::negation() {
  const Deeper deeper(depth_);
  if (is_too_deep()) return {};
  const Span begin = current().span;
  if (!skip_name("not")) return comparison();
  std::vector<JinjaExpr> parts;
  parts.push_back(negation());
  return make(JinjaExprKind::Not, begin, std::move(parts));
}

/// `a < b <= c` and `a not in b`: comparisons chain.
JinjaExpr Parser::comparison() {
  const Span begin = current().span;
  std::vector<JinjaExpr> parts;
  parts.push_back(sum());
  std::vector<JinjaCompare> compares;
  while (true) {
    const auto sign = std::ranges::find_if(kCompares, [&](const auto& known) { return is_sign(known.first); });
    if (sign != kCompares.end()) {
      ++next_;
      compares.push_back(sign->second);
    } else if (skip_name("in")) {
      compares.push_back(JinjaCompare::In);
    } else if (is_name("not") && following().is_name("in")) {
      next_ += 2;
      compares.push_back(JinjaCompare::NotIn);
    } else {
      break;
    }
    parts.push_back(sum());
  }
  if (compares.empty()) return std::move(parts.front());
  JinjaExpr compare = make(JinjaExprKind::Compare, begin, std::move(parts));
  compare.compares = std::move(compares);
  return compare;
}

JinjaExpr Parser::sum() {
  JinjaExpr left = concatenation();
  while (is_sign("+") || is_sign("-")) {
    const auto kind = take().text == "+" ? JinjaExprKind::Add : JinjaExprKind::Subtract;
    left = binary(kind, std::move(left), concatenation());
  }
  return left;
}

JinjaExpr Parser::concatenation() {
  const Span begin = current().span;
  std::vector<JinjaExpr> parts;
  parts.push_back(product());
  while (skip_sign("~")) parts.push_back(product());
  if (parts.size() == 1) return std::move(parts.front());
  return make(JinjaExprKind::Concat, begin, std::move(parts));
}

JinjaExpr Parser::product() {
  JinjaExpr left = power();
  while (is_sign("*") || is_sign("/") || is_sign("//") || is_sign("%")) {
    const std::string sign = take().text;
    const auto kind = sign == "*"    ? JinjaExprKind::Multiply
                      : sign == "/"  ? JinjaExprKind::Divide
                      : sign == "//" ? JinjaExprKind::FloorDivide
                                     : JinjaExprKind::Modulo;
    left = binary(kind, std::move(left), power());
  }
  return left;
}

JinjaExpr Parser::power() {
  JinjaExpr left = unary(true);
  while (skip_sign("**")) left = binary(JinjaExprKind::Power, std::move(left), unary(true));
  return left;
}

/// A sign binds tighter than a filter: `-1 | abs` is 1.
JinjaExpr Parser::unary(bool with_filters) {
  const Deeper deeper(depth_);
  if (is_too_deep()) return {};
  const Span begin = current().span;
  JinjaExpr value;
  if (is_sign("-") || is_sign("+")) {
    const auto kind = take().text == "-" ? JinjaExprKind::Negate : JinjaExprKind::Plus;
    std::vector<JinjaExpr> parts;
    parts.push_back(unary(false));
    value = make(kind, begin, std::move(parts));
  } else {
    value = primary();
  }
  value = postfix(std::move(value));
  return with_filters ? filters(std::move(value)) : value;
}

JinjaExpr Parser::primary() {
  if (current().kind == TokenKind::Name) return name_or_constant();
  if (current().kind == TokenKind::Literal) return strings();
  if (is_sign("(")) return parenthesized();
  if (is_sign("[")) return list();
  if (is_sign("{")) return dict();
  fail_here("a value");
  return {};
}

JinjaExpr Parser::name_or_constant() {
  const Token name = take();
  if (name.text == "true" || name.text == "True") return literal(Value(true), name.span);
  if (name.text == "false" || name.text == "False") return literal(Value(false), name.span);
  if (name.text == "none" || name.text == "None") return literal(Value(), name.span);
  leftovers_.varargs |= name.text == "varargs";
  leftovers_.kwargs |= name.text == "kwargs";
  JinjaExpr expr;
  expr.kind = JinjaExprKind::Name;
  expr.span = name.span;
  expr.name = name.text;
  return expr;
}

/// A literal; strings side by side are one.
JinjaExpr Parser::strings() {
  const Token first = take();
  if (!first.value.is_string()) return literal(first.value, first.span);
  std::string text = first.value.text();
  while (current().kind == TokenKind::Literal && current().value.is_string()) text += take().value.text();
  return literal(Value::string(std::move(text)), from(first.span));
}

JinjaExpr Parser::parenthesized() {
  const Span open = take().span;
  if (is_sign(")")) {
    ++next_;
    return make(JinjaExprKind::Tuple, open, {});
  }
  JinjaExpr inner = tuple(true);
  expect_sign(")");
  return inner;
}

/// `a` or `a, b`, as far as a tag, a bracket or one of the words reaches.
JinjaExpr Parser::tuple(bool with_choice, std::initializer_list<std::string_view> ends) {
  const Span begin = current().span;
  const Deeper deeper(depth_);
  if (is_too_deep()) return {};
  const auto is_end = [&] {
    return is_tag_end() || is_sign(")") ||
           std::ranges::any_of(ends, [&](std::string_view end) { return is_name(end); });
  };
  std::vector<JinjaExpr> items;
  bool is_tuple = false;
  if (is_end()) fail_here("a value");
  while (!is_end()) {
    items.push_back(with_choice ? choice() : disjunction());
    if (!skip_sign(",")) break;
    is_tuple = true;
  }
  if (items.empty()) return {};
  if (!is_tuple) return std::move(items.front());
  return make(JinjaExprKind::Tuple, begin, std::move(items));
}

JinjaExpr Parser::list() {
  const Span open = take().span;
  std::vector<JinjaExpr> items;
  while (!is_sign("]") && !is_tag_end()) {
    if (!items.empty() && !expect_sign(",")) break;
    if (is_sign("]")) break;
    items.push_back(expression());
  }
  expect_sign("]");
  return make(JinjaExprKind::List, open, std::move(items));
}

JinjaExpr Parser::dict() {
  const Span open = take().span;
  std::vector<JinjaExpr> parts;
  while (!is_sign("}") && !is_tag_end()) {
    if (!parts.empty() && !expect_sign(",")) break;
    if (is_sign("}")) break;
    parts.push_back(expression());
    if (!expect_sign(":")) break;
    parts.push_back(expression());
  }
  expect_sign("}");
  if (parts.size() % 2 == 1) parts.emplace_back();
  return make(JinjaExprKind::Dict, open, std::move(parts));
}

JinjaExpr Parser::postfix(JinjaExpr value) {
  while (!lost_) {
    if (is_sign(".")) {
      value = attribute(std::move(value));
    } else if (is_sign("[")) {
      value = subscript(std::move(value));
    } else if (is_sign("(")) {
      const Span begin = value.span;
      std::vector<JinjaExpr> parts;
      parts.push_back(std::move(value));
      value = make(JinjaExprKind::Call, begin, std::move(parts));
      arguments(value);
      value.span = from(begin);
    } else {
      break;
    }
  }
  return value;
}

JinjaExpr Parser::attribute(JinjaExpr object) {
  const Span begin = object.span;
  ++next_;
  const Token field = current();
  if (field.kind == TokenKind::Literal && field.value.kind() == plan::ValueKind::Int) {
    ++next_;
    return binary(JinjaExprKind::Item, std::move(object), literal(field.value, field.span));
  }
  std::vector<JinjaExpr> parts;
  parts.push_back(std::move(object));
  std::string name = expect_any_name("a name or number");
  JinjaExpr expr = make(JinjaExprKind::Attribute, begin, std::move(parts));
  expr.name = std::move(name);
  return expr;
}

JinjaExpr Parser::subscript(JinjaExpr object) {
  const Span begin = object.span;
  ++next_;
  if (is_sign(":")) return slice(std::move(object), {}, begin);
  if (is_sign("]")) fail_here("a value");
  JinjaExpr index = expression();
  if (is_sign(":")) return slice(std::move(object), std::move(index), begin);
  if (is_sign(",")) {
    std::vector<JinjaExpr> parts;
    parts.push_back(std::move(index));
    while (skip_sign(",") && !is_sign("]")) parts.push_back(expression());
    index = make(JinjaExprKind::Tuple, begin, std::move(parts));
  }
  expect_sign("]");
  return binary(JinjaExprKind::Item, std::move(object), std::move(index));
}

/// `[first:stop:step]`, from the first colon on.
JinjaExpr Parser::slice(JinjaExpr object, JinjaExpr first, Span begin) {
  std::vector<JinjaExpr> parts;
  parts.push_back(std::move(object));
  parts.push_back(std::move(first));
  while (parts.size() < 4 && skip_sign(":")) {
    parts.push_back(is_sign(":") || is_sign("]") ? JinjaExpr{} : expression());
  }
  parts.resize(4);
  expect_sign("]");
  return make(JinjaExprKind::Slice, begin, std::move(parts));
}

JinjaExpr Parser::filters(JinjaExpr value) {
  while (!lost_) {
    if (skip_sign("|")) {
      value = filter(std::move(value));
    } else if (skip_name("is")) {
      value = test(std::move(value));
    } else if (is_sign("(")) {
      value = postfix(std::move(value));
    } else {
      break;
    }
  }
  return value;
}

/// Behind the `|`.
JinjaExpr Parser::filter(JinjaExpr value) {
  const Span begin = value.span;
  const Token name = current();
  expect_any_name("the name of a filter");
  std::vector<JinjaExpr> parts;
  parts.push_back(std::move(value));
  JinjaExpr expr = make(JinjaExprKind::Filter, begin, std::move(parts));
  expr.name = name.text;
  if (is_sign("(")) arguments(expr);
  expr.span = from(begin);
  if (lost_) return expr;
  if (const auto found = plan::find_jinja_filter(name.text)) {
    expr.filter = *found;
    check_filter_arguments(expr, name);
    return expr;
  }
  auto* diagnostic = fail(Code::JinjaUnknownFilter, name.span, fmt::format("there is no filter `{}`", name.text));
  const auto names = plan::jinja_filter_names();
  if (auto hint = diag::did_you_mean(name.text, name.span, names)) diagnostic->hints.push_back(std::move(*hint));
  // What it would have made of the value is not known.
  return std::move(expr.parts[0]);
}

void Parser::check_filter_arguments(const JinjaExpr& filter, const Token& name) {
  const auto known = plan::arguments_of(filter.filter);
  if (!known) return;
  if (filter.parts.size() > known->size() + 1) {
    fail(Code::JinjaUnknownFilter, filter.parts.back().span,
         fmt::format("`{}` takes {} argument{}", name.text, known->size(), known->size() == 1 ? "" : "s"));
    return;
  }
  for (const auto& [argument, value] : filter.named) {
    if (std::ranges::find(*known, argument) != known->end()) continue;
    fail(Code::JinjaUnknownFilter, value.span, fmt::format("`{}` has no argument `{}`", name.text, argument));
    return;
  }
}

/// Behind the `is`.
JinjaExpr Parser::test(JinjaExpr value) {
  const Span begin = value.span;
  const bool is_negated = skip_name("not");
  const Token name = current();
  expect_any_name("the name of a test");
  std::vector<JinjaExpr> parts;
  parts.push_back(std::move(value));
  JinjaExpr expr = make(JinjaExprKind::Test, begin, std::move(parts));
  expr.name = name.text;
  const auto found = plan::find_jinja_test(name.text);
  if (is_sign("(")) {
    arguments(expr);
  } else if (found && plan::argument_count(*found) > 0) {
    expr.parts.push_back(postfix(primary()));
    expr.height = std::max(expr.height, expr.parts.back().height + 1);
  }
  expr.span = from(begin);
  if (lost_) return expr;
  if (!found) {
    auto* diagnostic = fail(Code::JinjaUnknownFilter, name.span, fmt::format("there is no test `{}`", name.text));
    const auto names = plan::jinja_test_names();
    if (auto hint = diag::did_you_mean(name.text, name.span, names)) diagnostic->hints.push_back(std::move(*hint));
    return expr;
  }
  expr.test = *found;
  if (expr.parts.size() != plan::argument_count(*found) + 1) {
    fail(Code::JinjaUnknownFilter, name.span,
         plan::argument_count(*found) == 0 ? fmt::format("the test `{}` takes no argument", name.text)
                                           : fmt::format("the test `{}` needs a value to compare with", name.text));
  }
  if (!is_negated) return expr;
  std::vector<JinjaExpr> negated;
  negated.push_back(std::move(expr));
  return make(JinjaExprKind::Not, begin, std::move(negated));
}

/// `(a, b, name = c)` of a call, filter or test.
void Parser::arguments(JinjaExpr& call) {
  ++next_;
  while (!is_sign(")") && !is_tag_end()) {
    if (is_sign("*") || is_sign("**")) {
      fail(Code::JinjaUnsupported, current().span, "arguments cannot be spread here");
      return;
    }
    if (current().kind == TokenKind::Name && following().is_sign("=")) {
      std::string name = take().text;
      ++next_;
      add_named(call, std::move(name), expression());
    } else if (!call.named.empty()) {
      fail(Code::JinjaSyntax, current().span, "an argument without a name stands behind one that has one");
      return;
    } else {
      call.parts.push_back(expression());
      call.height = std::max(call.height, call.parts.back().height + 1);
    }
    if (!skip_sign(",")) break;
  }
  expect_sign(")");
}

}  // namespace sdg::jinja
