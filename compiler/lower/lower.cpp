#include "compiler/lower/lower.h"

#include <fmt/format.h>

#include "compiler/lower/lower_dataset.h"
#include "compiler/lower/lower_model.h"
#include "compiler/plan/fingerprint.h"

namespace sdg::lower {

namespace {

void refuse_missing_params(const sema::Module& module, const Inputs& inputs, diag::DiagSink& diags) {
  if (inputs.check_only) return;
  for (const sema::ParamInfo& param : module.params) {
    const std::string name(param.decl->name.text);
    if (param.decl->default_value || inputs.params.contains(name) || module.types.is_optional(param.type)) continue;
    auto& diagnostic = diags.report(diag::Code::MissingParam, param.decl->name.span,
                                    fmt::format("the parameter `{}` has no value", name));
    diagnostic.hints.push_back({fmt::format("give it one: `-p {}=…`", name), {}});
  }
}

plan::SourceSpec lower_source(const sema::SourceInfo& info) {
  plan::SourceSpec spec;
  spec.name = std::string(info.decl->name.text);
  spec.format = info.format;
  spec.path = info.path;
  spec.row = info.row;
  spec.span = info.decl->name.span;
  for (const auto& [name, value] : info.options) {
    spec.options.emplace_back(name, plan::Value::string(std::string(value->as<syntax::StringExpr>().plain_text())));
  }
  return spec;
}

}  // namespace

plan::Plan lower(const sema::Module& module, const source::SourceMap& sources, const Inputs& inputs,
                 diag::DiagSink& diags) {
  plan::Plan plan;
  plan.types = module.types;
  refuse_missing_params(module, inputs, diags);
  for (const sema::SourceInfo& source : module.sources) plan.sources.push_back(lower_source(source));
  for (const sema::ModelInfo& model : module.models)
    plan.models.push_back(lower_model(module, model, inputs, plan.types, diags));
  for (const sema::DatasetInfo& dataset : module.datasets) {
    plan.datasets.push_back(lower_dataset(module, dataset, sources, inputs, plan, diags));
  }
  for (plan::Dataset& dataset : plan.datasets) dataset.row_program = plan::row_program_digest(plan, dataset);
  return plan;
}

}  // namespace sdg::lower
