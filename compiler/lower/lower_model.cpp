#include "compiler/lower/lower_model.h"

#include <fmt/format.h>

#include "compiler/lower/lower_command.h"
#include "compiler/plan/provider_spec.h"
#include "compiler/sema/paths.h"

namespace sdg::lower {

using namespace syntax;
using plan::ModelParam;
using plan::ValueKind;

namespace {

class ModelLowerer {
 public:
  ModelLowerer(const Module& module, const Inputs& inputs, plan::TypeTable& types, diag::DiagSink& diags)
      : module_(module),
        inputs_(inputs),
        diags_(diags),
        lowerer_(module, no_models_, inputs, types, scratch_, nullptr, diags, no_places_),
        command_(module, inputs, lowerer_, diags) {}

  plan::ModelSpec lower(const sema::ModelInfo& info) {
    spec_.name = std::string(info.decl->name.text);
    spec_.provider = info.provider;
    spec_.span = info.decl->name.span;
    const plan::ProviderSpec* provider = plan::find_provider(info.provider);
    if (provider) spec_.base_url = std::string(provider->default_base_url);
    if (provider && info.id) put_subject(info, *provider);
    for (const std::uint32_t member : info.members) spec_.members.push_back({member});
    program_ = module_.scopes[info.scope].path;
    for (const auto& [name, value] : info.settings) put(name, *value);
    while (spec_.base_url.size() > 1 && spec_.base_url.back() == '/') spec_.base_url.pop_back();
    if (spec_.tag.empty()) spec_.tag = usual_tag();
    return std::move(spec_);
  }

 private:
  void put_subject(const sema::ModelInfo& info, const plan::ProviderSpec& provider) {
    switch (provider.form) {
      case plan::ProviderForm::Id:
      case plan::ProviderForm::MaybeId: spec_.id = text(*info.id); return;
      case plan::ProviderForm::Recording:
        spec_.id = sema::path_beside(module_.scopes[info.scope].path, text(*info.id));
        return;
      case plan::ProviderForm::Command: spec_.command.words = command_.words(*info.id, info.port_local); return;
      case plan::ProviderForm::Members: return;
    }
  }

  /// Which weights answer: who is asked, or what is started, wherever it listens.
  std::string usual_tag() const {
    if (plan::answers_as_sim(spec_)) return "sim";
    if (!spec_.command.is_set()) return spec_.base_url;
    std::string tag;
    for (const std::string& word : spec_.command.words) {
      if (word != kPort) tag += (tag.empty() ? "" : " ") + word;
    }
    for (const plan::FileUse& file : spec_.command.files) tag += " " + file.digest.hex();
    return tag + weights_stamp();
  }

  /// What stands in a file of weights is too much to be read: how large it is, and when it was written, has to do.
  std::string weights_stamp() const {
    std::string stamp;
    const auto& words = spec_.command.words;
    for (std::size_t i = 1; inputs_.stamp_file && i < words.size(); ++i) {
      constexpr std::string_view kLong = "--model=";
      std::string path;
      if (words[i - 1] == "-m" || words[i - 1] == "--model") path = words[i];
      if (words[i].starts_with(kLong)) path = words[i].substr(kLong.size());
      const auto found = path.empty() ? std::nullopt : inputs_.stamp_file(sema::path_beside(program_, path));
      if (found) stamp += " " + *found;
    }
    return stamp;
  }

  void put(const std::string& name, const Expr& value) {
    const plan::ModelParamSpec* param = plan::find_model_param(name);
    if (!param) {
      const Value constant = constant_of(value);
      if (!constant.is_null()) spec_.parameters.emplace_back(name, constant);
      return;
    }
    switch (param->param) {
      case ModelParam::BaseUrl: put_text(spec_.base_url, value); return;
      case ModelParam::Ca: put_path(spec_.ca_file, value); return;
      case ModelParam::Tag: put_text(spec_.tag, value); return;
      case ModelParam::ApiKey: spec_.api_key = command_.secret(value); return;
      case ModelParam::Headers: spec_.headers = command_.texts(value); return;
      case ModelParam::Files: spec_.command.files = command_.files(value, program_); return;
      case ModelParam::Env: spec_.command.env = command_.texts(value); return;
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
  void put_path(std::string& place, const Expr& value) {
    const std::string written = text(value);
    if (!written.empty()) place = sema::path_beside(program_, written);
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

  const Module& module_;
  const Inputs& inputs_;
  diag::DiagSink& diags_;
  const std::vector<plan::ModelSpec> no_models_;  // a model asks none
  plan::Dataset scratch_;
  const Places no_places_;
  Lowerer lowerer_;
  CommandLowerer command_;
  std::string program_;  // the file that the model stands in
  plan::ModelSpec spec_;
};

}  // namespace

plan::ModelSpec lower_model(const Module& module, const sema::ModelInfo& info, const Inputs& inputs,
                            plan::TypeTable& types, diag::DiagSink& diags) {
  return ModelLowerer(module, inputs, types, diags).lower(info);
}

}  // namespace sdg::lower
