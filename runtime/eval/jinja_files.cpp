#include <fmt/format.h>

#include <algorithm>

#include "runtime/eval/jinja_renderer.h"

namespace sdg::eval {

/// A whole file, and the file that it extends.
void JinjaRenderer::run_file(const JinjaTemplate& jinja, JinjaPlace& place) {
  place.jinja = &jinja;
  place.parent = nullptr;
  add_blocks(jinja, jinja.body);
  run(jinja.body, place);
  if (!place.parent || trouble_.failed()) return;
  const Level level(*this);
  if (level.ok()) run_file(*place.parent, place);
}

/// All blocks of a file, behind those of the files that extend it.
void JinjaRenderer::add_blocks(const JinjaTemplate& jinja, const JinjaBody& body) {
  for (const JinjaStatement& statement : body) {
    if (statement.kind == JinjaStatementKind::Block) blocks_[statement.text].push_back({&jinja, &statement.bodies[0]});
    for (const JinjaBody& inner : statement.bodies) add_blocks(jinja, inner);
  }
}

/// The youngest form of a block; `super()` inside of it is the next older one.
void JinjaRenderer::run_block(const std::string& name, std::size_t level, JinjaPlace& place) {
  const auto& forms = blocks_[name];
  if (level >= forms.size()) return trouble_.fail(fmt::format("there is no parent block called '{}'", name));
  JinjaPlace inside = place;
  inside.jinja = forms[level].jinja;
  inside.parent = nullptr;
  inside.scope = std::make_shared<JinjaScope>(place.root);
  inside.scope->set("super", JinjaValue::function("BlockReference", [this, name, level, &place](const JinjaArguments&) {
                      std::string text;
                      JinjaPlace older = place;
                      older.out = &text;
                      const Level deeper(*this);
                      if (deeper.ok()) run_block(name, level + 1, older);
                      return JinjaValue(std::move(text));
                    }));
  const JinjaBody& body = *forms[level].body;
  run(body, inside);
}

/// The file that a tag names. Of a list it is the first that there is; null where none may be missing.
const JinjaTemplate* JinjaRenderer::reached(const JinjaStatement& statement, JinjaPlace& place) {
  const JinjaValue path = evaluate(statement.exprs[0], place);
  if (trouble_.failed()) return nullptr;
  const JinjaItems paths = path.is_sequence() ? *path.elements() : JinjaItems{path};
  for (const JinjaValue& one : paths) {
    const auto found = std::ranges::find(place.jinja->reaches, print(one), &plan::JinjaReach::written);
    if (found != place.jinja->reaches.end()) return &templates_[found->target.index];
  }
  if (!statement.ignore_missing) {
    trouble_.fail(fmt::format("there is no template '{}' among those that the program knows", print(path)));
  }
  return nullptr;
}

void JinjaRenderer::run_include(const JinjaStatement& statement, JinjaPlace& place) {
  const JinjaTemplate* jinja = reached(statement, place);
  if (!jinja) return;
  JinjaPlace inside = place.inside();
  if (!statement.with_context) inside.scope = std::make_shared<JinjaScope>();
  inside.root = inside.scope;
  Blocks outside = std::exchange(blocks_, {});
  std::string text;
  inside.out = &text;
  run_file(*jinja, inside);
  blocks_ = std::move(outside);
  write(text, place);
}

/// The file runs for the names it sets; what it prints is dropped.
void JinjaRenderer::run_import(const JinjaStatement& statement, JinjaPlace& place) {
  const JinjaTemplate* jinja = reached(statement, place);
  if (!jinja) return;
  std::string text;
  JinjaPlace inside = place.inside(text);
  if (!statement.with_context) inside.scope = std::make_shared<JinjaScope>();
  inside.root = inside.scope;
  Blocks outside = std::exchange(blocks_, {});
  run_file(*jinja, inside);
  blocks_ = std::move(outside);
  const JinjaScopePtr names = kept_.emplace_back(inside.scope);
  const auto find = [names = names.get()](std::string_view name) -> std::optional<JinjaValue> {
    const auto own = std::ranges::find(names->own(), name, &std::pair<std::string, JinjaValue>::first);
    if (own == names->own().end() || name.starts_with('_')) return std::nullopt;
    return own->second;
  };
  if (statement.names.empty()) {
    JinjaValue module = JinjaValue::function(fmt::format("TemplateModule '{}'", jinja->path), nullptr);
    module.object()->attribute = find;
    place.scope->set(statement.text, std::move(module));
    return;
  }
  for (const auto& [there, here] : statement.names) {
    place.scope->set(here, find(there).value_or(JinjaValue::undefined(fmt::format(
                               "the template '{}' does not export the requested name '{}'", jinja->path, there))));
  }
}

}  // namespace sdg::eval
