#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <functional>

#include "compiler/diag/suggestion.h"
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
    if (const auto* id = value.try_as<StringExpr>()) {
      const std::string meant = fmt::format("openai({})", surroundings_.sources.text(id->span));
      diagnostic.hints.push_back({fmt::format("write `{}`", meant), {{id->span, meant}}});
    } else {
      diagnostic.hints.push_back({"write `openai(\"gpt-4.1-mini\")`", {}});
    }
    return;
  }
  const plan::ProviderSpec* provider = plan::find_provider(callee->name.text);
  if (!provider) {
    report_unknown_provider(callee->name);
    return;
  }
  info.provider = std::string(provider->name);
  refuse_twice(call->args);
  if (provider->form == plan::ProviderForm::Members) return check_members(info, *call);
  for (const Arg& arg : call->args) {
    const bool is_id = arg.name.text == "model" || arg.name.text == "id" || arg.name.text == "model_name";
    if (is_id && !info.id && provider->form == plan::ProviderForm::Id && arg.value->kind == ExprKind::String) {
      const source::Span sign{arg.name.span.file, arg.name.span.begin, arg.value->span.begin};
      error(Code::ModelId, arg.name.span, "the id of a model stands first, without a name")
          .hints.push_back({fmt::format("leave `{} =` out", arg.name.text), {{sign, ""}}});
      info.id = arg.value;
    } else if (!arg.name.text.empty()) {
      check_setting(info, *provider, arg);
    }
  }
  check_model_subject(info, *provider, *call);
  for (const Arg& arg : call->args) refuse_unsettled(*arg.value, "what a model is declared with");
}

/// What stands in the parentheses without a name: the id of the model, a command, the file of a recording.
void Checker::check_model_subject(ModelInfo& info, const plan::ProviderSpec& provider, const CallExpr& call) {
  const ListMark locals(place_.locals);
  if (provider.kind == plan::ProviderKind::Server) info.port_local = bind("port", plain(TypeKind::String), call.span);
  for (const Arg& arg : call.args) {
    if (!arg.name.text.empty()) continue;
    if (info.id) {
      check(*arg.value);
      error(Code::TooManyArguments, arg.value->span, "a model has one id", "everything else is given by name");
    } else {
      if (!report_unquoted_id(arg)) check_as(*arg.value, plain(TypeKind::String));
      const auto* text = arg.value->try_as<StringExpr>();
      if (provider.kind == plan::ProviderKind::Sim && text && text->is_plain())
        check_sim_text(*text, text->plain_text());
      info.id = arg.value;
    }
  }
  if (info.id) return;
  switch (provider.form) {
    case plan::ProviderForm::MaybeId:
    case plan::ProviderForm::Members: return;
    case plan::ProviderForm::Id: {
      auto& diagnostic = error(Code::ModelId, call.args_span, "the id of the model is missing");
      diagnostic.hints.push_back(
          {fmt::format("write `{}(\"…\")`, with the id as the provider knows it", provider.name), {}});
      return;
    }
    case plan::ProviderForm::Command: {
      auto& diagnostic = error(Code::ModelId, call.args_span, "the command to start is missing");
      diagnostic.hints.push_back({"write `server(\"llama-server -m model.gguf --port {port}\")`", {}});
      return;
    }
    case plan::ProviderForm::Recording: {
      auto& diagnostic = error(Code::ModelId, call.args_span, "the file of the recording is missing");
      diagnostic.hints.push_back({"write `replay(\"replies.jsonl\")`", {}});
      return;
    }
  }
}

/// `fallback(a, b)`, `spread(a, b)`: other models, which have settings of their own.
void Checker::check_members(ModelInfo& info, const CallExpr& call) {
  for (const Arg& arg : call.args) {
    if (!arg.name.text.empty()) {
      check(*arg.value);
      auto& diagnostic =
          error(Code::UnknownArgument, arg.name.span, fmt::format("`{}` has no settings of its own", info.provider));
      diagnostic.hints.push_back({"give them to the models that it is made of", {}});
      continue;
    }
    const auto* name = arg.value->try_as<NameExpr>();
    const Symbol symbol = declared(*arg.value);
    if (symbol.kind == SymbolKind::Error) continue;
    if (symbol.kind == SymbolKind::Model) {
      module_.symbols[arg.value->id] = symbol;
      info.members.push_back(symbol.index);
      continue;
    }
    auto& diagnostic = error(Code::ModelMember, arg.value->span,
                             fmt::format("`{}` takes models that are declared", info.provider), "this is none");
    if (name) suggest(diagnostic, name->name, names_of(SymbolKind::Model));
    if (diagnostic.hints.empty()) diagnostic.hints.push_back({"give it a name: `model a = openai(\"…\")`", {}});
  }
  if (call.args.empty()) error(Code::ModelId, call.args_span, "the models it is made of are missing");
}

void Checker::refuse_member_cycles() {
  std::vector<Progress> progress(module_.models.size());
  const std::function<void(std::uint32_t)> visit = [&](std::uint32_t index) {
    ModelInfo& model = module_.models[index];
    progress[index] = Progress::Running;
    std::erase_if(model.members, [&](std::uint32_t member) {
      if (progress[member] != Progress::Running) return false;
      error(Code::ModelMember, model.decl->name.span,
            fmt::format("the model `{}` is made of itself", model.decl->name.text));
      return true;
    });
    for (const std::uint32_t member : model.members) {
      if (progress[member] == Progress::None) visit(member);
    }
    progress[index] = Progress::Done;
  };
  for (std::uint32_t i = 0; i < module_.models.size(); ++i) {
    if (progress[i] == Progress::None) visit(i);
  }
}

