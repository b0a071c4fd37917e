#include "compiler/lower/lower_model.h"

#include <fmt/format.h>

#include "compiler/lower/lowerer.h"
#include "compiler/plan/provider_spec.h"

namespace sdg::lower {

using namespace syntax;
using plan::ModelParam;
using plan::SecretText;
using plan::ValueKind;

namespace {

class ModelLowerer {
 public:
  ModelLowerer(const Module& module, const Inputs& inputs, plan::TypeTable& types, diag::DiagSink& diags)
      : module_(module),
        inputs_(inputs),
        diags_(diags),
        lowerer_(module, no_models_, inputs, types, scratch_, nullptr, diags) {}

  plan::ModelSpec lower(const sema::ModelInfo& info) {
    spec_.name = std::string(info.decl->name.text);
    spec_.provider = info.provider;
    spec_.span = info.decl->name.span;
    if (info.id) spec_.id = text(*info.id);
    const plan::ProviderSpec* provider = plan::find_provider(info.provider);
    if (provider) spec_.base_url = std::string(provider->default_base_url);
    for (const auto& [name, value] : info.settings) put(name, *value);
    while (spec_.base_url.size() > 1 && spec_.base_url.back() == '/') spec_.base_url.pop_back();
    if (spec_.tag.empty()) spec_.tag = plan::answers_as_sim(spec_) ? "sim" : spec_.base_url;
    return std::move(spec_);
  }

 private:
  void put(const std::string& name, const Expr& value) {
    const plan::ModelParamSpec* param = plan::find_model_param(name);
    if (!param) {
      const Value constant = constant_of(value);
      if (!constant.is_null()) spec_.parameters.emplace_back(name, constant);
      return;
    }
    switch (param->param) {
      case ModelParam::BaseUrl: put_text(spec_.base_url, value); return;
      case ModelParam::Ca: put_text(spec_.ca_file, value); return;
      case ModelParam::Tag: put_text(spec_.tag, value); return;
      case ModelParam::ApiKey: spec_.api_key = secret(value); return;
      case ModelParam::Headers: put_headers(value); return;
      case ModelParam::Concurrency: spec_.concurrency = static_cast<std::uint32_t>(positive(value, 1)); return;
      case ModelParam::Retries: spec_.retries = static_cast<std::uint32_t>(positive(value, 0)); return;
      case ModelParam::Rpm: spec_.requests_per_minute = number(value); return;
      case ModelParam::Tpm: spec_.tokens_per_minute = number(value); return;
      case ModelParam::Timeout: put_timeout(value); return;
      case ModelParam::Price: spec_.price = price(value); return;
      case ModelParam::Tags:
      case ModelParam::Sample: return;  // metadata for a proxy; `sample` belongs to a use
    }
  }

  Value constant_of(const Expr& value) {
    const Value* constant = lowerer_.constant_of(lowerer_.lower_line(value, spec_.name));
    if (constant) return *constant;
    diags_.report(diag::Code::NotConstant, value.span, "a model is the same in every row",
                  "this is only known in a row");
    return {};
  }

  std::string text(const Expr& value) {
    const Value constant = constant_of(value);
    return constant.is_string() ? constant.text() : std::string();
  }
  void put_text(std::string& place, const Expr& value) {
    std::string written = text(value);
    if (!written.empty()) place = std::move(written);
  }
  double number(const Expr& value) {
    const Value constant = constant_of(value);
    return constant.is_number() ? constant.as_float() : 0;
  }
  std::int64_t positive(const Expr& value, std::int64_t least) {
    const Value constant = constant_of(value);
    if (constant.kind() != ValueKind::Int) return least;
    if (constant.as_int() >= least && constant.as_int() <= 1'000'000) return constant.as_int();
    diags_.report(diag::Code::BadBound, value.span,
                  fmt::format("this must be at least {}, and at most 1,000,000", least));
    return least;
  }
  void put_timeout(const Expr& value) {
    const Value constant = constant_of(value);
    if (constant.kind() == ValueKind::Duration) spec_.timeout_ms = constant.ticks();
  }

  plan::Price price(const Expr& value) {
    plan::Price result;
    const Value constant = constant_of(value);
    if (!constant.is_record()) return result;
    const auto part = [&](std::string_view name) {
      const Value* found = constant.field(name);
      return found ? found->as_int() : 0;
    };
    return {part("input"), part("output"), part("cached")};
  }

  void put_headers(const Expr& value) {
    if (const auto* record = value.try_as<RecordExpr>()) {
      for (const Entry& entry : record->entries)
        spec_.headers.emplace_back(std::string(entry.key.text), secret(*entry.value));
    }
  }

  /// Where a secret is found: its value is looked up by who sends it, and by nobody else.
  SecretText secret(const Expr& value) {
    if (const auto* paren = value.try_as<ParenExpr>()) return secret(*paren->inner);
    if (const CallInfo* call = module_.call(value); call && is_env(*call)) {
      SecretText result{text(*call->args[0]), call->args.size() > 1 ? text(*call->args[1]) : std::string()};
      // Unset and without a default is a mistake of the run, told by lowering the call.
      if (call->args.size() == 1) text(value);
      return result;
    }
    const sema::Symbol symbol = value.kind == ExprKind::Name ? module_.symbols[value.id] : sema::Symbol{};
    if (symbol.kind != SymbolKind::Param) return {{}, text(value)};
    const ParamDecl& param = *module_.params[symbol.index].decl;
    const bool is_given = inputs_.params.contains(std::string(param.name.text));
    return is_given || !param.default_value ? SecretText{{}, text(value)} : secret(*param.default_value);
  }
  static bool is_env(const CallInfo& call) {
    return call.target.kind == SymbolKind::Builtin && static_cast<Builtin>(call.target.index) == Builtin::Env;
  }

  const Module& module_;
  const Inputs& inputs_;
  diag::DiagSink& diags_;
  const std::vector<plan::ModelSpec> no_models_;  // a model asks none
  plan::Dataset scratch_;
  Lowerer lowerer_;
  plan::ModelSpec spec_;
};

}  // namespace

plan::ModelSpec lower_model(const Module& module, const sema::ModelInfo& info, const Inputs& inputs,
                            plan::TypeTable& types, diag::DiagSink& diags) {
  return ModelLowerer(module, inputs, types, diags).lower(info);
}

}  // namespace sdg::lower
