#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "compiler/plan/operators.h"
#include "runtime/eval/interpreter.h"

namespace sdg::eval {
namespace {

bool in_order(const Value& a, const Value& b) {
  const std::array<Value, 2> args{a, b};
  const auto result = plan::apply(plan::Builtin::LessEqual, args);
  return result.ok() && result->as_bool();
}

bool fits(const plan::Pattern& pattern, const Value& subject) {
  switch (pattern.kind) {
    case plan::Pattern::Kind::Any: return true;
    case plan::Pattern::Kind::Literal: return subject == pattern.first;
    case plan::Pattern::Kind::Range:
      return !subject.is_null() && (pattern.first.is_null() || in_order(pattern.first, subject)) &&
             (pattern.last.is_null() || in_order(subject, pattern.last));
  }
  return false;
}

}  // namespace

Outcome Interpreter::choose(const Site& site) {
  const auto& inputs = site.node.inputs;
  const auto condition = walk(inputs[0], site.home);
  if (!condition.is_ready()) return condition;
  return walk(inputs[condition.value->as_bool() ? 1 : 2], site.home);
}

Outcome Interpreter::coalesce(const Site& site) {
  const auto first = walk(site.node.inputs[0], site.home);
  if (!first.is_ready() || !first.value->is_null()) return first;
  return walk(site.node.inputs[1], site.home);
}

Outcome Interpreter::match(const Site& site) {
  const auto subject = walk(site.node.inputs[0], site.home);
  if (!subject.is_ready()) return subject;
  const auto& arms = dataset_.matches[site.node.payload].arms;
  const auto taken = std::ranges::find_if(arms, [&](const std::vector<plan::Pattern>& patterns) {
    return std::ranges::any_of(patterns, [&](const plan::Pattern& pattern) { return fits(pattern, *subject.value); });
  });
  if (taken != arms.end()) return walk(site.node.inputs[static_cast<std::size_t>(taken - arms.begin()) + 1], site.home);
  return fail(site, {Cause::Check, fmt::format("no arm of the `match` fits {}", plan::to_json(*subject.value))});
}

}  // namespace sdg::eval
