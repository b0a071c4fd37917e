#include "compiler/sema/checker.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;

Module analyze(const File& file, const Surroundings& surroundings, diag::DiagSink& diags) {
  return Checker(file, surroundings, diags).run();
}

Checker::Checker(const File& file, const Surroundings& surroundings, diag::DiagSink& diags)
    : file_(file), surroundings_(surroundings), diags_(diags) {
  module_.file = &file;
  module_.expr_types.assign(file.exprs.size(), error_type());
  module_.symbols.resize(file.exprs.size());
}

Module Checker::run() {
  declare_all();
  check_bodies();
  return std::move(module_);
}

/// All names first: order on the page does not matter.
void Checker::declare_all() {
  for (const Decl* decl : file_.decls) {
    const auto next = [](const auto& list) { return static_cast<std::uint32_t>(list.size()); };
    switch (decl->kind) {
      case DeclKind::Error: break;
      case DeclKind::Use: declare_later(*decl, "`use`"); break;
      case DeclKind::Prompt: declare_later(*decl, "`prompt`"); break;
      case DeclKind::Test: break;
      case DeclKind::Param:
        declare(*decl, {SymbolKind::Param, next(module_.params)});
        module_.params.push_back({&decl->as<ParamDecl>(), error_type()});
        break;
      case DeclKind::Type:
      case DeclKind::Schema:
        declare(*decl, {SymbolKind::Type, next(type_decls_)});
        type_decls_.push_back(decl);
        break;
      case DeclKind::Source:
        declare(*decl, {SymbolKind::Source, next(module_.sources)});
        module_.sources.push_back({&decl->as<SourceDecl>(), error_type(), {}, {}, {}});
        break;
      case DeclKind::Model:
        declare(*decl, {SymbolKind::Model, next(module_.models)});
        module_.models.push_back({&decl->as<ModelDecl>(), {}, nullptr, {}});
        break;
      case DeclKind::Function: declare_function(*decl, FunctionKind::Function); break;
      case DeclKind::Sampler: declare_function(*decl, FunctionKind::Sampler); break;
      case DeclKind::Generator: declare_function(*decl, FunctionKind::Generator); break;
      case DeclKind::Dataset:
        declare(*decl, {SymbolKind::Dataset, next(module_.datasets)});
        module_.datasets.push_back({&decl->as<DatasetDecl>(), {}, {}, {}, {}});
        break;
    }
  }
}

void Checker::declare(const Decl& decl, Symbol symbol) {
  const auto [place, is_new] = module_.names.emplace(decl.name.text, symbol);
  if (is_new) return;
  auto& diagnostic =
      error(Code::DuplicateName, decl.name.span, "`" + std::string(decl.name.text) + "` is declared twice");
  for (const Decl* other : file_.decls) {
    if (other->name.text != decl.name.text || other == &decl) continue;
    diagnostic.others.push_back({other->name.span, "first here"});
    break;
  }
}

/// What this version does not know yet is told once, not at every use of its name.
void Checker::declare_later(const Decl& decl, std::string what) {
  not_yet(decl.span, std::move(what));
  declare(decl, {SymbolKind::Error, 0});
}

void Checker::declare_function(const Decl& decl, FunctionKind kind) {
  declare(decl, {SymbolKind::Function, static_cast<std::uint32_t>(module_.functions.size())});
  FunctionInfo info{&decl, kind, {}, error_type(), false, {}, nullptr, nullptr, 0};
  module_.functions.push_back(std::move(info));
}

void Checker::check_bodies() {
  type_progress_.resize(type_decls_.size());
  resolved_types_.resize(type_decls_.size());
  for (std::uint32_t i = 0; i < type_decls_.size(); ++i) {
    module_.named_types.emplace_back(type_decls_[i]->name.text, declared_type(i));
  }
  for (ParamInfo& param : module_.params) check_param(param);
  for (SourceInfo& source : module_.sources) check_source(source);
  for (ModelInfo& model : module_.models) check_model(model);
  function_progress_.resize(module_.functions.size());
  for (FunctionInfo& function : module_.functions) bind_params(function);
  for (std::uint32_t i = 0; i < module_.functions.size(); ++i) check_function(i);
  for (DatasetInfo& dataset : module_.datasets) check_dataset(dataset);
}

void Checker::check_param(ParamInfo& param) {
  place_ = {};
  place_.in_declaration = true;
  const ParamDecl& decl = *param.decl;
  if (decl.type) param.type = resolve(decl.type);
  if (!decl.default_value) {
    if (!decl.type) {
      auto& diagnostic = error(Code::MissingParam, decl.name.span,
                               "the parameter `" + std::string(decl.name.text) + "` has neither a type nor a default");
      diagnostic.hints.push_back({"say its type: `param " + std::string(decl.name.text) + ": string`", {}});
    }
    return;
  }
  if (decl.type) {
    check_as(*decl.default_value, param.type);
  } else {
    param.type = widened(module_.types, check(*decl.default_value));
  }
}

}  // namespace sdg::sema
