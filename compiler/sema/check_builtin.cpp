#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "compiler/sema/checker.h"
#include "compiler/sema/foreign_call.h"
#include "compiler/sema/told_signature.h"
#include "compiler/sema/unify.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::Builtin;
using plan::BuiltinKind;
using plan::TypeKind;

TypeId Checker::call_builtin(const CallSite& site, Builtin builtin, const Expectation& want) {
  const plan::BuiltinSpec& spec = plan::spec(builtin);
  if (builtin == Builtin::Env) return call_env(site);
  if (builtin == Builtin::Repeat) return call_repeat(site, want);
  if (builtin == Builtin::Iterate) return call_iterate(site, want);
  if (builtin == Builtin::Embed) return call_embed(site);
  if (builtin == Builtin::Image) return call_image(site);
  if (builtin == Builtin::Cycle || builtin == Builtin::Read) {
    check_args(site);
    error(Code::OutOfPlace, site.callee.span,
          fmt::format("`{}` stands in {} only", spec.name, builtin == Builtin::Read ? "a `source`" : "`from`"));
    return error_type();
  }
  if (builtin == Builtin::Template) return call_template(site);
  if (builtin == Builtin::File) return call_file(site);
  if (builtin == Builtin::Int && report_drawn_int(site)) return error_type();
  const bool runs = spec.kind != BuiltinKind::Special || builtin == Builtin::Index;
  if (!runs) {
    check_args(site);
    return not_yet(site.callee.span, fmt::format("`{}`", spec.name));
  }
  const bool is_of_a_row = spec.kind == BuiltinKind::Sampler || builtin == Builtin::Index;
  if (is_of_a_row && stands_in_measure(site.expr.span, "there is one")) {
    check_args(site);
    return error_type();
  }
  if (builtin == Builtin::Index && !place_.dataset) {
    error(Code::NotAValue, site.expr.span, "`index()` is a row's number, and there is no row here");
    return error_type();
  }
  if (spec.kind == BuiltinKind::Sampler) place_.effects.draws = true;
  const bool is_opened = std::ranges::any_of(site.args, &Arg::spread);
  return is_opened ? call_opened(site, builtin) : call_signature(site, builtin);
}

TypeId Checker::call_signature(const CallSite& site, Builtin builtin) {
  CallInfo info;
  info.target = {SymbolKind::Builtin, static_cast<std::uint32_t>(builtin)};
  const plan::BuiltinSpec& spec = plan::spec(builtin);
  const bool is_sampler = spec.kind == BuiltinKind::Sampler;
  CallSite bare{site.expr, site.callee, {}};
  bool failed = false;
  for (const Arg& arg : site.args) {
    const bool is_name = is_sampler && arg.name.text == "as";
    failed |= type(check(*arg.value)).kind == TypeKind::Error;
    if (is_sampler && !arg.name.text.empty()) info.named.emplace_back(arg.name, arg.value);
    if (!is_name) bare.args.push_back(arg);
  }
  if (failed) return error_type();
  std::vector<TypeId> given;
  for (const Arg& arg : bare.args) {
    if (arg.name.text.empty()) given.push_back(module_.type_of(*arg.value));
  }
  const auto& overloads = plan::signatures(builtin);
  for (const std::size_t i : overload_order(module_.types, overloads, given)) {
    auto matched = match_signature(bare, overloads[i]);
    if (!matched) continue;
    for (std::size_t arg = 0; arg < matched->args.size(); ++arg) {
      const Expr* value = matched->args[arg];
      if (!value) continue;
      if (matched->patterns[arg]->kind == plan::PatternKind::Plain &&
          fits_as_constant(*value, plain(matched->patterns[arg]->plain))) {
        module_.demands[value->id] = plain(matched->patterns[arg]->plain);
        check_date_text(*value, plain(matched->patterns[arg]->plain));
      }
      demand_plain(*value, module_.type_of(*value), *matched->patterns[arg]);
    }
    if (spec.kind == BuiltinKind::Function) {
      Operands operands;
      for (const Expr* arg : matched->args) {
        const auto demanded = arg ? module_.demands.find(arg->id) : module_.demands.end();
        const bool is_read = demanded != module_.demands.end();
        operands.emplace_back(arg, is_read ? demanded->second : arg ? module_.type_of(*arg) : error_type());
      }
      refuse_failing(site.expr, builtin, operands);
    }
    // Of an empty list nothing but the type says that its sum is no int.
    if (builtin == Builtin::Sum && type(matched->result).kind == TypeKind::Float)
      module_.demands.emplace(site.expr.id, matched->result);
    info.overload = static_cast<std::uint32_t>(i);
    if (is_sampler) {
      for (const Arg& arg : bare.args) {
        if (arg.name.text.empty()) info.args.push_back(arg.value);
      }
    } else {
      info.args = std::move(matched->args);
    }
    module_.calls[site.expr.id] = std::move(info);
    if (is_sampler) check_draw(bare, builtin);
    return matched->result;
  }
  report_no_signature(bare, builtin);
  return error_type();
}

