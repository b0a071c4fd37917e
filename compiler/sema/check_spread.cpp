#include <fmt/format.h>

#include <algorithm>

#include "compiler/sema/checker.h"
#include "compiler/sema/unify.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::Builtin;
using plan::TypeKind;

bool Checker::refuse_spread(const CallSite& site, std::string_view why) {
  const auto spread = std::ranges::find(site.args, true, &Arg::spread);
  if (spread == site.args.end()) return false;
  check_args(site);
  error(Code::BadSpread, spread->value->span, "nothing can be spread into this call", std::string(why));
  return true;
}

/// `f(...record)`: its fields are arguments by name; what is written out wins. False where it was wrong.
bool Checker::spread_into_params(const CallSite& site, std::uint32_t function, const Arg& arg, CallInfo& info) {
  const TypeId have = check(*arg.value);
  const plan::Type record = type(have);
  const std::string_view name = module_.functions[function].decl->name.text;
  if (record.kind == TypeKind::Error) return false;
  if (record.kind != TypeKind::Record) {
    auto& diagnostic = error(Code::BadSpread, arg.value->span,
                             fmt::format("the parameters of `{}` have names, and this has none", name),
                             fmt::format("this is `{}`", show(have)));
    diagnostic.others.push_back({site.callee.span, "called here"});
    diagnostic.hints.push_back({"spread a record, or give the arguments one by one", {}});
    return false;
  }
  bool all_known = true;
  for (const plan::Field& field : record.fields) {
    const auto& params = module_.functions[function].params;
    const auto param = std::ranges::find(params, field.name, &FunctionParam::name);
    const auto place = static_cast<std::size_t>(param - params.begin());
    if (param == params.end()) {
      error(Code::UnknownArgument, arg.value->span, fmt::format("`{}` has no parameter `{}`", name, field.name),
            "this brings one");
      all_known = false;
    } else if (!info.args[place] && fit(module_.types, field.type, param->type) == Fit::No) {
      error(Code::TypeMismatch, arg.value->span, fmt::format("`{}` is needed for `{}`", show(param->type), field.name),
            fmt::format("its field is `{}`", show(field.type)));
      all_known = false;
    } else if (!info.args[place]) {
      info.spread[place] = {arg.value, field.name};
    }
  }
  return all_known;
}

/// `choice(...xs, "other")`: what takes any number of values takes them as one list.
TypeId Checker::call_opened(const CallSite& site, Builtin builtin) {
  CallInfo info;
  info.target = {SymbolKind::Builtin, static_cast<std::uint32_t>(builtin)};
  std::vector<TypeId> found;
  for (const Arg& arg : site.args) {
    const TypeId have = check(*arg.value);
    if (!arg.name.text.empty()) {
      info.named.emplace_back(arg.name, arg.value);
      continue;
    }
    info.args.push_back(arg.value);
    info.opened.push_back(arg.spread);
    found.push_back(arg.spread ? element_of(*arg.value, have) : have);
  }
  const auto element = common_type(module_.types, found);
  if (!element || type(*element).kind == TypeKind::Error) return error_type();
  const TypeId list = module_.types.list_of(*element);
  const auto& overloads = plan::signatures(builtin);
  const bool takes_many = std::ranges::any_of(overloads, [](const plan::Signature& signature) {
    return !signature.params.empty() && signature.params[0].variadic;
  });
  for (std::size_t i = 0; takes_many && i < overloads.size(); ++i) {
    Bindings bindings;
    const auto& params = overloads[i].params;
    if (params.empty() || params[0].variadic || !unify(module_.types, params[0].type, list, bindings)) continue;
    info.overload = static_cast<std::uint32_t>(i);
    info.reply = list;
    module_.calls[site.expr.id] = std::move(info);
    return instantiate(module_.types, overloads[i].result, bindings);
  }
  refuse_spread(site, fmt::format("`{}` takes a fixed number of arguments", plan::spec(builtin).name));
  return error_type();
}

}  // namespace sdg::sema
