#include <fmt/format.h>

#include "compiler/sema/analyze.h"

namespace sdg::sema {

namespace {

std::string_view word(FunctionKind kind) {
  switch (kind) {
    case FunctionKind::Function: return "function";
    case FunctionKind::Sampler: return "sampler";
    case FunctionKind::Generator: return "generator";
  }
  return "function";
}

std::string fields_of(const Module& module, TypeId record) {
  std::string fields;
  for (const plan::Field& field : module.types[record].fields) {
    fields += fmt::format("{}{}: {}", fields.empty() ? "" : ", ", field.name, module.types.show(field.type));
  }
  return "{" + fields + "}";
}

std::string dump_function(const Module& module, const FunctionInfo& function) {
  std::string params;
  for (const FunctionParam& param : function.params) {
    params += fmt::format("{}{}: {}", params.empty() ? "" : ", ", param.name, module.types.show(param.type));
  }
  return fmt::format("{} {}({}) -> {}{}{}\n", word(function.kind), function.decl->name.text, params,
                     module.types.show(function.result), function.effects.draws ? " draws" : "",
                     function.effects.asks ? " asks" : "");
}

std::string dump_dataset(const Module& module, const DatasetInfo& dataset) {
  std::string out = fmt::format("dataset {}\n", dataset.decl->name.text);
  for (const InputInfo& input : dataset.inputs)
    out += fmt::format("  from {}: {}\n", input.alias, module.types.show(input.row));
  for (const std::uint32_t index : dataset.order) {
    const ColumnInfo& column = dataset.columns[index];
    out += fmt::format("  {}{}: {}\n", column.written ? "" : "let ", column.name, module.types.show(column.type));
  }
  return out;
}

}  // namespace

std::string dump(const Module& module) {
  std::string out;
  for (const ParamInfo& param : module.params)
    out += fmt::format("param {}: {}\n", param.decl->name.text, module.types.show(param.type));
  for (const auto& [name, type] : module.named_types)
    out += fmt::format("type {} = {}\n", name, module.types.show(type));
  for (const SourceInfo& source : module.sources)
    out += fmt::format("source {}: {} ({})\n", source.decl->name.text, module.types.show(source.row), source.format);
  for (const ModelInfo& model : module.models)
    out += fmt::format("model {} = {}\n", model.decl->name.text, model.provider);
  for (const PromptInfo& prompt : module.prompts) {
    const std::string version = prompt.version ? prompt.version->text() : "?";
    out += fmt::format("prompt {}: {} ({} {} {})\n", prompt.decl->name.text, fields_of(module, prompt.inputs),
                       prompt.wanted.id, prompt.wanted.family, version);
  }
  for (const FunctionInfo& function : module.functions) out += dump_function(module, function);
  for (const DatasetInfo& dataset : module.datasets) out += dump_dataset(module, dataset);
  return out;
}

}  // namespace sdg::sema
