#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/plan/dataset_json.h"
#include "compiler/plan/plan.h"
#include "compiler/plan/pretty_json.h"

namespace sdg::plan {
namespace {

constexpr std::int64_t kFormVersion = 1;
constexpr std::string_view kHidden = "***";

/// Where a secret comes from, never what it is.
Value secret_value(const SecretText& secret) {
  if (!secret.is_set()) return Value();
  RecordBuilder out;
  if (secret.env_name.empty()) {
    out.add("text", kHidden);
  } else {
    out.add("env", secret.env_name);
  }
  return out.build();
}

/// Without the user part and the query, which may hold credentials.
std::string shown_url(std::string_view url) {
  const std::size_t scheme = url.find("://");
  const std::size_t host = scheme == std::string_view::npos ? 0 : scheme + 3;
  const std::size_t path = std::min(url.find_first_of("/?#", host), url.size());
  const std::size_t user_end = url.substr(host, path - host).rfind('@');
  std::string shown(url.substr(0, host));
  shown += url.substr(user_end == std::string_view::npos ? host : host + user_end + 1);
  return shown.substr(0, shown.find_first_of("?#"));
}

Value headers_value(const ModelSpec& model) {
  RecordBuilder out;
  for (const auto& [name, value] : model.headers) out.add(name, secret_value(value));
  return out.build();
}

Value price_value(const Price& price) {
  RecordBuilder out;
  return out.add("input", Value(price.input))
      .add("output", Value(price.output))
      .add("cached", Value(price.cached))
      .build();
}

void add_limits(RecordBuilder& out, const ModelSpec& model) {
  out.add("concurrency", whole_value(model.concurrency));
  if (model.requests_per_minute) out.add("requests_per_minute", Value(*model.requests_per_minute));
  if (model.tokens_per_minute) out.add("tokens_per_minute", Value(*model.tokens_per_minute));
  out.add("timeout_ms", Value(model.timeout_ms)).add("retries", whole_value(model.retries));
  if (model.price) out.add("price", price_value(*model.price));
}

Value command_value(const CommandSpec& command) {
  RecordBuilder out, files, env;
  for (const auto& file : command.files) files.add(file.path, file.digest.hex());
  for (const auto& [name, value] : command.env) env.add(name, secret_value(value));
  out.add("words", texts_value(command.words));
  if (!command.files.empty()) out.add("files", files.build());
  if (!command.env.empty()) out.add("env", env.build());
  return out.build();
}

Value model_value(const Plan& plan, const ModelSpec& model) {
  RecordBuilder out;
  out.add("name", model.name).add("provider", model.provider).add("id", model.id);
  if (!model.base_url.empty()) out.add("base_url", shown_url(model.base_url));
  if (!model.tag.empty()) out.add("tag", model.tag);
  out.add("parameters", options_as_value(model.parameters));
  if (model.api_key.is_set()) out.add("api_key", secret_value(model.api_key));
  if (!model.headers.empty()) out.add("headers", headers_value(model));
  if (!model.ca_file.empty()) out.add("ca_file", model.ca_file);
  add_limits(out, model);
  if (model.command.is_set()) out.add("command", command_value(model.command));
  if (!model.members.empty()) {
    std::vector<Value> members;
    for (const ModelId member : model.members) members.push_back(Value::string(plan.models[member.index].name));
    out.add("members", Value::list(std::move(members)));
  }
  return out.add("span", span_as_value(model.span)).build();
}

Value external_value(const Plan& plan, const ExternalSpec& external) {
  RecordBuilder out;
  out.add("name", external.name).add("command", command_value(external.command));
  out.add("timeout_ms", Value(external.timeout_ms)).add("workers", whole_value(external.workers));
  out.add("params", texts_value(external.params)).add("result", plan.types.show(external.result));
  return out.add("span", span_as_value(external.span)).build();
}

Value labels_value(const SourceSpec& source) {
  RecordBuilder out;
  for (const auto& [column, names] : source.labels) {
    RecordBuilder labels;
    for (const auto& [written, name] : names) labels.add(written, name);
    out.add(column, labels.build());
  }
  return out.build();
}

Value source_value(const Plan& plan, const SourceSpec& source) {
  RecordBuilder out;
  out.add("name", source.name).add("format", source.format).add("path", source.path);
  out.add("row", plan.types.show(source.row));
  if (!source.options.empty()) out.add("options", options_as_value(source.options));
  if (!source.renamed.empty()) {
    RecordBuilder renamed;
    for (const auto& [written, name] : source.renamed) renamed.add(written, name);
    out.add("rename", renamed.build());
  }
  if (!source.labels.empty()) out.add("labels", labels_value(source));
  return out.add("span", span_as_value(source.span)).build();
}

/// A template by what it is made of: its text stands in the digest only.
Value template_value(const JinjaTemplate& jinja) {
  RecordBuilder reaches;
  for (const auto& reach : jinja.reaches) reaches.add(reach.written, whole_value(reach.target.index));
  RecordBuilder out;
  out.add("path", jinja.path).add("digest", jinja.digest.hex());
  if (!jinja.reaches.empty()) out.add("reaches", reaches.build());
  return out.build();
}

/// A field as the program writes it, with what goes to the model beside the type.
Value field_value(const Plan& plan, const Field& field) {
  if (field.doc.empty() && !field.default_value) return Value::string(plan.types.show(field.type));
  RecordBuilder out;
  out.add("type", plan.types.show(field.type));
  if (!field.doc.empty()) out.add("doc", field.doc);
  if (field.default_value) out.add("default", *field.default_value);
  return out.build();
}

/// The schemas that types are shown by.
Value schemas_value(const Plan& plan) {
  RecordBuilder schemas;
  for (std::uint32_t i = 0; i < plan.types.size(); ++i) {
    const Type& type = plan.types[TypeId{i}];
    if (type.kind != TypeKind::Record || type.name.empty()) continue;
    RecordBuilder fields;
    for (const auto& field : type.fields) fields.add(field.name, field_value(plan, field));
    schemas.add(type.name, fields.build());
  }
  return schemas.build();
}

}  // namespace

std::string to_json(const Plan& plan) {
  std::vector<Value> models, sources, externals, templates, datasets;
  for (const auto& model : plan.models) models.push_back(model_value(plan, model));
  for (const auto& source : plan.sources) sources.push_back(source_value(plan, source));
  for (const auto& external : plan.externals) externals.push_back(external_value(plan, external));
  for (const auto& jinja : plan.templates) templates.push_back(template_value(jinja));
  for (const auto& dataset : plan.datasets) datasets.push_back(dataset_as_value(plan, dataset));
  RecordBuilder out;
  out.add("version", Value(kFormVersion)).add("schemas", schemas_value(plan));
  out.add("models", Value::list(std::move(models))).add("sources", Value::list(std::move(sources)));
  if (!externals.empty()) out.add("externals", Value::list(std::move(externals)));
  if (!templates.empty()) out.add("templates", Value::list(std::move(templates)));
  return to_pretty_json(out.add("datasets", Value::list(std::move(datasets))).build());
}

}  // namespace sdg::plan
