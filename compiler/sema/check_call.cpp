#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "compiler/diag/suggestion.h"
#include "compiler/sema/checker.h"
#include "compiler/sema/turns.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;

namespace {

/// `temperature = 0.2` of a generator with a body; `model = large` of any that leaves the model open.
bool may_override(const FunctionInfo& function, const Arg& arg) {
  if (arg.name.text.empty()) return false;
  return function.block || (arg.name.text == "model" && function.effects.wants_model);
}

bool is_callable(Symbol symbol) {
  return symbol.kind == SymbolKind::Function || symbol.kind == SymbolKind::Model || symbol.kind == SymbolKind::Prompt;
}

}  // namespace

TypeId Checker::infer_call(const CallExpr& call, const Expectation& want) {
  return infer_site({call, *call.callee, {call.args.begin(), call.args.end()}}, want);
}

TypeId Checker::infer_pipe(const PipeExpr& pipe, const Expectation& want) {
  CallSite site{pipe, *pipe.callee, {Arg{{}, pipe.value, false}}};
  site.args.insert(site.args.end(), pipe.args.begin(), pipe.args.end());
  return infer_site(site, want);
}

TypeId Checker::infer_site(const CallSite& site, const Expectation& want) {
  const bool is_told = refuse_twice(site.args);
  if (const auto aggregate = aggregate_called(site)) return call_aggregate(site, *aggregate);
  const Symbol target = resolve_callee(site);
  module_.calls[site.expr.id].target = target;
  if (target.kind == SymbolKind::Function) return call_function(site, target.index, want);
  if (target.kind == SymbolKind::Model || target.kind == SymbolKind::Prompt) {
    const bool is_prompt = target.kind == SymbolKind::Prompt;
    if (stands_in_measure(site.expr.span, "asked")) return error_type();
    if (refuse_spread(site, is_prompt ? "its variables are one record" : "turns and settings are written out")) {
      return error_type();
    }
    return is_prompt ? call_prompt(site, target.index, want) : call_model(site, target.index, want);
  }
  if (target.kind == SymbolKind::Builtin && !is_told)
    return call_builtin(site, static_cast<plan::Builtin>(target.index), want);
  check_args(site);
  return error_type();
}

/// `f(x = 1, x = 2)`. Turns are told apart by their order, and may stand as often as one likes.
bool Checker::refuse_twice(std::span<const Arg> args) {
  bool is_told = false;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const Name& name = args[i].name;
    if (name.text.empty() || is_turn(name.text)) continue;
    const auto first = std::ranges::find(args.first(i), name.text, [](const Arg& arg) { return arg.name.text; });
    if (first == args.begin() + static_cast<std::ptrdiff_t>(i)) continue;
    report_twice(name, name.span, first->name.span);
    is_told = true;
  }
  return is_told;
}

void Checker::report_twice(const Name& name, source::Span again, source::Span first) {
  auto& diagnostic = error(Code::ArgumentTwice, again, fmt::format("`{}` is given twice", name.text));
  diagnostic.others.push_back({first, "first here"});
}

void Checker::check_args(const CallSite& site) {
  // What is called is told already; in a measure it may have been meant to take values of rows.
  const bool in_measure = std::exchange(place_.in_measure, false);
  for (const Arg& arg : site.args) {
    // A model is named, not read, and so is a function where it was meant to be handed over.
    const auto* name = arg.value->try_as<NameExpr>();
    const bool is_function = name && (is_callable(look_up(name->name.text)) || plan::find_builtin(name->name.text));
    if (arg.name.text != "model" && !is_function) check(*arg.value);
  }
  place_.in_measure = in_measure;
}

