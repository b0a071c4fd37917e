#include "runtime/model/ask_plan.h"

#include <algorithm>
#include <utility>

#include "compiler/plan/number_text.h"
#include "compiler/plan/provider_spec.h"
#include "runtime/model/endpoint.h"
#include "runtime/model/url.h"

namespace sdg::model {
namespace {

struct PrivateField {
  std::string_view name;
  bool limits_output;
};
constexpr PrivateField kPrivateFields[] = {
#define SDG_PRIVATE_FIELD(name, limits_output) {name, limits_output},
#include "runtime/model/body_fields.def"
#undef SDG_PRIVATE_FIELD
};

const PrivateField* find_private(std::string_view name) {
  const auto found = std::ranges::find(kPrivateFields, name, &PrivateField::name);
  return found == std::end(kPrivateFields) ? nullptr : found;
}

/// We read replies whole, so nobody else decides about streaming.
bool is_never_sent(std::string_view name) { return name == "stream" || name == "stream_options"; }

/// `tags` is ours by name, but travels as the metadata that proxies and logs look at.
std::optional<std::string_view> sent_name(std::string_view name) {
  if (name == "tags") return "metadata";
  if (plan::find_model_param(name) || is_never_sent(name)) return std::nullopt;
  return name;
}

/// The last word wins; null leaves the field out.
void set_field(std::vector<BodyField>& fields, std::string_view name, const plan::Value& value) {
  const auto sent = sent_name(name);
  if (!sent) return;
  const auto place = std::ranges::lower_bound(fields, *sent, {}, &BodyField::name);
  const bool present = place != fields.end() && place->name == *sent;
  if (value.is_null()) {
    if (present) fields.erase(place);
  } else if (present) {
    place->json = plan::to_json(value);
  } else {
    fields.insert(place, {std::string(*sent), plan::to_json(value)});
  }
}

std::string tag_of(const plan::ModelSpec& model) {
  if (plan::answers_as_sim(model)) return "sim";
  if (!model.tag.empty() && model.tag != model.base_url) return model.tag;
  return canonical_place(base_url(model));
}

std::optional<plan::Regex> regex_of(const plan::ReplyFormat& format) {
  if (format.kind != plan::ReplyFormat::Kind::Regex || format.args.empty()) return std::nullopt;
  auto compiled = plan::Regex::compile(format.args.front());
  return compiled ? std::optional(std::move(*compiled)) : std::nullopt;
}

}  // namespace

bool is_in_key(std::string_view body_field) { return find_private(body_field) == nullptr; }

bool is_output_limit(std::string_view body_field) {
  const auto* field = find_private(body_field);
  return field && field->limits_output;
}

AskPlan collect_ask(const plan::Plan& plan, const plan::Dataset& dataset, const plan::Ask& ask) {
  const auto& model = plan.models[ask.model.index];
  AskPlan result{plan.types, model, ask, {}, tag_of(model), model.id, {}, {}, {}, {}, {}, {}, {}, {}, {}};
  result.conformer = std::make_shared<const value::Conformer>(plan.types);
  result.regex = regex_of(ask.format);
  for (const auto& [name, value] : model.parameters) set_field(result.fields, name, value);
  for (const auto& setting : ask.settings) {
    const auto& node = dataset[setting.value];
    if (node.kind == plan::NodeKind::Constant) {
      set_field(result.fields, setting.name, dataset.constants[node.payload]);
    } else {
      result.computed.push_back(setting.name);
    }
  }
  return result;
}

std::vector<BodyField> body_fields(const AskPlan& plan, const Prompt& prompt) {
  auto fields = plan.fields;
  for (const auto& [name, value] : prompt.settings) {
    if (std::ranges::find(plan.computed, name) != plan.computed.end()) set_field(fields, name, value);
  }
  return fields;
}

std::optional<std::int64_t> output_limit(const AskPlan& plan, const Prompt& prompt) {
  std::optional<std::int64_t> limit;
  const auto note = [&](const BodyField& field) {
    if (!is_output_limit(field.name)) return;
    if (const auto number = plan::parse_whole(field.json)) limit = std::min(limit.value_or(*number), *number);
  };
  if (plan.computed.empty()) {
    std::ranges::for_each(plan.fields, note);
  } else {
    std::ranges::for_each(body_fields(plan, prompt), note);
  }
  return limit;
}

}  // namespace sdg::model
