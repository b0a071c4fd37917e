#include <algorithm>
#include <array>

#include "compiler/plan/operators.h"
#include "compiler/plan/weight.h"
#include "runtime/eval/interpreter.h"
#include "runtime/eval/jinja.h"
#include "runtime/eval/row_key.h"
#include "runtime/eval/split.h"

namespace sdg::eval {
namespace {

// Most built-ins take no more: their arguments need no memory of their own.
constexpr std::size_t kFewArgs = 4;
// What a number or a bool takes in a text, roughly; too little costs one more allocation.
constexpr std::size_t kScalarText = 24;

Cause cause_of(plan::ApplyFailure::Kind kind) {
  switch (kind) {
    case plan::ApplyFailure::Kind::Index: return Cause::Index;
    case plan::ApplyFailure::Kind::Arithmetic: return Cause::Arithmetic;
    case plan::ApplyFailure::Kind::Conversion: return Cause::Conversion;
    case plan::ApplyFailure::Kind::Check: return Cause::Check;
  }
  return Cause::Check;
}

}  // namespace

Outcome Interpreter::field(const plan::Node& node, Frame& from) {
  static const Value null;
  const auto record = walk(node.inputs[0], from);
  if (!record.is_ready()) return record;
  if (!record.value->is_record()) return Outcome::ready(null);
  const auto* value = record.value->field(dataset_.names[node.payload]);
  return Outcome::ready(value ? *value : null);
}

Outcome Interpreter::apply(const Site& site) {
  const auto& inputs = site.node.inputs;
  if (const auto first = walk_all(inputs, site.home); !first.is_ready()) return first;
  return apply_ready(site);
}

Outcome Interpreter::apply_ready(const Site& site) {
  const auto& inputs = site.node.inputs;
  std::array<Value, kFewArgs> few;
  std::vector<Value> many(inputs.size() > kFewArgs ? inputs.size() : 0);
  const std::span<Value> args = many.empty() ? std::span(few).first(inputs.size()) : std::span(many);
  for (std::size_t i = 0; i < inputs.size(); ++i) args[i] = value_of(inputs[i], site.home);
  auto result = plan::apply(static_cast<plan::Builtin>(site.node.payload), args, program_.pattern_of(site.id));
  if (result) return store(site, *std::move(result));
  return fail(site, {cause_of(result.failure().kind), result.failure().message});
}

Outcome Interpreter::list(const Site& site) {
  const auto& inputs = site.node.inputs;
  if (const auto first = walk_all(inputs, site.home); !first.is_ready()) return first;
  const auto& spread = dataset_.lists[site.node.payload];
  std::vector<Value> items;
  items.reserve(inputs.size());
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const auto& value = value_of(inputs[i], site.home);
    if (i < spread.size() && spread[i]) {
      items.insert(items.end(), value.items().begin(), value.items().end());
    } else {
      items.push_back(value);
    }
  }
  return store_made(site, Value::list(std::move(items)));
}

Outcome Interpreter::record(const Site& site) {
  const auto& inputs = site.node.inputs;
  if (const auto first = walk_all(inputs, site.home); !first.is_ready()) return first;
  std::vector<Value> fields;
  fields.reserve(inputs.size());
  for (const auto input : inputs) fields.push_back(value_of(input, site.home));
  return store_made(site, Value::record(dataset_.shapes[site.node.payload], std::move(fields)));
}

Outcome Interpreter::concat(const Site& site) {
  const auto& inputs = site.node.inputs;
  if (const auto first = walk_all(inputs, site.home); !first.is_ready()) return first;
  std::size_t size = 0;
  for (const auto input : inputs) {
    const auto& value = value_of(input, site.home);
    size += value.is_string() ? value.text().size() : kScalarText;
  }
  if (size > plan::kMostWeight) return fail(site, {Cause::Check, std::string(plan::kTooHeavy)});
  std::string text;
  text.reserve(size);
  for (const auto input : inputs) plan::append_text(text, value_of(input, site.home));
  return store_made(site, Value::string(std::move(text)));
}

Outcome Interpreter::check(const Site& site) {
  const auto input = walk(site.node.inputs[0], site.home);
  if (!input.is_ready()) return input;
  auto conformed = program_.conformer().conform(site.node.type, *input.value);
  if (conformed) return store(site, *std::move(conformed));
  return fail(site, {Cause::Check, value::to_sentence(conformed.failure().front())});
}

/// By the values of `by`, or by the key of the candidate: all that an `each` makes of it stays together.
Outcome Interpreter::split(const Site& site) {
  const auto& inputs = site.node.inputs;
  if (const auto first = walk_all(inputs, site.home); !first.is_ready()) return first;
  std::vector<Value> by;
  for (const auto input : inputs) by.push_back(value_of(input, site.home));
  std::string key = inputs_.key;
  if (!by.empty()) {
    auto grouped = explicit_row_key(by);
    if (!grouped) return fail(site, {Cause::Check, grouped.failure().message});
    key = std::move(*grouped);
  }
  const auto& shares = dataset_.split->shares;
  return store(site, Value::string(shares[part_of(shares, key)].name));
}

Outcome Interpreter::render(const Site& site) {
  if (const Value* known = program_.rendered_text_of(site.id)) return Outcome::ready(*known);
  const auto& inputs = site.node.inputs;
  if (const auto first = walk_all(inputs, site.home); !first.is_ready()) return first;
  const auto& rendering = dataset_.renderings[site.node.payload];
  JinjaVariables variables;
  for (std::size_t i = 0; i < inputs.size(); ++i) {
    const auto& value = value_of(inputs[i], site.home);
    if (!value.is_null()) variables.emplace_back(rendering.names[i], value);
  }
  auto text = render_jinja(program_.plan().templates, rendering.jinja, variables);
  if (text) return store(site, Value::string(*std::move(text)));
  return fail(site, {Cause::Template, text.failure().message});
}

}  // namespace sdg::eval
