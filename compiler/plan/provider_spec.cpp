#include "compiler/plan/provider_spec.h"

#include <algorithm>

#include "compiler/plan/plan.h"

namespace sdg::plan {
namespace {

constexpr ProviderSpec kProviders[] = {
#define SDG_PROVIDER(Name, text, support, form, base_url, doc, example) \
  {ProviderKind::Name, text, Support::support, ProviderForm::form, base_url, doc, example},
#include "compiler/plan/providers.def"
};

constexpr ModelParamSpec kModelParams[] = {
#define SDG_MODEL_PARAM(Name, text, type, doc, example) {ModelParam::Name, text, type, doc, example},
#include "compiler/plan/providers.def"
};

template <class Spec>
const Spec* find(std::span<const Spec> specs, std::string_view name) {
  const auto found = std::ranges::find(specs, name, &Spec::name);
  return found == specs.end() ? nullptr : &*found;
}

}  // namespace

std::span<const ProviderSpec> providers() { return kProviders; }

const ProviderSpec* find_provider(std::string_view name) { return find(providers(), name); }

std::span<const ModelParamSpec> model_params() { return kModelParams; }
std::span<const std::string_view> request_params() {
  static constexpr std::string_view kParams[] = {
#define SDG_REQUEST_PARAM(text) text,
#include "compiler/plan/providers.def"
  };
  return kParams;
}

const ModelParamSpec* find_model_param(std::string_view name) { return find(model_params(), name); }

bool answers_as_sim(const ModelSpec& model) { return model.provider == "sim" || model.base_url.starts_with("sim:"); }

}  // namespace sdg::plan