void Checker::report_unknown_provider(const Name& name) {
  auto& diagnostic = error(Code::UnknownProvider, name.span, fmt::format("there is no provider `{}`", name.text));
  std::vector<std::string_view> names;
  for (const plan::ProviderSpec& provider : plan::providers()) names.push_back(provider.name);
  suggest(diagnostic, name, names);
  diagnostic.notes.push_back(fmt::format("there are `{}`", fmt::join(names, "`, `")));
}

/// `openai(gpt-4)`: a name that stands for nothing, with the signs that ids have.
bool Checker::report_unquoted_id(const Arg& arg) {
  const std::string_view text = surroundings_.sources.text(arg.value->span);
  const bool is_word = std::ranges::all_of(text, [](char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 ||
           std::string_view("-_./:").find(c) != std::string_view::npos;
  });
  const std::string_view first = text.substr(0, text.find_first_of("-./:"));
  if (!is_word || arg.value->kind == ExprKind::Error || look_up(first).kind != SymbolKind::None) return false;
  error(Code::ModelId, arg.value->span, "the id of a model is a text")
      .hints.push_back({fmt::format("write `\"{}\"`", text), {{arg.value->span, fmt::format("\"{}\"", text)}}});
  return true;
}

/// What is nearly called like a known parameter is one, and would be lost without a word.
void Checker::warn_of_param_name(const Name& name) {
  std::vector<std::string_view> known(plan::request_params().begin(), plan::request_params().end());
  for (const plan::ModelParamSpec& ours : plan::model_params()) known.push_back(ours.name);
  if (std::ranges::find(known, name.text) != known.end()) return;
  auto hint = diag::did_you_mean(name.text, name.span, known);
  if (!hint) return;
  error(Code::ModelParamName, name.span, fmt::format("no provider is known to take `{}`", name.text),
        "it is sent as it stands")
      .hints.push_back(std::move(*hint));
}

/// Ours have a type; what is not ours goes to the provider as it is.
void Checker::check_setting(ModelInfo& info, const plan::ProviderSpec& provider, const Arg& arg) {
  info.settings.emplace_back(std::string(arg.name.text), arg.value);
  const plan::ModelParamSpec* param = plan::find_model_param(arg.name.text);
  check_amount(arg.name, *arg.value);
  if (!param) {
    provider.kind == plan::ProviderKind::Sim ? warn_of_param_of_sim(arg.name) : warn_of_param_name(arg.name);
    check(*arg.value);
    return;
  }
  switch (param->param) {
    case ModelParam::BaseUrl: return check_base_url(*arg.value);
    case ModelParam::Ca:
    case ModelParam::Tag: check_as(*arg.value, plain(TypeKind::String)); return;
    case ModelParam::ApiKey: {
      const TypeId secret = plain(TypeKind::Secret);
      check(*arg.value, {secret, secret, true});
      return;
    }
    case ModelParam::Concurrency:
    case ModelParam::Retries: check_as(*arg.value, plain(TypeKind::Int)); return;
    case ModelParam::Rpm:
    case ModelParam::Tpm: check_as(*arg.value, plain(TypeKind::Float)); return;
    case ModelParam::Timeout: check_as(*arg.value, plain(TypeKind::Duration)); return;
    case ModelParam::Price: check_price(*arg.value); return;
    case ModelParam::Headers: check_texts(*arg.value, true); return;
    case ModelParam::Tags: check_texts(*arg.value, false); return;
    case ModelParam::Files:
    case ModelParam::Env:
      if (param->param == ModelParam::Env) check_texts(*arg.value, true);
      if (param->param == ModelParam::Files) check_files(*arg.value);
      if (provider.form == plan::ProviderForm::Command) return;
      error(Code::UnknownArgument, arg.name.span,
            fmt::format("`{}` starts nothing that could be given `{}`", provider.name, arg.name.text),
            "of `server` and `command`");
      return;
    case ModelParam::Sample:
      check(*arg.value);
      error(Code::UnknownArgument, arg.name.span, "`sample` belongs to a use of the model",
            "which of several answers is said where it is asked");
      return;
  }
}

/// Files that decide what a command does: plain texts, since what stands in them is part of what is known.
void Checker::check_files(const Expr& value) {
  check_as(value, module_.types.list_of(plain(TypeKind::String)));
  const auto* list = value.try_as<ListExpr>();
  const bool is_plain = list && std::ranges::all_of(list->items, [](const Item& item) {
                          const auto* text = item.value->try_as<StringExpr>();
                          return !item.spread && text && text->is_plain();
                        });
  if (is_plain || value.kind == ExprKind::Error || type(module_.type_of(value)).kind == TypeKind::Error) return;
  error(Code::NotConstant, value.span, "files are named by a list of plain texts",
        "what stands in them is part of what a value is known by");
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

void Checker::check_texts(const Expr& value, bool may_be_secret) {
  const TypeId have = check(value, {{}, {}, may_be_secret});
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
