#include <fmt/format.h>

#include <algorithm>

#include "compiler/sema/checker.h"
#include "compiler/sema/turns.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;

/// The prompt that `p` or `people.p` names, where nothing nearer has that name.
std::optional<std::uint32_t> Checker::prompt_named(const Expr& expr) {
  Symbol symbol;
  if (const auto* name = expr.try_as<NameExpr>()) symbol = look_up(name->name.text);
  if (const auto* member = expr.try_as<FieldExpr>()) {
    const auto module = module_named(*member->object);
    if (!module || !module_.scopes[*module].names.contains(member->field.text)) return std::nullopt;
    symbol = declared_in(*module, member->field);
  }
  return symbol.kind == SymbolKind::Prompt ? std::optional(symbol.index) : std::nullopt;
}

/// `p.text` and `p.version`
TypeId Checker::infer_prompt_field(const FieldExpr& field, std::uint32_t index) {
  constexpr std::string_view kFields[] = {"text", "version"};
  const bool is_text = field.field.text == kFields[0];
  if (is_text || field.field.text == kFields[1]) {
    module_.symbols[field.id] = {is_text ? SymbolKind::PromptText : SymbolKind::PromptVersion, index};
    return plain(plan::TypeKind::String);
  }
  module_.symbols[field.id] = {SymbolKind::Error, 0};
  auto& diagnostic = error(Code::UnknownField, field.field.span, fmt::format("a prompt has no `{}`", field.field.text));
  if (field.field.text == "Inputs") {
    diagnostic.notes.push_back("`Inputs` is a type: it stands behind a `:`");
  } else {
    suggest(diagnostic, field.field, kFields);
  }
  return error_type();
}

/// `p.Inputs`, as a type
TypeId Checker::inputs_of_prompt(const TypeExpr& written, std::uint32_t index) {
  const Name& name = written.path.back();
  if (name.text == "Inputs") return module_.prompts[index].inputs;
  auto& diagnostic = error(Code::UnknownType, name.span, fmt::format("a prompt has no type `{}`", name.text));
  diagnostic.hints.push_back({"the type of its variables is `Inputs`", {{name.span, "Inputs"}}});
  return error_type();
}

/// `p(inputs, model = m)`
TypeId Checker::call_prompt(const CallSite& site, std::uint32_t index, const Expectation& want) {
  CallInfo info;
  info.target = {SymbolKind::Prompt, index};
  const PromptInfo& prompt = module_.prompts[index];
  const bool names_model = std::ranges::any_of(site.args, [](const Arg& arg) { return arg.name.text == "model"; });
  for (const Arg& arg : site.args) take_prompt_arg(info, prompt, arg);
  const plan::Type& inputs = type(prompt.inputs);
  const bool takes_some = std::ranges::any_of(inputs.fields, [&](const plan::Field& field) {
    return !field.default_value && !module_.types.is_optional(field.type);
  });
  const bool has_wrong_args = std::ranges::any_of(site.args, [&](const Arg& arg) {
    return std::ranges::find(inputs.fields, arg.name.text, &plan::Field::name) != inputs.fields.end();
  });
  if (info.args.empty() && takes_some && !has_wrong_args) {
    auto& diagnostic =
        error(Code::MissingArgument, site.expr.span, fmt::format("`{}` lacks its variables", prompt.decl->name.text));
    std::vector<std::string_view> names;
    for (const plan::Field& field : inputs.fields) names.push_back(field.name);
    diagnostic.hints.push_back({fmt::format("give them as a record: `{{{}: …}}`", fmt::join(names, ": …, ")), {}});
  }
  // A model that is named wrongly is named.
  note_effects(site, {.asks = true, .wants_model = !names_model}, info, *prompt.decl);
  info.reply = reply_type(site.expr, want);
  const TypeId reply = info.reply;
  module_.calls[site.expr.id] = std::move(info);
  return reply;
}

void Checker::take_prompt_arg(CallInfo& info, const PromptInfo& prompt, const Arg& arg) {
  const TypeId inputs = prompt.inputs;
  if (arg.name.text.empty()) {
    if (!info.args.empty()) {
      check(*arg.value);
      error(Code::TooManyArguments, arg.value->span, "a prompt takes its variables as one record");
      return;
    }
    check_as(*arg.value, inputs);
    info.args.push_back(arg.value);
    return;
  }
  if (const plan::Field* field = module_.types.find_field(inputs, arg.name.text)) {
    check_as(*arg.value, field->type);
    auto& diagnostic = error(Code::UnknownArgument, arg.name.span, "the variables of a prompt stand in a record");
    diagnostic.hints.push_back(
        {fmt::format("write `{}({{{}: …}}, model = …)`", prompt.decl->name.text, arg.name.text), {}});
    return;
  }
  if (is_turn(arg.name.text)) {
    check(*arg.value);
    error(Code::UnknownArgument, arg.name.span, "the messages of a prompt are those of its definition",
          fmt::format("`{}` has {} of them", prompt.decl->name.text, prompt.turns.size()));
    return;
  }
  take_use_setting(info, arg);
}

}  // namespace sdg::sema
