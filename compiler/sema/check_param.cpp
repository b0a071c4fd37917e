#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "compiler/sema/checker.h"
#include "compiler/sema/walk.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;

/// The type of a parameter for whoever reads it, which then is checked after it.
TypeId Checker::param_type(std::uint32_t index) {
  if (param_progress_[index] == Progress::Running) {
    report_param_cycle(index);
    return error_type();
  }
  check_param(index);
  return module_.params[index].type;
}

void Checker::check_param(std::uint32_t index) {
  if (param_progress_[index] != Progress::None) return;
  const ParamDecl& decl = *module_.params[index].decl;
  const std::uint32_t height = decl.default_value ? decl.default_value->height : 1;
  if (!may_follow(decl.name.span, height)) {
    param_progress_[index] = Progress::Done;
    return;
  }
  const CountMark chain(chain_, height);
  param_progress_[index] = Progress::Running;
  const ListMark reading(reading_);
  reading_.push_back(&decl);
  Place outside = std::exchange(place_, place_in(decl));
  place_.in_declaration = true;
  check_param_value(module_.params[index]);
  place_ = std::move(outside);
  param_progress_[index] = Progress::Done;
}

void Checker::check_param_value(ParamInfo& param) {
  const ParamDecl& decl = *param.decl;
  if (decl.type) param.type = resolve(decl.type);
  if (!decl.default_value) {
    if (!decl.type) {
      auto& diagnostic = error(Code::MissingParam, decl.name.span,
                               "the parameter `" + std::string(decl.name.text) + "` has neither a type nor a default");
      const source::Span behind{decl.name.span.file, decl.name.span.end, decl.name.span.end};
      diagnostic.hints.push_back(
          {"say its type: `param " + std::string(decl.name.text) + ": string`", {{behind, ": string"}}});
    }
    return;
  }
  if (decl.type) {
    check(*decl.default_value, {param.type, param.type, true});
  } else {
    param.type = widened(module_.types, check(*decl.default_value, {{}, {}, true}));
  }
  refuse_unsettled(*decl.default_value, "the value of a parameter");
  param.default_value = constant_value(*decl.default_value, param.type);
}

/// The way round, with the functions that it leads through.
void Checker::report_param_cycle(std::uint32_t index) {
  const ParamDecl& decl = *module_.params[index].decl;
  const auto first = std::ranges::find(reading_, static_cast<const Decl*>(&decl));
  std::string path;
  for (auto step = first; step != reading_.end(); ++step) path += fmt::format("`{}` → ", (*step)->name.text);
  path += fmt::format("`{}`", decl.name.text);
  auto& diagnostic =
      error(Code::ParamCycle, decl.name.span, fmt::format("the parameter `{}` reads itself", decl.name.text), path);
  for (auto step = first + 1; step < reading_.end(); ++step)
    diagnostic.others.push_back({(*step)->name.span, "on the way"});
}

/// What a declaration says is known before the run, and the same in every row.
void Checker::refuse_unsettled(const Expr& value, std::string_view what) {
  walk(value, [&](const Expr& part) {
    const std::string_view why = why_unsettled(part);
    if (!why.empty())
      error(Code::NotConstant, part.span, fmt::format("{} is known before the run", what), std::string(why));
    return why.empty();
  });
}

/// What keeps an expression, its parts aside, from being known before the run; nothing where it is.
std::string_view Checker::why_unsettled(const Expr& part) const {
  if (module_.symbols[part.id].kind == SymbolKind::Dataset) return "this waits for the rows of a dataset";
  const CallInfo* call = module_.call(part);
  if (!call) return {};
  constexpr std::string_view kAsks = "this asks a model", kDraws = "this draws";
  switch (call->target.kind) {
    case SymbolKind::Model:
    case SymbolKind::Prompt: return kAsks;
    case SymbolKind::Builtin: {
      const auto builtin = static_cast<plan::Builtin>(call->target.index);
      if (builtin == plan::Builtin::Embed) return kAsks;
      return plan::spec(builtin).kind == plan::BuiltinKind::Sampler ? kDraws : std::string_view();
    }
    case SymbolKind::Function: {
      const Effects effects = module_.functions[call->target.index].effects;
      if (effects.asks) return kAsks;
      if (effects.draws) return kDraws;
      return effects.waits ? "this waits for a worker or a dataset" : std::string_view();
    }
    case SymbolKind::None:
    case SymbolKind::Error:
    case SymbolKind::Param:
    case SymbolKind::Type:
    case SymbolKind::Source:
    case SymbolKind::Dataset:
    case SymbolKind::Module:
    case SymbolKind::Input:
    case SymbolKind::Each:
    case SymbolKind::Column:
    case SymbolKind::Local:
    case SymbolKind::Aggregate:
    case SymbolKind::ModelPrompts:
    case SymbolKind::FunctionPrompts:
    case SymbolKind::PromptPrompts:
    case SymbolKind::PromptText:
    case SymbolKind::PromptVersion: return {};
  }
  return {};
}

}  // namespace sdg::sema