/// A name before `(` is a model, prompt, generator, sampler or function, whatever values bear the same name.
Symbol Checker::resolve_callee(const CallSite& site) {
  const auto* written = site.callee.try_as<NameExpr>();
  if (const auto* member = site.callee.try_as<FieldExpr>()) {
    if (const auto module = module_named(*member->object)) return resolve_member_callee(*member, *module);
    if (declared(*member).kind == SymbolKind::Error) return {SymbolKind::Error, 0};
  }
  // What is called twice in a row, `f(1)(2)`, is told by the parser.
  if (site.callee.kind == ExprKind::Call) return {SymbolKind::Error, 0};
  if (!written) {
    if (report_unknown_module(site) || report_module_by_path(site) || report_foreign_call(site))
      return {SymbolKind::Error, 0};
    auto& diagnostic = error(Code::NotCallable, site.callee.span, "only a name can be called");
    if (const auto* field = site.callee.try_as<FieldExpr>()) {
      diagnostic.notes.push_back("values have no methods");
      const auto names = callables_in_scope();
      const auto meant = diag::closest(field->field.text, names);
      if (meant)
        diagnostic.hints.push_back(
            {fmt::format("pipe it: `{} | {}(…)`", surroundings_.sources.text(field->object->span), *meant), {}});
    }
    return {SymbolKind::Error, 0};
  }
  const Name& name = written->name;
  const Symbol symbol = declared(name.text);
  if (is_callable(symbol) || symbol.kind == SymbolKind::Error) return symbol;
  if (const auto builtin = plan::find_builtin(name.text))
    return {SymbolKind::Builtin, static_cast<std::uint32_t>(*builtin)};
  if (name.text == kExternal) {
    auto& diagnostic = error(Code::ExternalPlace, name.span, "`external` is the whole body of a function",
                             "a worker is known by its name");
    diagnostic.hints.push_back(
        {"declare one: `function score(text: string) -> float = external(\"python3 score.py\")`", {}});
  } else if (look_up(name.text).kind != SymbolKind::None || !report_foreign_call(site)) {
    report_unknown_callee(name, look_up(name.text));
  }
  return {SymbolKind::Error, 0};
}

/// `peple.hi(…)` where there is a module `people`.
bool Checker::report_unknown_module(const CallSite& site) {
  const auto* member = site.callee.try_as<FieldExpr>();
  const auto* object = member ? member->object->try_as<NameExpr>() : nullptr;
  if (!object || look_up(object->name.text).kind != SymbolKind::None) return false;
  auto hint = diag::did_you_mean(object->name.text, object->name.span, names_of(SymbolKind::Module));
  if (!hint) return false;
  error(Code::UnknownName, object->name.span, fmt::format("there is no module `{}` here", object->name.text))
      .hints.push_back(std::move(*hint));
  return true;
}

/// `std.text.words(…)`, where the module is called `text`.
bool Checker::report_module_by_path(const CallSite& site) {
  const auto* member = site.callee.try_as<FieldExpr>();
  const auto* path = member ? member->object->try_as<FieldExpr>() : nullptr;
  const auto* root = path ? path->object->try_as<NameExpr>() : nullptr;
  if (!root || look_up(root->name.text).kind != SymbolKind::None) return false;
  if (look_up(path->field.text).kind != SymbolKind::Module) return false;
  error(Code::UnknownName, path->span, fmt::format("the module is called `{}` here", path->field.text))
      .hints.push_back({fmt::format("write `{}.{}`", path->field.text, member->field.text),
                        {{path->span, std::string(path->field.text)}}});
  return true;
}

/// `judge.score(…)`
Symbol Checker::resolve_member_callee(const FieldExpr& member, std::uint32_t scope) {
  const Symbol symbol = declared_in(scope, member.field);
  module_.symbols[member.object->id] = {SymbolKind::Module, scope};
  if (is_callable(symbol) || symbol.kind == SymbolKind::Error) return symbol;
  error(Code::NotCallable, member.field.span, fmt::format("`{}` is not a function", member.field.text),
        "only functions, generators and models are called");
  return {SymbolKind::Error, 0};
}

void Checker::report_unknown_callee(const Name& name, Symbol value) {
  if (value.kind == SymbolKind::Type) {
    error(Code::NotCallable, name.span, fmt::format("`{}` is a type, not a function", name.text),
          "a record is written in braces")
        .hints.push_back({fmt::format("say the type and write the record: `x: {} = {{…}}`", name.text), {}});
    return;
  }
  if (value.kind != SymbolKind::None) {
    error(Code::NotCallable, name.span, fmt::format("`{}` is not a function", name.text),
          "this is a value, and only functions, generators and models are called");
    return;
  }
  auto& diagnostic = error(Code::UnknownFunction, name.span, fmt::format("there is no function `{}`", name.text),
                           "not a function, sampler, generator or model");
  for (const auto& [alias, symbol] : scope().names) {
    if (symbol.kind != SymbolKind::Module || !module_.scopes[symbol.index].names.contains(name.text)) continue;
    const std::string qualified = fmt::format("{}.{}", alias, name.text);
    diagnostic.hints.push_back({fmt::format("there is `{}`", qualified), {{name.span, qualified}}});
    return;
  }
  const auto names = callables_in_scope();
  suggest(diagnostic, name, names);
}

