#include <fmt/format.h>

#include <algorithm>

#include "compiler/sema/checker.h"
#include "compiler/sema/turns.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;

/// `writer("…")`, or `writer(system = "…", user = "…", temperature = 0.2)`.
TypeId Checker::call_model(const CallSite& site, std::uint32_t model, const Expectation& want) {
  place_.effects.asks = true;
  CallInfo info;
  info.target = {SymbolKind::Model, model};
  bool has_turn = false;
  for (const Arg& arg : site.args) {
    if (arg.name.text.empty()) {
      check_turn(*arg.value);
      if (!info.args.empty())
        error(Code::BadTurns, arg.value->span, "a model takes one text by place",
              "name the turns: `system = …, user = …`");
      info.args.push_back(arg.value);
      has_turn = true;
    } else {
      has_turn |= is_turn(arg.name.text);
      take_use_setting(info, arg);
    }
  }
  if (!has_turn) {
    auto& diagnostic = error(Code::BadTurns, site.expr.span,
                             fmt::format("`{}` is asked nothing", module_.models[model].decl->name.text));
    const std::string_view name = module_.models[model].decl->name.text;
    const auto is_text = [](const Arg& arg) {
      constexpr std::string_view kTexts[] = {"prompt", "text", "input", "message", "content", "question", "query"};
      return std::ranges::find(kTexts, arg.name.text) != std::end(kTexts);
    };
    const auto text = std::ranges::find_if(site.args, is_text);
    if (text == site.args.end()) {
      diagnostic.hints.push_back({fmt::format("give it a text: `{}(\"…\")`", name), {}});
    } else {
      const source::Span sign{text->name.span.file, text->name.span.begin, text->value->span.begin};
      diagnostic.hints.push_back(
          {fmt::format("the text stands without a name: `{}({})`", name, surroundings_.sources.text(text->value->span)),
           {{sign, ""}}});
    }
  }
  info.reply = reply_type(site.expr, want);
  const TypeId reply = info.reply;
  module_.calls[site.expr.id] = std::move(info);
  return reply;
}

/// What is sent may hold images, where they stand in the text itself.
void Checker::check_turn(const Expr& text) {
  place_.in_message = text.kind == ExprKind::String;
  check_as(text, plain(TypeKind::String));
  place_.in_message = false;
}

bool is_turn(std::string_view name) {
  return name == "system" || name == "user" || name == "assistant" || name == "messages";
}

/// The model that `model NAME` or `model = NAME` says.
Symbol Checker::model_named(const Expr& value) {
  const Symbol symbol = declared(value);
  if (symbol.kind == SymbolKind::Model || symbol.kind == SymbolKind::Error) return symbol;
  const auto* name = value.try_as<NameExpr>();
  const bool is_unknown = name && symbol.kind == SymbolKind::None;
  auto& diagnostic = error(Code::UnknownName, value.span,
                           is_unknown ? fmt::format("there is no model `{}`", name->name.text) : "this is no model");
  if (name) suggest(diagnostic, name->name, names_of(SymbolKind::Model));
  return symbol;
}

/// A turn, `model = large`, or a setting that goes to the provider, in the call of a model or generator.
void Checker::take_use_setting(CallInfo& info, const Arg& arg) {
  if (arg.name.text == "model") {
    const Symbol model = model_named(*arg.value);
    if (model.kind == SymbolKind::Model) info.model = model.index;
    return;
  }
  if (arg.name.text == "messages") {
    check_as(*arg.value, module_.types.list_of(*predefined_type("Message")));
  } else if (is_turn(arg.name.text)) {
    check_turn(*arg.value);
  } else if (arg.name.text == "sample") {
    check_as(*arg.value, plain(TypeKind::Int));
  } else if (plan::find_model_param(arg.name.text)) {
    check(*arg.value);
    error(Code::UnknownArgument, arg.name.span,
          fmt::format("`{}` belongs to the declaration of the model", arg.name.text));
    return;
  } else {
    warn_of_param_name(arg.name);
    check(*arg.value);
  }
  info.named.emplace_back(arg.name, arg.value);
}

/// What a model is asked for: what the place of the call expects, else a text.
TypeId Checker::reply_type(const Expr& call, const Expectation& want) {
  if (!want.hint) return plain(TypeKind::String);
  const TypeKind kind = type(module_.types.required(*want.hint)).kind;
  if (kind == TypeKind::Error) return *want.hint;
  constexpr TypeKind kNever[] = {TypeKind::Bytes, TypeKind::Image, TypeKind::Secret,
                                 TypeKind::Regex, TypeKind::Money, TypeKind::Null};
  if (std::ranges::find(kNever, kind) != std::end(kNever)) {
    error(Code::NotAskable, call.span, fmt::format("a model cannot answer with `{}`", show(*want.hint)));
    return error_type();
  }
  return *want.hint;
}

}  // namespace sdg::sema
