#include <algorithm>
#include <cstddef>

#include "compiler/jinja/variable_walk.h"
#include "compiler/plan/jinja_methods.h"

// What the parts of an expression say of the values they stand for.
namespace sdg::jinja {

using plan::JinjaExprKind;
using plan::JinjaFilter;
using plan::JinjaTest;

namespace {

source::Span last_part(source::Span path, std::string_view name) {
  return {path.file, path.end - static_cast<std::uint32_t>(name.size()), path.end};
}

bool is_number_literal(const JinjaExpr& expr) { return expr.kind == JinjaExprKind::Literal && expr.value.is_number(); }

}  // namespace

void VariableWalk::value(const JinjaExpr& expr) { alias(expr); }

Use* VariableWalk::alias(const JinjaExpr& expr, Want want) {
  note_step();
  switch (expr.kind) {
    case JinjaExprKind::Name: return use_of_name(expr, want);
    case JinjaExprKind::Attribute: return attribute(expr, want);
    case JinjaExprKind::Item: return item(expr, want);
    case JinjaExprKind::Slice: {
      all(expr, 1);
      return alias(expr.parts[0]);
    }
    case JinjaExprKind::Call: return call(expr);
    case JinjaExprKind::Filter: return filter(expr);
    case JinjaExprKind::Test: return test(expr);
    case JinjaExprKind::Choose: return choose(expr);
    case JinjaExprKind::And:
    case JinjaExprKind::Or: return logic(expr, false);
    case JinjaExprKind::Not: condition(expr); return nullptr;
    case JinjaExprKind::Subtract:
    case JinjaExprKind::Multiply:
    case JinjaExprKind::Divide:
    case JinjaExprKind::FloorDivide:
    case JinjaExprKind::Modulo:
    case JinjaExprKind::Power:
    case JinjaExprKind::Negate:
    case JinjaExprKind::Plus: return calculated(expr);
    case JinjaExprKind::Add: return added(expr);
    case JinjaExprKind::Compare: return compared(expr);
    case JinjaExprKind::Absent:
    case JinjaExprKind::Literal:
    case JinjaExprKind::Tuple:
    case JinjaExprKind::List:
    case JinjaExprKind::Dict:
    case JinjaExprKind::Block:
    case JinjaExprKind::Concat: break;
  }
  all(expr, 0);
  return nullptr;
}

void VariableWalk::all(const JinjaExpr& expr, std::size_t from) {
  for (std::size_t i = from; i < expr.parts.size(); ++i) value(expr.parts[i]);
  for (const auto& [name, argument] : expr.named) value(argument);
}

Use* VariableWalk::part(Use* object, std::string_view name, source::Span span, Want want) {
  if (!object || object->is_open) return nullptr;
  Use& field = object->field_at(name, span);
  note(field, want, span);
  return &field;
}

Use* VariableWalk::attribute(const JinjaExpr& expr, Want want) {
  return part(alias(expr.parts[0]), expr.name, expr.span, is_known(expr) ? Want::Look : want);
}

Use* VariableWalk::item(const JinjaExpr& expr, Want want) {
  Use* object = alias(expr.parts[0]);
  const JinjaExpr& key = expr.parts[1];
  value(key);
  if (key.kind == JinjaExprKind::Literal && key.value.is_string())
    return part(object, key.value.text(), expr.span, want);
  const bool is_place = key.kind == JinjaExprKind::Literal || key.kind == JinjaExprKind::Negate;
  if (object && is_place) return required(object->element_at(expr.span), expr.span);
  if (object) object->is_open = true;
  return nullptr;
}

Use* VariableWalk::required(Use& use, source::Span span) {
  note(use, Want::Need, span);
  return &use;
}

Use* VariableWalk::call(const JinjaExpr& expr) {
  const JinjaExpr& callee = expr.parts[0];
  std::vector<Use*> arguments;
  for (std::size_t i = 1; i < expr.parts.size(); ++i) arguments.push_back(alias(expr.parts[i]));
  for (const auto& [name, argument] : expr.named) value(argument);
  if (callee.kind == JinjaExprKind::Attribute) {
    Use* object = alias(callee.parts[0]);
    if (object) object->methods.push_back({callee.name, last_part(callee.span, callee.name)});
    if (object && plan::is_one_of(callee.name, plan::kJinjaDictMethods)) object->is_open = true;
    return nullptr;
  }
  const Meaning* meaning = callee.kind == JinjaExprKind::Name ? meaning_of(callee.name) : nullptr;
  if (meaning && meaning->macro) {
    macro(*meaning->macro, arguments);
  } else {
    value(callee);
  }
  return nullptr;
}

Use* VariableWalk::test(const JinjaExpr& expr) {
  const bool only_looks = expr.test == JinjaTest::Defined || expr.test == JinjaTest::Undefined;
  const bool asks_for_null = expr.test == JinjaTest::None && arrives_as_none(expr.parts[0]);
  alias(expr.parts[0], only_looks ? Want::Look : asks_for_null ? Want::Test : Want::Need);
  all(expr, 1);
  return nullptr;
}

Use* VariableWalk::choose(const JinjaExpr& expr) {
  const std::size_t mark = known_.size();
  condition(expr.parts[1]);
  add_known(expr.parts[1], true);
  Use* use = alias(expr.parts[0]);
  known_.resize(mark);
  add_known(expr.parts[1], false);
  value(expr.parts[2]);
  known_.resize(mark);
  return use;
}

/// What stands on the right of an `and` knows what the left has proven.
Use* VariableWalk::logic(const JinjaExpr& expr, bool is_asked) {
  const std::size_t mark = known_.size();
  // What is false on the left of an `or` is handed on by nobody.
  is_asked || expr.kind == JinjaExprKind::Or ? condition(expr.parts[0]) : value(expr.parts[0]);
  add_known(expr.parts[0], expr.kind == JinjaExprKind::And);
  is_asked ? condition(expr.parts[1]) : value(expr.parts[1]);
  known_.resize(mark);
  return nullptr;
}

Use* VariableWalk::calculated(const JinjaExpr& expr) {
  const bool formats = expr.parts[0].kind == JinjaExprKind::Literal && expr.parts[0].value.is_string();
  for (const JinjaExpr& part : expr.parts) {
    Use* use = alias(part);
    if (use && !formats) use->is_number = true;
  }
  return nullptr;
}

/// `+` also joins texts and lists: a number beside it tells.
Use* VariableWalk::added(const JinjaExpr& expr) {
  const bool with_number = is_number_literal(expr.parts[0]) || is_number_literal(expr.parts[1]);
  for (const JinjaExpr& part : expr.parts) {
    Use* use = alias(part);
    if (use && with_number) use->is_number = true;
  }
  return nullptr;
}

Use* VariableWalk::compared(const JinjaExpr& expr) {
  for (std::size_t i = 0; i < expr.parts.size(); ++i) {
    Use* use = alias(expr.parts[i]);
    const bool beside_number = (i > 0 && is_number_literal(expr.parts[i - 1])) ||
                               (i + 1 < expr.parts.size() && is_number_literal(expr.parts[i + 1]));
    if (use && beside_number) use->is_number = true;
  }
  return nullptr;
}

Use* VariableWalk::filter(const JinjaExpr& expr) {
  all(expr, 1);
  const bool has_default = expr.filter == JinjaFilter::Default;
  Use* use = alias(expr.parts[0], has_default ? Want::Look : Want::Need);
  switch (expr.filter) {
    case JinjaFilter::Default: return use;
    case JinjaFilter::Sort:
    case JinjaFilter::Unique:
    case JinjaFilter::Sum:
    case JinjaFilter::Min:
    case JinjaFilter::Max:
    case JinjaFilter::Join:
    case JinjaFilter::Groupby:
    case JinjaFilter::Map:
    case JinjaFilter::Select:
    case JinjaFilter::Reject:
    case JinjaFilter::Selectattr:
    case JinjaFilter::Rejectattr: return listed(use, expr);
    case JinjaFilter::Batch:
    case JinjaFilter::Slice: listed(use, expr); return nullptr;
    case JinjaFilter::First:
    case JinjaFilter::Last: return use && !use->is_open ? required(use->element_at(expr.span), expr.span) : nullptr;
    case JinjaFilter::List:
    case JinjaFilter::Reverse: return use;
    case JinjaFilter::Dictsort:
    case JinjaFilter::Items:
    case JinjaFilter::Tojson:
    case JinjaFilter::Json:
      if (use) use->is_open = true;
      return nullptr;
    case JinjaFilter::Abs:
    case JinjaFilter::Round:
    case JinjaFilter::Filesizeformat:
      if (use) use->is_number = true;
      return nullptr;
    case JinjaFilter::Random:
      if (use) use->drawn = expr.span;
      return nullptr;
    default: return nullptr;
  }
}

/// A list, of whose elements perhaps a part is wanted: the filter hands on the list, or nothing that is known.
Use* VariableWalk::listed(Use* use, const JinjaExpr& expr) {
  if (!use || use->is_open) return nullptr;
  Use& element = use->element_at(expr.span);
  element.is_required = element.is_gone_through = true;
  const auto named = std::ranges::find(expr.named, "attribute", &plan::JinjaNamed::name);
  const bool by_place = expr.filter == JinjaFilter::Selectattr || expr.filter == JinjaFilter::Rejectattr ||
                        expr.filter == JinjaFilter::Groupby || expr.filter == JinjaFilter::Sum;
  const JinjaExpr* path = named != expr.named.end()           ? &named->value
                          : by_place && expr.parts.size() > 1 ? &expr.parts[1]
                                                              : nullptr;
  const bool may_miss = expr.filter == JinjaFilter::Map && expr.named.size() > 1;
  Use* meant = path ? follow(element, *path, may_miss ? Want::Look : Want::Need) : &element;
  if (expr.filter == JinjaFilter::Sum && meant) meant->is_number = true;
  const bool hands_on = expr.filter != JinjaFilter::Map && expr.filter != JinjaFilter::Join &&
                        expr.filter != JinjaFilter::Sum && expr.filter != JinjaFilter::Groupby &&
                        expr.filter != JinjaFilter::Min && expr.filter != JinjaFilter::Max;
  return hands_on ? use : nullptr;
}

/// `a.b` of an `attribute =`.
Use* VariableWalk::follow(Use& element, const JinjaExpr& path, Want want) {
  if (path.kind != JinjaExprKind::Literal || !path.value.is_string()) {
    element.is_open = true;
    return nullptr;
  }
  Use* use = &element;
  std::string_view rest = path.value.text();
  while (use && !rest.empty()) {
    const auto end = std::min(rest.find('.'), rest.size());
    const std::string_view name = rest.substr(0, end);
    const bool is_place = name.find_first_not_of("0123456789") == std::string_view::npos;
    use = is_place ? &use->element_at(path.span) : part(use, name, path.span, want);
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return use;
}

}  // namespace sdg::jinja
