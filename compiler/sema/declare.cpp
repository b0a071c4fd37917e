#include <fmt/format.h>

#include <algorithm>

#include "compiler/sema/checker.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;

Module analyze(const ModuleTree& files, const Surroundings& surroundings, diag::DiagSink& diags) {
  return Checker(files, surroundings, diags).run();
}

Checker::Checker(const ModuleTree& files, const Surroundings& surroundings, diag::DiagSink& diags)
    : files_(files),
      surroundings_(surroundings),
      diags_(diags),
      library_(surroundings.sources, surroundings.loader, diags),
      told_(diags.all().size()) {
  for (const ModuleFile& file : files.files) {
    module_.scopes.push_back({surroundings.sources[file.syntax->id].path(), {}});
  }
  module_.expr_types.assign(files.expr_count, error_type());
  module_.symbols.resize(files.expr_count);
  scope_used_.resize(files.files.size());
}

Checker::Place Checker::place_in(const Decl& decl) const {
  Place place;
  while (files_.files[place.scope].syntax->id != decl.span.file) ++place.scope;
  return place;
}

Module Checker::run() {
  try {
    for (const std::uint32_t scope : files_.order) declare_all(scope);
    check_bodies();
  } catch (const TooManyMistakes& stop) {
    const bool is_new = std::ranges::none_of(
        diags_.all(), [](const diag::Diagnostic& told) { return told.code == Code::TooManyMistakes; });
    if (is_new)
      diags_.report(Code::TooManyMistakes, stop.span,
                    "more than " + std::to_string(kMaxMistakes) + " mistakes: the rest of the program is not checked");
  }
  module_.templates = library_.take();
  return std::move(module_);
}

/// All names first: order on the page does not matter.
void Checker::declare_all(std::uint32_t scope) {
  place_.scope = scope;
  declare_uses(scope);
  for (const Decl* decl : files_.files[scope].syntax->decls) {
    const auto next = [](const auto& list) { return static_cast<std::uint32_t>(list.size()); };
    switch (decl->kind) {
      // What was not understood was told; what reads it is not to blame.
      case DeclKind::Error:
        if (!decl->name.text.empty())
          module_.scopes[scope].names.emplace(decl->name.text, Symbol{SymbolKind::Error, 0});
        break;
      case DeclKind::Use: break;
      case DeclKind::Prompt:
        declare(*decl, {SymbolKind::Prompt, next(module_.prompts)});
        module_.prompts.push_back({&decl->as<PromptDecl>(), scope, {}, {}, {}, {}, error_type(), {}});
        break;
      case DeclKind::Test: module_.tests.push_back({&decl->as<TestDecl>(), scope, {}, {}, {}}); break;
      case DeclKind::Param:
        declare(*decl, {SymbolKind::Param, next(module_.params)});
        module_.params.push_back({&decl->as<ParamDecl>(), scope, error_type(), {}});
        break;
      case DeclKind::Type:
      case DeclKind::Schema:
        declare(*decl, {SymbolKind::Type, next(type_decls_)});
        type_decls_.push_back(decl);
        break;
      case DeclKind::Source:
        declare(*decl, {SymbolKind::Source, next(module_.sources)});
        module_.sources.push_back({&decl->as<SourceDecl>(), scope, error_type(), {}, {}, {}});
        break;
      case DeclKind::Model:
        declare(*decl, {SymbolKind::Model, next(module_.models)});
        module_.models.emplace_back();
        module_.models.back().decl = &decl->as<ModelDecl>();
        module_.models.back().scope = scope;
        break;
      case DeclKind::Function: declare_function(*decl, FunctionKind::Function); break;
      case DeclKind::Sampler: declare_function(*decl, FunctionKind::Sampler); break;
      case DeclKind::Generator: declare_function(*decl, FunctionKind::Generator); break;
      case DeclKind::Dataset:
        declare(*decl, {SymbolKind::Dataset, next(module_.datasets)});
        module_.datasets.emplace_back();
        module_.datasets.back().decl = &decl->as<DatasetDecl>();
        module_.datasets.back().scope = scope;
        break;
    }
  }
}

void Checker::declare_uses(std::uint32_t scope) {
  for (const ModuleUse& use : files_.files[scope].uses) {
    declare(*use.decl, use.file ? Symbol{SymbolKind::Module, *use.file} : Symbol{SymbolKind::Error, 0});
  }
}

void Checker::declare(const Decl& decl, Symbol symbol) {
  const auto [place, is_new] = module_.scopes[place_.scope].names.emplace(decl.name.text, symbol);
  // What was not understood twice was told already.
  if (is_new || (symbol.kind == SymbolKind::Error && place->second.kind == SymbolKind::Error)) return;
  auto& diagnostic =
      error(Code::DuplicateName, decl.name.span, "`" + std::string(decl.name.text) + "` is declared twice");
  for (const Decl* other : files_.files[place_.scope].syntax->decls) {
    if (other->name.text != decl.name.text || other == &decl) continue;
    diagnostic.others.push_back({other->name.span, "first here"});
    break;
  }
}

void Checker::declare_function(const Decl& decl, FunctionKind kind) {
  declare(decl, {SymbolKind::Function, static_cast<std::uint32_t>(module_.functions.size())});
  FunctionInfo info{&decl, place_.scope, kind, {}, error_type(), false, {}, nullptr, nullptr, {}, nullptr};
  module_.functions.push_back(std::move(info));
}

void Checker::check_bodies() {
  type_progress_.resize(type_decls_.size());
  param_progress_.resize(module_.params.size());
  function_progress_.resize(module_.functions.size());
  dataset_progress_.resize(module_.datasets.size());
  // Types may name the variables of a prompt.
  for (PromptInfo& prompt : module_.prompts) check_prompt(prompt);
  resolved_types_.resize(type_decls_.size());
  for (std::uint32_t i = 0; i < type_decls_.size(); ++i) {
    module_.named_types.emplace_back(type_decls_[i]->name.text, declared_type(i));
  }
  // Parameters and models may call functions, and parameters read sources.
  for (FunctionInfo& function : module_.functions) bind_params(function);
  for (SourceInfo& source : module_.sources) check_source(source);
  for (std::uint32_t i = 0; i < module_.params.size(); ++i) check_param(i);
  for (ModelInfo& model : module_.models) check_model(model);
  refuse_member_cycles();
  for (std::uint32_t i = 0; i < module_.functions.size(); ++i) check_function(i);
  for (std::uint32_t i = 0; i < module_.datasets.size(); ++i) check_dataset(i);
  for (const DatasetInfo& dataset : module_.datasets) warn_of_no_output(dataset);
  for (TestInfo& test : module_.tests) check_test(test);
  warn_unused_modules();
}

void Checker::warn_unused_modules() {
  // A mistake around may be what names it.
  if (diags_.has_errors()) return;
  for (const ModuleUse& use : files_.files[kMainScope].uses) {
    if (!use.file || scope_used_[*use.file]) continue;
    auto& diagnostic =
        error(Code::UnusedModule, use.decl->span, fmt::format("nothing of `{}` is used", use.decl->name.text));
    diagnostic.hints.push_back({"take the line away", {}});
  }
}

}  // namespace sdg::sema
