#include "compiler/jinja/variables.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <iterator>
#include <utility>

#include "compiler/jinja/variable_walk.h"
#include "compiler/plan/jinja_limits.h"

namespace sdg::jinja {

using plan::JinjaExprKind;
using plan::JinjaStatementKind;

namespace {

constexpr std::array<std::string_view, 10> kGiven{"range",  "dict",   "namespace", "cycler", "joiner",
                                                  "lipsum", "caller", "varargs",   "kwargs", "super"};
// Macros call each other; what lies deeper adds nothing new.
constexpr std::size_t kDeepestCalls = 16;
// And calls of calls are many: so many parts of bodies show how a variable is used.
constexpr std::size_t kMostSteps = 400'000;

bool may_mean(const JinjaExpr& path, std::string_view written) {
  if (path.kind == JinjaExprKind::Literal) return path.value.is_string() && path.value.text() == written;
  if (path.kind == JinjaExprKind::List || path.kind == JinjaExprKind::Tuple) {
    return std::ranges::any_of(path.parts, [&](const JinjaExpr& part) { return may_mean(part, written); });
  }
  return true;
}

}  // namespace

VariableWalk::VariableWalk(const std::vector<JinjaTemplate>& templates, std::deque<Variable>& found)
    : templates_(templates), found_(found) {
  scopes_.emplace_back();
}

void VariableWalk::file(const JinjaTemplate& jinja) {
  const JinjaTemplate* outside = std::exchange(jinja_, &jinja);
  body(jinja.body);
  jinja_ = outside;
}

void VariableWalk::include(const JinjaStatement& s) {
  if (s.with_context) return reach(s.exprs[0]);
  value(s.exprs[0]);
}

/// Every file that a path may mean.
void VariableWalk::reach(const JinjaExpr& path) {
  value(path);
  if (file_depth_ == plan::kDeepestRendering) return;
  ++file_depth_;
  for (const plan::JinjaReach& one : jinja_->reaches) {
    if (!may_mean(path, one.written) || ++files_ > plan::kMostIncludes) continue;
    scopes_.emplace_back();
    file(templates_[one.target.index]);
    scopes_.pop_back();
  }
  --file_depth_;
}

/// Macros of another file, by the names they have here.
void VariableWalk::import(const JinjaStatement& s) {
  value(s.exprs[0]);
  if (s.names.empty()) scopes_.back()[s.text] = {};
  for (const auto& [there, here] : s.names) {
    Meaning meaning;
    for (const plan::JinjaReach& one : jinja_->reaches) {
      if (!may_mean(s.exprs[0], one.written)) continue;
      for (const JinjaStatement& other : templates_[one.target.index].body) {
        if (other.kind == JinjaStatementKind::Macro && other.text == there) meaning.macro = &other;
      }
    }
    scopes_.back()[here] = meaning;
  }
}

void VariableWalk::macro(const JinjaStatement& s, const std::vector<Use*>& arguments) {
  if (depth_ == kDeepestCalls || steps_ > kMostSteps) return;
  // What is called twice alike within one call shows nothing new.
  if (depth_ == 0) walked_.clear();
  if (!walked_.emplace(&s, arguments, known_).second) return;
  ++depth_;
  scopes_.emplace_back();
  for (std::size_t i = 0; i < s.params.size(); ++i) {
    if (!s.params[i].default_value.is_absent()) value(s.params[i].default_value);
    scopes_.back()[s.params[i].name] = {i < arguments.size() ? arguments[i] : nullptr, nullptr};
  }
  body(s.bodies[0]);
  scopes_.pop_back();
  --depth_;
}

void VariableWalk::note_step() {
  if (depth_ > 0) ++steps_;
}

const VariableWalk::Meaning* VariableWalk::meaning_of(std::string_view name) const {
  for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
    if (const auto own = scope->find(name); own != scope->end()) return &own->second;
  }
  return nullptr;
}

Use& VariableWalk::variable(const JinjaExpr& name) {
  const auto known = std::ranges::find(found_, name.name, &Variable::name);
  if (known != found_.end()) return known->use;
  found_.push_back({name.name, {}});
  found_.back().use.first = name.span;
  return found_.back().use;
}

/// What a name stands for; null where that is nothing from outside.
Use* VariableWalk::use_of_name(const JinjaExpr& name, Want want) {
  if (const Meaning* meaning = meaning_of(name.name)) {
    if (meaning->use && !is_known(name)) note(*meaning->use, want, name.span);
    return meaning->use;
  }
  if (std::ranges::find(kGiven, name.name) != kGiven.end()) return nullptr;
  Use& use = variable(name);
  if (!is_known(name)) note(use, want, name.span);
  return &use;
}

void VariableWalk::note(Use& use, Want want, source::Span span) {
  use.is_required |= want != Want::Look;
  if (want != Want::Need || use.needs_value) return;
  use.needs_value = true;
  if (!use.is_gone_through) use.first = span;
}

std::vector<Variable> variables_of(const std::vector<JinjaTemplate>& templates, plan::JinjaTemplateId which) {
  return variables_of(templates, std::vector{which});
}

std::vector<Variable> variables_of(const std::vector<JinjaTemplate>& templates,
                                   const std::vector<plan::JinjaTemplateId>& which) {
  std::deque<Variable> found;
  for (const plan::JinjaTemplateId one : which) VariableWalk(templates, found).file(templates[one.index]);
  return {std::make_move_iterator(found.begin()), std::make_move_iterator(found.end())};
}

}  // namespace sdg::jinja
