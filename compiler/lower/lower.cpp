#include "compiler/lower/lower.h"

#include <fmt/format.h>

#include "compiler/lower/bounded_calls.h"
#include "compiler/lower/lower_dataset.h"
#include "compiler/lower/lower_external.h"
#include "compiler/lower/lower_model.h"
#include "compiler/lower/lower_test.h"
#include "compiler/lower/output_paths.h"
#include "compiler/lower/prune.h"
#include "compiler/plan/fingerprint.h"

namespace sdg::lower {

namespace {

void note_asked(const plan::Plan& plan, plan::ModelId model, std::vector<bool>& asked) {
  asked[model.index] = true;
  for (const plan::ModelId member : plan.models[model.index].members) note_asked(plan, member, asked);
}

std::vector<bool> asked_models(const plan::Plan& plan) {
  std::vector<bool> asked(plan.models.size());
  for (const plan::Dataset& dataset : plan.datasets) {
    for (const plan::Ask& ask : dataset.asks) note_asked(plan, ask.model, asked);
    for (const plan::Node& node : dataset.nodes) {
      if (node.kind == plan::NodeKind::Embed) note_asked(plan, {node.payload}, asked);
    }
  }
  return asked;
}

std::string_view plain_text(const syntax::Expr& text) { return text.as<syntax::StringExpr>().plain_text(); }

std::vector<std::pair<std::string, std::string>> named_texts(const syntax::RecordExpr& record) {
  std::vector<std::pair<std::string, std::string>> texts;
  for (const syntax::Entry& entry : record.entries) texts.emplace_back(entry.key.text, plain_text(*entry.value));
  return texts;
}

/// `{0: "neg", 1: "pos"}` is of the column `label`, `{mood: {0: "sad"}}` of the one it names.
std::vector<plan::LabelSpec> lower_labels(const syntax::RecordExpr& labels) {
  std::vector<plan::LabelSpec> specs;
  for (const syntax::Entry& entry : labels.entries) {
    if (const auto* names = entry.value->try_as<syntax::RecordExpr>())
      specs.push_back({std::string(entry.key.text), named_texts(*names)});
  }
  if (specs.empty()) specs.push_back({"label", named_texts(labels)});
  return specs;
}

plan::SourceSpec lower_source(const sema::SourceInfo& info) {
  plan::SourceSpec spec;
  spec.name = std::string(info.decl->name.text);
  spec.format = info.format;
  spec.path = info.path;
  spec.row = info.row;
  spec.span = info.decl->name.span;
  for (const auto& [name, value] : info.options) {
    if (name == "rename") {
      spec.renamed = named_texts(value->as<syntax::RecordExpr>());
    } else if (name == "labels") {
      spec.labels = lower_labels(value->as<syntax::RecordExpr>());
    } else if (name != "columns") {  // the row's type has no others
      spec.options.emplace_back(name, plan::Value::string(std::string(plain_text(*value))));
    }
  }
  return spec;
}

/// The datasets of the program and those of modules that they read, each after those that it reads.
std::vector<std::uint32_t> datasets_to_lower(const sema::Module& module, bool in_test) {
  std::vector<std::uint32_t> wanted;
  for (const std::uint32_t index : module.dataset_order) {
    const sema::DatasetInfo& dataset = module.datasets[index];
    if (dataset.scope == sema::kMainScope || dataset.is_read || in_test) wanted.push_back(index);
  }
  return wanted;
}

Places lower_externals(const sema::Module& module, const Inputs& inputs, plan::Plan& plan, diag::DiagSink& diags) {
  Places places;
  places.datasets.resize(module.datasets.size());
  for (std::uint32_t i = 0; i < module.functions.size(); ++i) {
    const sema::FunctionInfo& function = module.functions[i];
    if (!function.external) continue;
    places.externals.emplace(i, static_cast<std::uint32_t>(plan.externals.size()));
    plan.externals.push_back(lower_external(module, function, inputs, plan.types, diags));
  }
  return places;
}

}  // namespace

void refuse_missing_params(const sema::Module& module, const Inputs& inputs, diag::DiagSink& diags) {
  if (inputs.check_only) return;
  for (const sema::ParamInfo& param : module.params) {
    const std::string name = sema::name_on_command_line(module, param);
    if (param.decl->default_value || inputs.params.contains(name) || module.types.is_optional(param.type)) continue;
    auto& diagnostic = diags.report(diag::Code::MissingParam, param.decl->name.span,
                                    fmt::format("the parameter `{}` has no value", name));
    diagnostic.hints.push_back({fmt::format("give it one: `-p {}=…`", name), {}});
  }
}

plan::Plan lower(const sema::Module& module, const source::SourceMap& sources, const Inputs& inputs,
                 diag::DiagSink& diags) {
  plan::Plan plan;
  plan.types = module.types;
  plan.templates = module.templates;
  // A test is lowered again and again, for the same values.
  if (!inputs.test) refuse_missing_params(module, inputs, diags);
  for (const sema::SourceInfo& source : module.sources) plan.sources.push_back(lower_source(source));
  std::vector<diag::DiagSink> of_models(module.models.size());
  for (std::size_t i = 0; i < module.models.size(); ++i)
    plan.models.push_back(lower_model(module, module.models[i], inputs, plan.types, of_models[i]));
  Places places = lower_externals(module, inputs, plan, diags);
  for (const std::uint32_t index : datasets_to_lower(module, inputs.test != nullptr)) {
    places.datasets[index] = static_cast<std::uint32_t>(plan.datasets.size());
    plan.datasets.push_back(lower_dataset(module, module.datasets[index], sources, inputs, places, plan, diags));
  }
  refuse_shared_paths(plan, sources, diags);
  if (inputs.test) add_test_rows(module, inputs, places, plan, diags);
  // What a module declares and nobody asks needs no key and no address.
  const std::vector<bool> asked = asked_models(plan);
  for (std::size_t i = 0; i < of_models.size(); ++i) {
    if (module.models[i].scope == sema::kMainScope || asked[i]) diags.add_all(of_models[i]);
  }
  prune(plan);
  for (plan::Dataset& dataset : plan.datasets) {
    refuse_unbounded_calls(plan, dataset, diags);
    dataset.row_program = plan::row_program_digest(plan, dataset);
  }
  return plan;
}

}  // namespace sdg::lower
