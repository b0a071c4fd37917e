#include <algorithm>
#include <cstddef>

#include "compiler/jinja/variable_walk.h"

// What the tags of a template do with names, and what a condition proves of them.
namespace sdg::jinja {

using plan::JinjaExprKind;
using plan::JinjaStatementKind;
using plan::JinjaTest;

void VariableWalk::body(const JinjaBody& statements) {
  for (const JinjaStatement& one : statements) statement(one);
}

void VariableWalk::block(const JinjaBody& statements) {
  scopes_.emplace_back();
  body(statements);
  scopes_.pop_back();
}

void VariableWalk::statement(const JinjaStatement& s) {
  note_step();
  switch (s.kind) {
    case JinjaStatementKind::Text: return;
    case JinjaStatementKind::Print: value(s.exprs[0]); return;
    case JinjaStatementKind::If: return if_block(s);
    case JinjaStatementKind::For: return for_block(s);
    case JinjaStatementKind::Set: return assign(s.exprs[0], alias(s.exprs[1]));
    case JinjaStatementKind::SetBlock:
      block(s.bodies[0]);
      value(s.exprs[1]);
      return assign(s.exprs[0], nullptr);
    case JinjaStatementKind::Include: return include(s);
    case JinjaStatementKind::Import: return import(s);
    case JinjaStatementKind::Macro: scopes_.back()[s.text] = {nullptr, &s}; return macro(s, {});
    case JinjaStatementKind::CallBlock: value(s.exprs[0]); return macro(s, {});
    case JinjaStatementKind::Filter:
      block(s.bodies[0]);
      value(s.exprs[0]);
      return;
    case JinjaStatementKind::With: return with_block(s);
    case JinjaStatementKind::Extends: return reach(s.exprs[0]);
    case JinjaStatementKind::Block: return block(s.bodies[0]);
  }
}

/// Where a condition has asked whether a name is defined, its uses demand nothing.
void VariableWalk::if_block(const JinjaStatement& s) {
  const std::size_t mark = known_.size();
  for (std::size_t i = 0; i < s.bodies.size(); ++i) {
    const std::size_t inside = known_.size();
    if (i < s.exprs.size()) {
      condition(s.exprs[i]);
      add_known(s.exprs[i], true);
    }
    body(s.bodies[i]);
    known_.resize(inside);
    if (i < s.exprs.size()) add_known(s.exprs[i], false);
  }
  known_.resize(mark);
}

void VariableWalk::for_block(const JinjaStatement& s) {
  Use* list = alias(s.exprs[1]);
  Use* element = list && !list->is_open ? &list->element_at(s.exprs[0].span) : nullptr;
  if (element) element->is_required = element->is_gone_through = true;
  const std::size_t mark = known_.size();
  scopes_.emplace_back();
  assign(s.exprs[0], element);
  if (!s.exprs[2].is_absent()) {
    condition(s.exprs[2]);
    add_known(s.exprs[2], true);
  }
  scopes_.back()["loop"] = {};
  body(s.bodies[0]);
  scopes_.pop_back();
  known_.resize(mark);
  block(s.bodies[1]);
}

void VariableWalk::with_block(const JinjaStatement& s) {
  std::vector<Use*> values;
  for (std::size_t i = 1; i < s.exprs.size(); i += 2) values.push_back(alias(s.exprs[i]));
  scopes_.emplace_back();
  for (std::size_t i = 0; i < values.size(); ++i) assign(s.exprs[2 * i], values[i]);
  body(s.bodies[0]);
  scopes_.pop_back();
}

void VariableWalk::assign(const JinjaExpr& target, Use* use) {
  if (target.kind == JinjaExprKind::Name) {
    scopes_.back()[target.name] = {use, nullptr};
  } else if (target.kind == JinjaExprKind::Tuple) {
    if (use) use->is_open = true;
    for (const JinjaExpr& part : target.parts) assign(part, nullptr);
  }
}

/// A value as a condition may be null, which is false.
void VariableWalk::condition(const JinjaExpr& expr) {
  if (expr.kind == JinjaExprKind::Not) return condition(expr.parts[0]);
  if (expr.kind == JinjaExprKind::And || expr.kind == JinjaExprKind::Or) {
    logic(expr, true);
  } else {
    alias(expr, path_of(expr).empty() ? Want::Need : Want::Test);
  }
}

std::string VariableWalk::path_of(const JinjaExpr& expr) {
  if (expr.kind == JinjaExprKind::Name) return expr.name;
  if (expr.kind != JinjaExprKind::Attribute) return {};
  const std::string object = path_of(expr.parts[0]);
  return object.empty() ? object : object + "." + expr.name;
}

bool VariableWalk::is_known(const JinjaExpr& expr) const {
  const std::string path = path_of(expr);
  return !path.empty() && std::ranges::find(known_, path) != known_.end();
}

bool VariableWalk::arrives_as_none(const JinjaExpr& expr) const {
  return expr.kind == JinjaExprKind::Attribute ||
         (expr.kind == JinjaExprKind::Name && meaning_of(expr.name) != nullptr);
}

void VariableWalk::add_known(const JinjaExpr& condition, bool holds) {
  if (condition.kind == JinjaExprKind::Not) return add_known(condition.parts[0], !holds);
  const bool splits = condition.kind == (holds ? JinjaExprKind::And : JinjaExprKind::Or);
  if (splits) {
    for (const JinjaExpr& part : condition.parts) add_known(part, holds);
  }
  const bool is_true = holds && !path_of(condition).empty();
  if (is_true) known_.push_back(path_of(condition));
  if (condition.kind != JinjaExprKind::Test) return;
  const JinjaExpr& asked = condition.parts[0];
  const bool is_there = condition.test == (holds ? JinjaTest::Defined : JinjaTest::Undefined);
  if (is_there && asked.kind == JinjaExprKind::Name) known_.push_back(asked.name);
  if (!holds && condition.test == JinjaTest::None && arrives_as_none(asked)) known_.push_back(path_of(asked));
}

}  // namespace sdg::jinja