/// Hands each argument to its parameter; nothing where one is left over, missing, or of another type.
std::optional<Checker::Matched> Checker::match_signature(const CallSite& site, const plan::Signature& signature) {
  Matched matched;
  Bindings bindings;
  const auto take = [&](const plan::SignatureParam& param, const Expr* value) {
    matched.args.push_back(value);
    matched.patterns.push_back(&param.type);
    if (!value || unify(module_.types, param.type, module_.type_of(*value), bindings)) return true;
    return param.type.kind == plan::PatternKind::Plain && fits_as_constant(*value, plain(param.type.plain));
  };
  std::vector<const Expr*> by_place;
  std::size_t named = 0;
  for (const Arg& arg : site.args) {
    if (arg.name.text.empty()) by_place.push_back(arg.value);
  }
  std::size_t next = 0;
  for (const plan::SignatureParam& param : signature.params) {
    if (param.variadic) {
      if (next == by_place.size()) return {};
      std::vector<TypeId> found;
      for (; next < by_place.size(); ++next) {
        matched.args.push_back(by_place[next]);
        matched.patterns.push_back(&param.type);
        found.push_back(module_.type_of(*by_place[next]));
      }
      const auto common = common_type(module_.types, found);
      if (!common || !unify(module_.types, param.type, *common, bindings)) return {};
      continue;
    }
    const auto given =
        std::ranges::find(site.args, std::string_view(param.name), [](const Arg& arg) { return arg.name.text; });
    const Expr* value = nullptr;
    if (given != site.args.end()) {
      value = given->value;
      ++named;
    } else if (!param.named_only && next < by_place.size()) {
      value = by_place[next++];
    } else if (!param.optional) {
      return {};
    }
    if (!take(param, value)) return {};
  }
  if (next != by_place.size() || named + by_place.size() != site.args.size()) return {};
  matched.result = instantiate(module_.types, signature.result, bindings);
  return matched;
}

void Checker::report_no_signature(const CallSite& site, Builtin builtin) {
  const plan::BuiltinSpec& spec = plan::spec(builtin);
  for (const Arg& arg : site.args) {
    const bool is_known =
        arg.name.text.empty() || std::ranges::any_of(plan::signatures(builtin), [&](const plan::Signature& signature) {
          return std::ranges::find(signature.params, arg.name.text, &plan::SignatureParam::name) !=
                 signature.params.end();
        });
    if (is_known) continue;
    auto& diagnostic = error(Code::UnknownArgument, arg.name.span,
                             fmt::format("`{}` has no parameter `{}`", spec.name, arg.name.text));
    std::vector<std::string_view> names;
    for (const plan::SignatureParam& param : plan::signatures(builtin).front().params) names.push_back(param.name);
    const std::string_view meant = meant_param(arg.name.text);
    if (std::ranges::find(names, meant) != names.end()) {
      diagnostic.hints.push_back({fmt::format("write `{}`", meant), {{arg.name.span, std::string(meant)}}});
    } else {
      suggest(diagnostic, arg.name, names);
    }
    if (diagnostic.hints.empty()) suggest_arguments(diagnostic, site, builtin);
    return;
  }
  for (const Arg& arg : site.args) {
    const TypeId have = module_.type_of(*arg.value);
    if (!module_.types.is_optional(have)) continue;
    auto& diagnostic =
        error(Code::OptionalUsed, arg.value->span, fmt::format("this may be null, and `{}` needs a value", spec.name),
              fmt::format("this is `{}`", show(have)));
    diagnostic.hints.push_back({"say what stands for null: `… ?? value`, or ask `when … != null` first", {}});
    return;
  }
  suggest_arguments(report_signature(site, spec.name, spec.signature), site, builtin);
}

diag::Diagnostic& Checker::report_signature(const CallSite& site, std::string_view name, std::string_view signature) {
  std::string given;
  for (const Arg& arg : site.args) given += (given.empty() ? "" : ", ") + show(module_.type_of(*arg.value));
  auto& diagnostic = error(Code::TypeMismatch, site.expr.span, fmt::format("`{}` cannot be called like this", name),
                           fmt::format("given: ({})", given));
  for (const std::string& overload : told_overloads(signature))
    diagnostic.notes.push_back(fmt::format("it takes `{}{}`", name, overload));
  return diagnostic;
}

