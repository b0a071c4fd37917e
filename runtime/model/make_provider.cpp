#include <fmt/format.h>

#include "compiler/plan/plan.h"
#include "compiler/plan/provider_spec.h"
#include "runtime/model/chat_provider.h"

namespace sdg::model {

/// Who answers for a model. A new provider has its line here.
Result<std::unique_ptr<Provider>> make_provider(const plan::ModelSpec& model, const Surroundings& surroundings) {
  if (plan::answers_as_sim(model)) return make_sim(model);
  const auto* spec = plan::find_provider(model.provider);
  if (!spec) return Failure{fmt::format("model `{}`: there is no provider `{}`", model.name, model.provider)};
  switch (spec->kind) {
    case plan::ProviderKind::OpenAi:
    case plan::ProviderKind::Ollama: return make_openai(model, surroundings);
    case plan::ProviderKind::Sim: return make_sim(model);
    case plan::ProviderKind::Replay: return make_replay(model);
    case plan::ProviderKind::OpenAiResponses:
    case plan::ProviderKind::Anthropic:
    case plan::ProviderKind::Azure:
    case plan::ProviderKind::Server:
    case plan::ProviderKind::Command:
    case plan::ProviderKind::Fallback:
    case plan::ProviderKind::Spread: break;  // refused before a run begins
  }
  return Failure{fmt::format("model `{}`: provider `{}` cannot answer", model.name, model.provider)};
}

}  // namespace sdg::model
