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
    const std::string name = sema::name_on_command_line(module, param);
    if (param.decl->default_value || inputs.params.contains(name) || module.types.is_optional(param.type)) continue;
    auto& diagnostic = diags.report(diag::Code::MissingParam, param.decl->name.span,
                                    fmt::format("the parameter `{}` has no value", name));
    diagnostic.hints.push_back({fmt::format("give it one: `-p {}=…`", name), {}});
  }
}

std::vector<bool> asked_models(const plan::Plan& plan) {
  std::vector<bool> asked(plan.models.size());
  for (const plan::Dataset& dataset : plan.datasets) {
    for (const plan::Ask& ask : dataset.asks) asked[ask.model.index] = true;
  }
  return asked;
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
  std::vector<diag::DiagSink> of_models(module.models.size());
  for (std::size_t i = 0; i < module.models.size(); ++i)
    plan.models.push_back(lower_model(module, module.models[i], inputs, plan.types, of_models[i]));
  for (const sema::DatasetInfo& dataset : module.datasets) {
    if (dataset.scope != sema::kMainScope) continue;
    plan.datasets.push_back(lower_dataset(module, dataset, sources, inputs, plan, diags));
  }
  // What a module declares and nobody asks needs no key and no address.
  const std::vector<bool> asked = asked_models(plan);
  for (std::size_t i = 0; i < of_models.size(); ++i) {
    if (module.models[i].scope == sema::kMainScope || asked[i]) diags.add_all(of_models[i]);
  }
  for (plan::Dataset& dataset : plan.datasets) dataset.row_program = plan::row_program_digest(plan, dataset);
  return plan;
}

}  // namespace sdg::lower