TypeId Checker::call_function(const CallSite& site, std::uint32_t index, const Expectation& want) {
  check_function(index);
  const FunctionInfo& function = module_.functions[index];
  if ((function.effects.asks || function.effects.draws) && stands_in_measure(site.expr.span, "made"))
    return error_type();
  place_.calls += 1 + function.calls;
  if (place_.calls > kMaxCalls) {
    place_.calls = 0;
    error(Code::TooDeep, site.expr.span, "with every function put in its place, this is too large",
          fmt::format("more than {} calls", kMaxCalls));
    return error_type();
  }
  CallInfo info;
  info.target = {SymbolKind::Function, index};
  info.args.assign(function.params.size(), nullptr);
  std::size_t place = 0;
  bool all_known = true;
  for (const Arg& arg : site.args) {
    if (arg.spread) continue;
    const auto param = param_of(function, arg, place);
    if (arg.name.text.empty()) ++place;
    if (!param) {
      if (may_override(function, arg)) {
        take_use_setting(info, arg);
      } else {
        check(*arg.value);
        all_known = false;
      }
      continue;
    }
    // What is given twice by name is told already.
    const bool is_told = std::ranges::count(site.args, arg.name.text, [](const Arg& one) { return one.name.text; }) > 1;
    if (info.args[*param] && !arg.name.text.empty() && !is_told)
      report_twice(arg.name, arg.name.span, info.args[*param]->span);
    info.args[*param] = arg.value;
    check_as(*arg.value, module_.functions[index].params[*param].type);
  }
  for (const Arg& arg : site.args) {
    if (arg.spread) all_known &= spread_into_params(site, index, arg, info);
  }
  if (all_known) report_missing_args(site, module_.functions[index], info);
  note_effects(site, module_.functions[index].effects, info, *module_.functions[index].decl);
  const bool is_untyped = function.block && !function.block->result;
  info.reply = is_untyped ? reply_type(site.expr, want) : function.result;
  module_.calls[site.expr.id] = info;
  return info.reply;
}

/// What a call does to what stands around it. What leaves its model open is told one, here or further out.
void Checker::note_effects(const CallSite& site, Effects effects, const CallInfo& info, const Decl& callee) {
  if (info.model) effects.wants_model = false;
  const bool is_in_dataset = place_.dataset != nullptr;
  if (effects.wants_model && is_in_dataset) {
    auto& diagnostic = error(Code::GeneratorWithoutModel, site.expr.span, "this does not say which model is asked",
                             fmt::format("`{}` leaves it to its users", callee.name.text));
    const bool is_prompt = callee.kind == DeclKind::Prompt;
    diagnostic.others.push_back({callee.name.span, is_prompt ? "any model may answer it" : "has no line `model NAME`"});
    const auto models = names_of(SymbolKind::Model);
    diagnostic.hints.push_back({fmt::format("add `model = {}`", models.empty() ? "NAME" : models.front()), {}});
    effects.wants_model = false;
  }
  place_.effects.add(effects);
}

/// The parameter that an argument is for; none where it is a setting of a generator, or a mistake, which is told.
std::optional<std::size_t> Checker::param_of(const FunctionInfo& function, const Arg& arg, std::size_t place) {
  const std::string_view name = function.decl->name.text;
  if (arg.name.text.empty()) {
    if (place < function.params.size()) return place;
    if (place == function.params.size()) {
      auto& diagnostic = error(Code::TooManyArguments, arg.value->span,
                               fmt::format("`{}` takes {} argument{}", name, function.params.size(),
                                           function.params.size() == 1 ? "" : "s"));
      diagnostic.others.push_back({function.decl->name.span, "declared here"});
    }
    return {};
  }
  const auto found = std::ranges::find(function.params, arg.name.text, &FunctionParam::name);
  if (found != function.params.end()) return static_cast<std::size_t>(found - function.params.begin());
  if (may_override(function, arg)) return {};
  auto& diagnostic =
      error(Code::UnknownArgument, arg.name.span, fmt::format("`{}` has no parameter `{}`", name, arg.name.text));
  std::vector<std::string_view> names;
  for (const FunctionParam& param : function.params) names.push_back(param.name);
  suggest(diagnostic, arg.name, names);
  return {};
}

void Checker::report_missing_args(const CallSite& site, const FunctionInfo& function, const CallInfo& info) {
  std::string missing;
  for (std::size_t i = 0; i < info.args.size(); ++i) {
    if (info.args[i] || info.spread.contains(i) || function.params[i].default_value) continue;
    missing += (missing.empty() ? "`" : ", `") + std::string(function.params[i].name) + "`";
  }
  if (missing.empty()) return;
  auto& diagnostic =
      error(Code::MissingArgument, site.expr.span, fmt::format("`{}` lacks {}", function.decl->name.text, missing));
  diagnostic.others.push_back({function.decl->name.span, "declared here"});
}

}  // namespace sdg::sema
