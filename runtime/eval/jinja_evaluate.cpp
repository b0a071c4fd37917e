#include <fmt/format.h>

#include "runtime/eval/jinja_access.h"
#include "runtime/eval/jinja_filter.h"
#include "runtime/eval/jinja_operators.h"
#include "runtime/eval/jinja_renderer.h"

namespace sdg::eval {

JinjaValue JinjaRenderer::evaluate(const JinjaExpr& expr, JinjaPlace& place) {
  const Level level(*this);
  if (!level.ok()) return {};
  JinjaValue value = evaluate_kind(expr, place);
  const bool is_made_here = expr.kind != JinjaExprKind::Name && expr.kind != JinjaExprKind::Attribute;
  if (is_made_here && value.is_excessive()) trouble_.fail("this value is too large, or nested too deeply");
  if (trouble_.failed()) trouble_.place([&] { return plan::place_in(*place.jinja, expr.span); });
  return value;
}

JinjaValue JinjaRenderer::evaluate_kind(const JinjaExpr& expr, JinjaPlace& place) {
  const auto part = [&](std::size_t i) { return evaluate(expr.parts[i], place); };
  switch (expr.kind) {
    case JinjaExprKind::Absent: return {};
    case JinjaExprKind::Literal: return expr.value;
    case JinjaExprKind::Name: return name(expr, place);
    case JinjaExprKind::Tuple: return JinjaValue::tuple(parts(expr, 0, place));
    case JinjaExprKind::List: return JinjaValue::list(parts(expr, 0, place));
    case JinjaExprKind::Dict: return dict(expr, place);
    case JinjaExprKind::Attribute: return attribute_of(part(0), expr.name, trouble_);
    case JinjaExprKind::Item: {
      const JinjaValue object = part(0);
      return item_of(object, part(1), trouble_);
    }
    case JinjaExprKind::Slice: return slice(expr, place);
    case JinjaExprKind::Call: return call(expr, place);
    case JinjaExprKind::Filter: {
      const JinjaValue value = part(0);
      const JinjaArguments given = arguments(expr, place);
      return trouble_.failed() ? JinjaValue() : apply_filter(expr.filter, {value, given, trouble_});
    }
    case JinjaExprKind::Test: {
      const JinjaValue value = part(0);
      const JinjaArguments given = arguments(expr, place);
      return JinjaValue(!trouble_.failed() && apply_test(expr.test, {value, given, trouble_}));
    }
    case JinjaExprKind::Block: return JinjaValue(place.block_text ? *place.block_text : std::string());
    case JinjaExprKind::Not: return JinjaValue(!part(0).is_true());
    case JinjaExprKind::Negate: return negate(part(0), trouble_);
    case JinjaExprKind::Plus: return plus(part(0), trouble_);
    case JinjaExprKind::Add:
    case JinjaExprKind::Subtract:
    case JinjaExprKind::Multiply:
    case JinjaExprKind::Divide:
    case JinjaExprKind::FloorDivide:
    case JinjaExprKind::Modulo:
    case JinjaExprKind::Power: {
      const JinjaValue left = part(0);
      return calculate(expr.kind, left, part(1), trouble_);
    }
    case JinjaExprKind::Concat: return concat(expr, place);
    case JinjaExprKind::Compare: return compares(expr, place);
    case JinjaExprKind::And: {
      JinjaValue left = part(0);
      return left.is_true() ? part(1) : left;
    }
    case JinjaExprKind::Or: {
      JinjaValue left = part(0);
      return left.is_true() ? left : part(1);
    }
    case JinjaExprKind::Choose: return choose(expr, place);
  }
  return {};
}

bool JinjaRenderer::is_true(const JinjaExpr& expr, JinjaPlace& place) {
  const JinjaValue value = evaluate(expr, place);
  return !trouble_.failed() && value.is_true();
}

JinjaValue JinjaRenderer::name(const JinjaExpr& expr, JinjaPlace& place) {
  if (const JinjaValue* value = place.scope->find(expr.name)) return *value;
  if (auto function = global(expr.name)) return *std::move(function);
  return JinjaValue::undefined(fmt::format("'{}' is undefined", expr.name));
}

JinjaItems JinjaRenderer::parts(const JinjaExpr& expr, std::size_t from, JinjaPlace& place) {
  JinjaItems values;
  for (std::size_t i = from; i < expr.parts.size(); ++i) values.push_back(evaluate(expr.parts[i], place));
  return values;
}

JinjaArguments JinjaRenderer::arguments(const JinjaExpr& expr, JinjaPlace& place) {
  JinjaArguments given;
  given.places = parts(expr, 1, place);
  for (const auto& [argument, value] : expr.named) given.names.emplace_back(argument, evaluate(value, place));
  return given;
}

JinjaValue JinjaRenderer::dict(const JinjaExpr& expr, JinjaPlace& place) {
  JinjaEntries entries;
  for (std::size_t i = 0; i + 1 < expr.parts.size(); i += 2) {
    const JinjaValue key = evaluate(expr.parts[i], place);
    const JinjaValue value = evaluate(expr.parts[i + 1], place);
    if (key.is(JinjaKind::List) || key.is(JinjaKind::Dict))
      trouble_.fail(fmt::format("unhashable type: '{}'", key.type_name()));
    const auto same =
        std::find_if(entries.begin(), entries.end(), [&](const auto& entry) { return entry.first == key; });
    if (same != entries.end()) {
      same->second = value;
    } else {
      entries.emplace_back(key, value);
    }
  }
  return JinjaValue::dict(std::move(entries));
}

JinjaValue JinjaRenderer::slice(const JinjaExpr& expr, JinjaPlace& place) {
  const JinjaItems all = parts(expr, 0, place);
  return trouble_.failed() ? JinjaValue() : slice_of(all[0], all[1], all[2], all[3], trouble_);
}

JinjaValue JinjaRenderer::call(const JinjaExpr& expr, JinjaPlace& place) {
  const JinjaValue callee = evaluate(expr.parts[0], place);
  if (!demand(callee, trouble_)) return {};
  if (!callee.object() || !callee.object()->call) {
    trouble_.fail(fmt::format("'{}' object is not callable", callee.type_name()));
    return {};
  }
  const JinjaArguments given = arguments(expr, place);
  return trouble_.failed() ? JinjaValue() : callee.object()->call(given);
}

JinjaValue JinjaRenderer::concat(const JinjaExpr& expr, JinjaPlace& place) {
  std::string text;
  for (const JinjaValue& part : parts(expr, 0, place)) text += print(part);
  return JinjaValue(std::move(text));
}

/// `a < b < c` is `a < b and b < c`, with `b` worked out once.
JinjaValue JinjaRenderer::compares(const JinjaExpr& expr, JinjaPlace& place) {
  JinjaValue left = evaluate(expr.parts[0], place);
  for (std::size_t i = 0; i < expr.compares.size(); ++i) {
    JinjaValue right = evaluate(expr.parts[i + 1], place);
    if (trouble_.failed() || !compare(expr.compares[i], left, right, trouble_)) return JinjaValue(false);
    left = std::move(right);
  }
  return JinjaValue(true);
}

JinjaValue JinjaRenderer::choose(const JinjaExpr& expr, JinjaPlace& place) {
  if (is_true(expr.parts[1], place)) return evaluate(expr.parts[0], place);
  if (!expr.parts[2].is_absent()) return evaluate(expr.parts[2], place);
  return JinjaValue::undefined("the inline if-expression evaluated to false and no else section was defined.");
}

}  // namespace sdg::eval
