#include "compiler/lower/lower_external.h"

#include "compiler/lower/lower_command.h"

namespace sdg::lower {

using namespace syntax;
using diag::Code;
using plan::ValueKind;

namespace {

constexpr std::int64_t kMostWorkers = 1024;

std::int64_t workers_of(const Value* value, Span span, diag::DiagSink& diags) {
  if (!value || value->kind() != ValueKind::Int) return 1;
  if (value->as_int() >= 1 && value->as_int() <= kMostWorkers) return value->as_int();
  diags.report(Code::BadBound, span, "there must be at least 1 worker, and at most 1,024");
  return 1;
}

}  // namespace

plan::ExternalSpec lower_external(const Module& module, const sema::FunctionInfo& function, const Inputs& inputs,
                                  plan::TypeTable& types, diag::DiagSink& diags) {
  plan::Dataset scratch;
  const std::vector<plan::ModelSpec> no_models;
  const Places no_places;
  Lowerer lowerer(module, no_models, inputs, types, scratch, nullptr, diags, no_places);
  CommandLowerer command(module, inputs, lowerer, diags);
  plan::ExternalSpec spec;
  spec.name = std::string(function.decl->name.text);
  spec.result = function.result;
  spec.span = function.external->span;
  for (const sema::FunctionParam& param : function.params) spec.params.emplace_back(param.name);
  for (const Arg& arg : function.external->args) {
    const auto constant = [&] { return lowerer.constant_of(lowerer.lower_line(*arg.value, spec.name)); };
    if (arg.name.text.empty()) spec.command.words = command.words(*arg.value, {});
    if (arg.name.text == "files") spec.command.files = command.files(*arg.value, module.scopes[function.scope].path);
    if (arg.name.text == "env") spec.command.env = command.texts(*arg.value);
    if (arg.name.text == "workers")
      spec.workers = static_cast<std::uint32_t>(workers_of(constant(), arg.value->span, diags));
    if (arg.name.text == "timeout") {
      const Value* timeout = constant();
      if (timeout && timeout->kind() == ValueKind::Duration) spec.timeout_ms = timeout->ticks();
    }
  }
  return spec;
}

}  // namespace sdg::lower
