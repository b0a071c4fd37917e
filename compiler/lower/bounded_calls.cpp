#include "compiler/lower/bounded_calls.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "compiler/plan/provider_spec.h"

namespace sdg::lower {

using plan::Ask;
using plan::ModelId;
using plan::ModelSpec;
using plan::Node;
using plan::NodeKind;

namespace {

bool limits_output(std::string_view parameter) {
#define SDG_PRIVATE_FIELD(name, limits) \
  if (parameter == name) return limits;
#include "compiler/plan/body_fields.def"
#undef SDG_PRIVATE_FIELD
  return false;
}

bool is_free(const ModelSpec& model) {
  const auto& price = model.price;
  return plan::answers_as_sim(model) || (price && price->input == 0 && price->output == 0 && price->cached == 0);
}

/// Tells each model once, at its declaration, and each call that its own way makes unbounded.
class Bounds {
 public:
  Bounds(const plan::Plan& plan, const plan::Dataset& dataset, diag::DiagSink& diags)
      : plan_(plan), dataset_(dataset), diags_(diags) {}

  void check() {
    for (const Node& node : dataset_.nodes) {
      if (node.kind == NodeKind::Ask) check_ask(node, dataset_.asks[node.payload]);
      if (node.kind == NodeKind::Embed) check_model({node.payload}, nullptr);
    }
  }

 private:
  void check_ask(const Node& node, const Ask& ask) {
    check_model(ask.model, &ask);
    const bool is_free_of_charge = is_free(plan_.models[ask.model.index]);
    for (const plan::NodeId input : node.inputs) {
      if (is_free_of_charge || !holds_image(input)) continue;
      tell(dataset_[input].span, "what an image costs is not known beforehand", "it is part of a call under a budget");
      return;
    }
  }

  bool holds_image(plan::NodeId id) const {
    const Node& node = dataset_[id];
    if (plan_.types[node.type].kind == plan::TypeKind::Image) return true;
    return node.kind == NodeKind::Concat &&
           std::ranges::any_of(node.inputs, [&](auto part) { return holds_image(part); });
  }

  void check_model(ModelId id, const Ask* ask) {
    const ModelSpec& model = plan_.models[id.index];
    for (const ModelId member : model.members) check_model(member, ask);
    if (!model.members.empty() || is_free(model)) return;
    if (!model.price && told_.insert({id.index, "price"}).second) {
      auto& diagnostic =
          tell(model.span, fmt::format("nothing says what `{}` costs", model.name), "it is asked under a budget");
      diagnostic.hints.push_back(
          {"say it, in dollars for a million tokens: `price = {input: $1.50, output: $2.00}`, or `price = 0`", {}});
    }
    if (!ask || has_limit(model, *ask) || !told_.insert({id.index, "limit"}).second) return;
    auto& diagnostic =
        tell(model.span, fmt::format("nothing limits what `{}` may answer", model.name), "it is asked under a budget");
    diagnostic.hints.push_back({"give it a limit: `max_tokens = 1000`", {}});
  }

  static bool has_limit(const ModelSpec& model, const Ask& ask) {
    return std::ranges::any_of(model.parameters,
                               [](const auto& parameter) { return limits_output(parameter.first); }) ||
           std::ranges::any_of(ask.settings, [](const auto& setting) { return limits_output(setting.name); });
  }

  diag::Diagnostic& tell(source::Span span, std::string message, std::string label) {
    auto& diagnostic = diags_.report(diag::Code::UnboundedCall, span, std::move(message), std::move(label));
    diagnostic.others.push_back({dataset_.budget->span, "no call may pass this"});
    return diagnostic;
  }

  const plan::Plan& plan_;
  const plan::Dataset& dataset_;
  diag::DiagSink& diags_;
  std::set<std::pair<std::uint32_t, std::string_view>> told_;
};

}  // namespace

void refuse_unbounded_calls(const plan::Plan& plan, const plan::Dataset& dataset, diag::DiagSink& diags) {
  if (dataset.budget) Bounds(plan, dataset, diags).check();
}

}  // namespace sdg::lower
