#include <fmt/format.h>

#include <algorithm>

#include "compiler/sema/checker.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::ModelParam;
using plan::TypeKind;

/// `model m = openai("id", temperature = 0.3, base_url = env("MODEL_URL"))`
void Checker::check_model(ModelInfo& info) {
  place_ = place_in(*info.decl);
  place_.in_declaration = true;
  const Expr& value = *info.decl->value;
  const auto* call = value.try_as<CallExpr>();
  const auto* callee = call ? call->callee->try_as<NameExpr>() : nullptr;
  if (!callee) {
    if (value.kind == ExprKind::Error) return;
    auto& diagnostic = error(Code::UnknownProvider, value.span, "a model is a provider and the id of a model");
    diagnostic.hints.push_back({"write `openai(\"gpt-4.1-mini\")`", {}});
    return;
  }
  if (!plan::find_provider(callee->name.text)) {
    report_unknown_provider(callee->name);
    return;
  }
  info.provider = std::string(callee->name.text);
  for (const Arg& arg : call->args) {
    if (!arg.name.text.empty()) {
      check_setting(info, arg);
    } else if (info.id) {
      check(*arg.value);
      error(Code::TooManyArguments, arg.value->span, "a model has one id", "everything else is given by name");
    } else {
      check_as(*arg.value, plain(TypeKind::String));
      info.id = arg.value;
    }
  }
  if (!info.id && info.provider != "sim") {
    auto& diagnostic = error(Code::ModelId, call->args_span, "the id of the model is missing");
    diagnostic.hints.push_back(
        {fmt::format("write `{}(\"…\")`, with the id as the provider knows it", info.provider), {}});
  }
}

void Checker::report_unknown_provider(const Name& name) {
  if (plan::is_later_provider(name.text)) {
    not_yet(name.span, fmt::format("the provider `{}`", name.text));
    return;
  }
  auto& diagnostic = error(Code::UnknownProvider, name.span, fmt::format("there is no provider `{}`", name.text));
  std::vector<std::string_view> names;
  for (const plan::ProviderSpec& provider : plan::providers()) names.push_back(provider.name);
  suggest(diagnostic, name, names);
  diagnostic.notes.push_back(fmt::format("there are `{}`", fmt::join(names, "`, `")));
}

/// Ours have a type; what is not ours goes to the provider as it is.
void Checker::check_setting(ModelInfo& info, const Arg& arg) {
  info.settings.emplace_back(std::string(arg.name.text), arg.value);
  const plan::ModelParamSpec* param = plan::find_model_param(arg.name.text);
  if (!param) {
    check(*arg.value);
    return;
  }
  switch (param->param) {
    case ModelParam::BaseUrl:
    case ModelParam::Ca:
    case ModelParam::Tag: check_as(*arg.value, plain(TypeKind::String)); return;
    case ModelParam::ApiKey: check_as(*arg.value, plain(TypeKind::Secret)); return;
    case ModelParam::Concurrency:
    case ModelParam::Retries: check_as(*arg.value, plain(TypeKind::Int)); return;
    case ModelParam::Rpm:
    case ModelParam::Tpm: check_as(*arg.value, plain(TypeKind::Float)); return;
    case ModelParam::Timeout: check_as(*arg.value, plain(TypeKind::Duration)); return;
    case ModelParam::Price: check_price(*arg.value); return;
    case ModelParam::Headers:
    case ModelParam::Tags: check_texts(*arg.value); return;
    case ModelParam::Sample:
      check(*arg.value);
      error(Code::UnknownArgument, arg.name.span, "`sample` belongs to a use of the model",
            "which of several answers is said where it is asked");
      return;
  }
}

void Checker::check_price(const Expr& value) {
  check(value);
  if (const auto* zero = value.try_as<IntExpr>(); zero && zero->value == 0) return;
  const auto* record = value.try_as<RecordExpr>();
  const bool is_price = record && std::ranges::all_of(record->entries, [](const Entry& entry) {
                          const bool is_known =
                              entry.key.text == "input" || entry.key.text == "output" || entry.key.text == "cached";
                          return is_known && entry.value->kind == ExprKind::Money;
                        });
  if (is_price) return;
  auto& diagnostic = error(Code::TypeMismatch, value.span, "a price is dollars for a million tokens");
  diagnostic.hints.push_back({"write `price = {input: $1.50, output: $2.00}`, or `price = 0`", {}});
}

void Checker::check_texts(const Expr& value) {
  const TypeId have = check(value);
  const plan::Type record = type(have);
  const bool is_texts =
      record.kind == TypeKind::Error ||
      (record.kind == TypeKind::Record && std::ranges::all_of(record.fields, [&](const plan::Field& field) {
         return is_text(module_.types, field.type) || type(field.type).kind == TypeKind::Secret;
       }));
  if (!is_texts)
    error(Code::TypeMismatch, value.span, "a record of texts is needed here", fmt::format("this is `{}`", show(have)));
}

}  // namespace sdg::sema
