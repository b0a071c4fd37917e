#include "runtime/eval/jinja_renderer.h"

#include <fmt/format.h>

#include <algorithm>

#include "runtime/eval/jinja_operators.h"

namespace sdg::eval {

const JinjaValue* JinjaScope::find(std::string_view name) const {
  for (const JinjaScope* scope = this; scope; scope = scope->parent_.get()) {
    const auto own = std::ranges::find(scope->names_, name, &std::pair<std::string, JinjaValue>::first);
    if (own != scope->names_.end()) return &own->second;
  }
  return nullptr;
}

void JinjaScope::set(std::string_view name, JinjaValue value) {
  const auto own = std::ranges::find(names_, name, &std::pair<std::string, JinjaValue>::first);
  if (own != names_.end()) {
    own->second = std::move(value);
  } else {
    names_.emplace_back(name, std::move(value));
  }
}

JinjaPlace JinjaPlace::inside() const {
  JinjaPlace place = *this;
  place.scope = std::make_shared<JinjaScope>(scope);
  return place;
}

JinjaPlace JinjaPlace::inside(std::string& other_out) const {
  JinjaPlace place = inside();
  place.out = &other_out;
  return place;
}

JinjaRenderer::JinjaRenderer(std::span<const JinjaTemplate> templates) : templates_(templates) {}

/// A namespace may hold a loop or function that holds it: nobody would let go of the other.
JinjaRenderer::~JinjaRenderer() {
  for (const auto& object : namespaces_) {
    if (const auto alive = object.lock()) alive->entries.clear();
  }
}

Result<std::string> JinjaRenderer::render(plan::JinjaTemplateId which, const JinjaVariables& variables) {
  const auto root = std::make_shared<JinjaScope>();
  for (const auto& [name, value] : variables) root->set(name, seen_by_template(value));
  std::string out;
  JinjaPlace place{&templates_[which.index], root, root, &out};
  run_file(templates_[which.index], place);
  if (trouble_.failed()) return Failure{trouble_.text()};
  return out;
}

Result<std::string> render_jinja(std::span<const JinjaTemplate> templates, plan::JinjaTemplateId which,
                                 const JinjaVariables& variables) {
  return JinjaRenderer(templates).render(which, variables);
}

bool JinjaRenderer::step() {
  if (++steps_ > kMostSteps) trouble_.fail("the template does not come to an end: it took a million steps");
  return !trouble_.failed();
}

void JinjaRenderer::run(const JinjaBody& body, JinjaPlace& place) {
  for (const JinjaStatement& statement : body) {
    if (!step()) return;
    run_statement(statement, place);
    trouble_.place([&] { return plan::place_in(*place.jinja, statement.span); });
  }
}

void JinjaRenderer::run_statement(const JinjaStatement& statement, JinjaPlace& place) {
  const Level level(*this);
  if (!level.ok()) return;
  switch (statement.kind) {
    case JinjaStatementKind::Text: return write(statement.text, place);
    case JinjaStatementKind::Print: return write(print(evaluate(statement.exprs[0], place)), place);
    case JinjaStatementKind::If: return run_if(statement, place);
    case JinjaStatementKind::For: return run_for(statement, place);
    case JinjaStatementKind::Set:
      return assign(statement.exprs[0], evaluate(statement.exprs[1], place), place, *place.scope);
    case JinjaStatementKind::SetBlock: return run_set_block(statement, place);
    case JinjaStatementKind::Include: return run_include(statement, place);
    case JinjaStatementKind::Import: return run_import(statement, place);
    case JinjaStatementKind::Macro: return place.scope->set(statement.text, macro(statement, place, false));
    case JinjaStatementKind::CallBlock: return run_call_block(statement, place);
    case JinjaStatementKind::Filter: return run_filter(statement, place);
    case JinjaStatementKind::With: return run_with(statement, place);
    case JinjaStatementKind::Extends: place.parent = reached(statement, place); return;
    case JinjaStatementKind::Block:
      if (!place.parent) run_block(statement.text, 0, place);
      return;
  }
}

/// A file that extends another one writes nothing itself, but its blocks.
void JinjaRenderer::write(std::string_view text, JinjaPlace& place) {
  if (place.parent || trouble_.failed()) return;
  if (place.out->size() + text.size() > kMostRendered) return trouble_.fail("the text is larger than 64 MB");
  place.out->append(text);
}

void JinjaRenderer::run_if(const JinjaStatement& statement, JinjaPlace& place) {
  for (std::size_t i = 0; i < statement.exprs.size(); ++i) {
    if (is_true(statement.exprs[i], place)) return run(statement.bodies[i], place);
    if (trouble_.failed()) return;
  }
  if (statement.bodies.size() > statement.exprs.size()) run(statement.bodies.back(), place);
}

/// The text of a body, with the filters of its tag applied.
JinjaValue JinjaRenderer::filtered_text(const JinjaExpr& filters, const JinjaBody& body, JinjaPlace& place) {
  std::string text;
  JinjaPlace inside = place.inside(text);
  inside.parent = nullptr;
  run(body, inside);
  inside.block_text = &text;
  return evaluate(filters, inside);
}

void JinjaRenderer::run_set_block(const JinjaStatement& statement, JinjaPlace& place) {
  assign(statement.exprs[0], filtered_text(statement.exprs[1], statement.bodies[0], place), place, *place.scope);
}

void JinjaRenderer::run_filter(const JinjaStatement& statement, JinjaPlace& place) {
  write(print(filtered_text(statement.exprs[0], statement.bodies[0], place)), place);
}

/// Values are worked out before any of the names is set.
void JinjaRenderer::run_with(const JinjaStatement& statement, JinjaPlace& place) {
  JinjaItems values;
  for (std::size_t i = 1; i < statement.exprs.size(); i += 2) values.push_back(evaluate(statement.exprs[i], place));
  JinjaPlace inside = place.inside();
  for (std::size_t i = 0; i < values.size(); ++i) assign(statement.exprs[2 * i], values[i], place, *inside.scope);
  run(statement.bodies[0], inside);
}

namespace {

/// Whether `object` is found in what `value` prints.
bool holds(const JinjaValue& value, const JinjaObject* object) {
  if (!value.object()) return false;
  if (value.object().get() == object) return true;
  const auto inside = [&](const JinjaValue& part) { return holds(part, object); };
  return std::ranges::any_of(value.object()->items, inside) ||
         std::ranges::any_of(value.object()->entries, [&](const auto& entry) { return inside(entry.second); });
}

}  // namespace

/// `{% set ns.name = value %}`
void JinjaRenderer::assign_field(const JinjaExpr& target, const JinjaValue& value, JinjaPlace& place) {
  const JinjaValue object = evaluate(target.parts[0], place);
  if (!object.is(JinjaKind::Namespace)) return trouble_.fail("cannot assign attribute on non-namespace object");
  if (holds(value, object.object().get())) return trouble_.fail("a namespace cannot hold itself");
  JinjaEntries entries = object.object()->entries;
  const JinjaValue key(target.name);
  const auto known = std::ranges::find(entries, key, &JinjaEntries::value_type::first);
  if (known != entries.end()) {
    known->second = value;
  } else {
    entries.emplace_back(key, value);
  }
  // Made anew, because what it holds says how deep it is.
  const JinjaValue changed = JinjaValue::dict(std::move(entries));
  if (changed.is_excessive()) return trouble_.fail("this value is too large, or nested too deeply");
  object.object()->entries = changed.object()->entries;
  object.object()->depth = changed.object()->depth;
  object.object()->weight = changed.object()->weight;
}

void JinjaRenderer::assign(const JinjaExpr& target, const JinjaValue& value, JinjaPlace& place, JinjaScope& scope) {
  if (trouble_.failed()) return;
  if (target.kind == JinjaExprKind::Name) return scope.set(target.name, value);
  if (target.kind == JinjaExprKind::Attribute) return assign_field(target, value, place);
  const JinjaItems items = elements_of(value, trouble_);
  if (trouble_.failed()) return;
  if (items.size() != target.parts.size()) {
    return trouble_.fail(fmt::format("{} values to unpack (expected {})",
                                     items.size() < target.parts.size() ? "not enough" : "too many",
                                     target.parts.size()));
  }
  for (std::size_t i = 0; i < items.size(); ++i) assign(target.parts[i], items[i], place, scope);
}

}  // namespace sdg::eval