/// `env("X", default)`: a text that the process environment gives, in declarations only.
TypeId Checker::call_env(const CallSite& site) {
  for (const Arg& arg : site.args) check_as(*arg.value, plain(TypeKind::String));
  if (!place_.in_declaration) {
    auto& diagnostic = error(Code::EnvPlace, site.expr.span, "`env` stands in declarations only",
                             "a row would depend on where it is made");
    const auto* variable = site.args.empty() ? nullptr : site.args[0].value->try_as<StringExpr>();
    diag::Hint hint{"declare a parameter and read that: `param name = env(…)`", {}};
    if (variable && variable->is_plain() && place_.dataset) {
      std::string name(variable->plain_text());
      std::ranges::transform(name, name.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
      const bool is_free = declared(name).kind == SymbolKind::None && !place_.dataset->by_name.contains(name);
      const std::string decl = fmt::format("param {} = {}", name, surroundings_.sources.text(site.expr.span));
      hint.text = fmt::format("declare a parameter and read that: `{}`", decl);
      if (is_free) hint.edits = {declared_above(decl + "\n"), {site.expr.span, name}};
    }
    diagnostic.hints.push_back(std::move(hint));
    return error_type();
  }
  if (site.args.empty() || site.args.size() > 2) {
    error(Code::MissingArgument, site.expr.span, "`env` takes a name and, if you like, a default", {});
    return error_type();
  }
  CallInfo info;
  info.target = {SymbolKind::Builtin, static_cast<std::uint32_t>(Builtin::Env)};
  for (const Arg& arg : site.args) info.args.push_back(arg.value);
  module_.calls[site.expr.id] = std::move(info);
  return plain(TypeKind::String);
}

/// embed(m, text): the vector that an embedding model gives a text.
TypeId Checker::call_embed(const CallSite& site) {
  place_.effects.asks = true;
  const Symbol model = site.args.empty() ? Symbol{} : declared(*site.args[0].value);
  if (site.args.size() != 2 || model.kind != SymbolKind::Model) {
    for (const Arg& arg : site.args) {
      if (&arg != &site.args[0]) check(*arg.value);
    }
    if (model.kind != SymbolKind::Error)
      error(Code::MissingArgument, site.expr.span, "`embed` takes a model and a text: `embed(model, text)`");
    return error_type();
  }
  check_as(*site.args[1].value, plain(TypeKind::String));
  CallInfo info;
  info.target = {SymbolKind::Builtin, static_cast<std::uint32_t>(Builtin::Embed)};
  info.model = model.index;
  info.args = {site.args[1].value};
  module_.calls[site.expr.id] = std::move(info);
  return module_.types.list_of(plain(TypeKind::Float));
}

/// image(path), image(bytes): it is read when it is sent.
TypeId Checker::call_image(const CallSite& site) { return call_signature(site, Builtin::Image); }

/// repeat(n, value): value n times, each on its own.
TypeId Checker::call_repeat(const CallSite& site, const Expectation& want) {
  if (site.args.size() != 2) {
    check_args(site);
    error(Code::MissingArgument, site.expr.span, "`repeat` takes how often and what: `repeat(3, …)`");
    return error_type();
  }
  check_as(*site.args[0].value, plain(TypeKind::Int));
  Expectation inner;
  if (want.hint && type(module_.types.required(*want.hint)).kind == TypeKind::List)
    inner.hint = type(module_.types.required(*want.hint)).element;
  const TypeId element = check(*site.args[1].value, inner);
  module_.calls[site.expr.id].args = {site.args[0].value, site.args[1].value};
  return module_.types.list_of(element);
}

namespace {

bool is_written_out(const Expr& expr) {
  if (expr.kind == ExprKind::Paren) return is_written_out(*expr.as<ParenExpr>().inner);
  return expr.kind == ExprKind::List || expr.kind == ExprKind::Record;
}

}  // namespace

/// iterate(n, start, next, until = c): `it` is the value so far.
TypeId Checker::call_iterate(const CallSite& site, const Expectation& want) {
  std::vector<const Expr*> args(4, nullptr);
  constexpr std::string_view kNames[] = {"n", "start", "next", "until"};
  std::size_t place = 0;
  for (const Arg& arg : site.args) {
    const auto named = std::ranges::find(kNames, arg.name.text);
    const std::size_t index = arg.name.text.empty() ? place++ : static_cast<std::size_t>(named - std::begin(kNames));
    if (index < args.size()) args[index] = arg.value;
  }
  if (!args[0] || !args[1] || !args[2]) {
    check_args(site);
    error(Code::MissingArgument, site.expr.span,
          "`iterate` takes how often, a start and the next value: `iterate(3, start, next)`");
    return error_type();
  }
  check_as(*args[0], plain(TypeKind::Int));
  const TypeId given = check(*args[1], {want.hint, {}});
  // What is written out is where the steps begin and says nothing about how long they may get.
  const TypeId start = is_written_out(*args[1]) ? loosened(module_.types, given) : widened(module_.types, given);
  const TypeId so_far = want.hint && fit(module_.types, start, *want.hint) != Fit::No ? *want.hint : start;
  const std::uint32_t it = bind({}, so_far, site.expr.span);
  module_.bound_locals[site.expr.id] = it;
  const ListMark its(place_.its);
  place_.its.push_back(it);
  check_as(*args[2], so_far);
  if (args[3]) check_condition(*args[3]);
  module_.calls[site.expr.id].args = args;
  return so_far;
}

}  // namespace sdg::sema
