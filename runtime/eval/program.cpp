#include "runtime/eval/program.h"

#include "compiler/plan/operators.h"
#include "runtime/eval/jinja.h"

namespace sdg::eval {
namespace {

/// The pattern's text, where it is known before any row is.
const std::string* constant_pattern(const plan::Dataset& dataset, const plan::Node& node) {
  if (node.kind != plan::NodeKind::Apply || !takes_pattern(static_cast<plan::Builtin>(node.payload))) return nullptr;
  if (node.inputs.size() < 2) return nullptr;
  const auto& pattern = dataset[node.inputs[1]];
  if (pattern.kind != plan::NodeKind::Constant) return nullptr;
  const auto& value = dataset.constants[pattern.payload];
  return value.is_string() ? &value.text() : nullptr;
}

/// The variables of a template, where all are known before any row is.
std::optional<JinjaVariables> constant_variables(const plan::Dataset& dataset, const plan::Node& node) {
  if (node.kind != plan::NodeKind::Render) return std::nullopt;
  JinjaVariables variables;
  for (std::size_t i = 0; i < node.inputs.size(); ++i) {
    const auto& input = dataset[node.inputs[i]];
    if (input.kind != plan::NodeKind::Constant) return std::nullopt;
    const auto& value = dataset.constants[input.payload];
    if (!value.is_null()) variables.emplace_back(dataset.renderings[node.payload].names[i], value);
  }
  return variables;
}

}  // namespace

Program::Program(const plan::Plan& plan, const plan::Dataset& dataset)
    : plan_(&plan),
      dataset_(&dataset),
      conformer_(plan.types),
      patterns_(dataset.nodes.size()),
      rendered_(dataset.nodes.size()) {
  for (std::size_t i = 0; i < dataset.nodes.size(); ++i) {
    const auto& node = dataset.nodes[i];
    if (const auto variables = constant_variables(dataset, node)) {
      // One that fails does so in its cell, with the message that belongs there.
      auto rendered = render_jinja(plan.templates, dataset.renderings[node.payload].jinja, *variables);
      if (rendered) rendered_[i] = plan::Value::string(*std::move(rendered));
    }
    const auto* text = constant_pattern(dataset, dataset.nodes[i]);
    if (!text) continue;
    // One that does not compile fails where it is used, with the cell's own message.
    if (auto compiled = plan::Regex::compile(*text)) patterns_[i] = *std::move(compiled);
  }
}

}  // namespace sdg::eval
