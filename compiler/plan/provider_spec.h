#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

#include "compiler/plan/support.h"

namespace sdg::plan {

struct ModelSpec;

enum class ProviderKind : std::uint8_t {
#define SDG_PROVIDER(Name, text, support, form, base_url, doc, example) Name,
#include "compiler/plan/providers.def"
};

/// What stands in the parentheses of a provider without a name.
enum class ProviderForm : std::uint8_t { Id, MaybeId, Command, Recording, Members };

/// Who can answer, as the program names it.
struct ProviderSpec {
  ProviderKind kind;
  std::string_view name;
  Support support;
  ProviderForm form;
  std::string_view default_base_url;
  std::string_view doc;
  std::string_view example;
};
std::span<const ProviderSpec> providers();
const ProviderSpec* find_provider(std::string_view name);

enum class ModelParam : std::uint8_t {
#define SDG_MODEL_PARAM(Name, text, type, doc, example) Name,
#include "compiler/plan/providers.def"
};

/// A parameter of a model that is ours: it is not sent to the provider.
struct ModelParamSpec {
  ModelParam param;
  std::string_view name;
  std::string_view type;
  std::string_view doc;
  std::string_view example;
};
std::span<const ModelParamSpec> model_params();
const ModelParamSpec* find_model_param(std::string_view name);

/// What providers are known to take in a request; what is not here is sent all the same.
std::span<const std::string_view> request_params();

/// Whether the built-in offline model answers for this one: it is free, and no network is touched.
bool answers_as_sim(const ModelSpec& model);

}  // namespace sdg::plan
