#include "compiler/plan/program_digest.h"

#include <cstdint>
#include <string>

#include "compiler/plan/encode_value.h"

namespace sdg::plan {
namespace {

/// Whether a parameter of a model can change a reply that ended by itself.
bool is_in_key(std::string_view parameter) {
#define SDG_PRIVATE_FIELD(name, limits_output) \
  if (parameter == name) return false;
#include "compiler/plan/body_fields.def"
#undef SDG_PRIVATE_FIELD
  return true;
}

void encode_bound(Encoder& encoder, std::string_view tag, const std::optional<double>& bound) {
  if (bound) encoder.real(tag, *bound);
}

/// What it is given from the environment is a credential.
void encode_command(Encoder& encoder, const CommandSpec& command) {
  for (const auto& word : command.words) encoder.text("word", word);
  for (const auto& file : command.files) encoder.text("file", file.path).digest("content", file.digest);
}

/// As the model enters the keys of its cells; a header whose value comes from the environment is a credential.
void encode_model(Encoder& encoder, const Plan& plan, const ModelSpec& model) {
  encoder.begin_list("model").text("provider", model.provider).text("id", model.id);
  encoder.text("tag", model.tag.empty() ? model.base_url : model.tag);
  for (const auto& [name, value] : model.parameters) {
    if (is_in_key(name)) encode_value(encoder, name, value);
  }
  encoder.end_list().begin_list("headers");
  for (const auto& [name, value] : model.headers) {
    if (value.env_name.empty()) encoder.text(name, value.fallback);
  }
  encoder.end_list();
  encode_command(encoder, model.command);
  for (const ModelId member : model.members) encode_model(encoder, plan, plan.models[member.index]);
}

}  // namespace

const Digest& TypeDigests::of(TypeId id) {
  const auto known = known_.find(id.index);
  if (known != known_.end()) return known->second;
  const Type& type = types_[id];
  Encoder encoder("type/1");
  encoder.integer("kind", static_cast<std::int64_t>(type.kind)).text("pattern", type.pattern);
  encode_bound(encoder, "min", type.min);
  encode_bound(encoder, "max", type.max);
  if (type.kind == TypeKind::List || type.kind == TypeKind::Optional) encoder.digest("element", of(type.element));
  for (const auto& literal : type.literals) encode_value(encoder, "literal", literal);
  for (const auto& field : type.fields) {
    encoder.begin_list("field").text("name", field.name).text("doc", field.doc).digest("type", of(field.type));
    if (field.default_value) encode_value(encoder, "default", *field.default_value);
    encoder.end_list();
  }
  return known_.emplace(id.index, encoder.sha256()).first->second;
}

NodeDigests::NodeDigests(const Plan& plan, const Dataset& dataset)
    : plan_(plan), dataset_(dataset), types_(plan.types), known_(dataset.nodes.size()) {}

const Digest& NodeDigests::of(NodeId node) {
  auto& known = known_[node.index];
  if (!known) known = compute(dataset_[node]);
  return *known;
}

Digest NodeDigests::compute(const Node& node) {
  Encoder encoder("node/1");
  encoder.text("kind", name(node.kind)).digest("type", types_.of(node.type));
  encode_payload(encoder, node);
  encoder.begin_list("inputs");
  for (const NodeId input : node.inputs) encoder.digest("", of(input));
  return encoder.end_list().sha256();
}

void NodeDigests::encode_payload(Encoder& encoder, const Node& node) {
  switch (node.kind) {
    case NodeKind::Constant: return encode_value(encoder, "value", dataset_.constants[node.payload]);
    case NodeKind::Input: encoder.integer("input", node.payload); return;
    case NodeKind::Local: {
      // Blocks nest, so the depth says which of those around the node is meant.
      const Block& block = dataset_.blocks[node.block.index];
      encoder.integer("depth", block.depth).integer("block", static_cast<std::int64_t>(block.kind));
      encoder.integer("local", node.payload);
      return;
    }
    case NodeKind::Table: return encode_table(encoder, dataset_.tables[node.payload]);
    case NodeKind::Field: encoder.text("field", dataset_.names[node.payload]); return;
    case NodeKind::Apply: encoder.text("builtin", spec(static_cast<Builtin>(node.payload)).name); return;
    case NodeKind::Match: return encode_match(encoder, dataset_.matches[node.payload]);
    case NodeKind::List:
      for (const bool spread : dataset_.lists[node.payload]) encoder.boolean("spread", spread);
      return;
    case NodeKind::Record:
      for (const auto& field : *dataset_.shapes[node.payload]) encoder.text("field", field);
      return;
    case NodeKind::Map: return encode_mapping(encoder, dataset_.maps[node.payload]);
    case NodeKind::Draw: return encode_draw(encoder, dataset_.draws[node.payload]);
    case NodeKind::Redraw: return encode_redrawing(encoder, dataset_.redraws[node.payload]);
    case NodeKind::Repeat:
    case NodeKind::Iterate: return encode_loop(encoder, dataset_.loops[node.payload]);
    case NodeKind::Split: return encode_split(encoder);
    case NodeKind::Render: return encode_rendering(encoder, dataset_.renderings[node.payload]);
    case NodeKind::Ask: return encode_ask(encoder, dataset_.asks[node.payload]);
    case NodeKind::Embed: return encode_model(encoder, plan_, plan_.models[node.payload]);
    case NodeKind::External: return encode_external(encoder, plan_.externals[node.payload]);
    case NodeKind::Image:
    case NodeKind::RowIndex:
    case NodeKind::Choose:
    case NodeKind::Coalesce:
    case NodeKind::Concat:
    case NodeKind::Check: return;  // kind, type and inputs say all
  }
}

void NodeDigests::encode_table(Encoder& encoder, const TableRef& table) {
  encoder.integer("kind", static_cast<std::int64_t>(table.kind));
  switch (table.kind) {
    case InputSpec::Kind::Dataset: encoder.text("dataset", plan_.datasets[table.index].name); return;
    case InputSpec::Kind::Source: {
      const SourceSpec& source = plan_.sources[table.index];
      encoder.text("format", source.format).text("path", source.path).digest("row", types_.of(source.row));
      for (const auto& [name, value] : source.options) encode_value(encoder, name, value);
      return;
    }
    case InputSpec::Kind::Prompts: encoder.integer("prompts", table.index); return;
    case InputSpec::Kind::Values: return;  // no table
  }
}

void NodeDigests::encode_match(Encoder& encoder, const MatchArms& match) {
  for (const auto& patterns : match.arms) {
    encoder.begin_list("arm");
    for (const auto& pattern : patterns) {
      encoder.integer("pattern", static_cast<std::int64_t>(pattern.kind));
      encode_value(encoder, "first", pattern.first);
      encode_value(encoder, "last", pattern.last);
    }
    encoder.end_list();
  }
}

void NodeDigests::encode_mapping(Encoder& encoder, const Mapping& mapping) {
  encoder.digest("body", of(mapping.body));
  encode_optional(encoder, "condition", mapping.condition);
}

void NodeDigests::encode_draw(Encoder& encoder, const Draw& draw) {
  draws_ = true;
  encoder.text("sampler", spec(draw.sampler).name).text("path", draw.path);
  for (const auto& name : draw.arg_names) encoder.text("arg", name);
}

void NodeDigests::encode_redrawing(Encoder& encoder, const Redrawing& redrawing) {
  encoder.digest("body", of(redrawing.body)).digest("condition", of(redrawing.condition));
  encoder.integer("limit", redrawing.limit);
}

void NodeDigests::encode_loop(Encoder& encoder, const Loop& loop) {
  encoder.digest("body", of(loop.body));
  encode_optional(encoder, "until", loop.until);
}

/// The texts of the template and of every file it reaches. A circle is a mistake and never comes here.
void NodeDigests::encode_template(Encoder& encoder, JinjaTemplateId id) {
  const JinjaTemplate& jinja = plan_.templates[id.index];
  encoder.begin_list("template").digest("text", jinja.digest);
  for (const auto& reach : jinja.reaches) {
    encoder.text("path", reach.written);
    encode_template(encoder, reach.target);
  }
  encoder.end_list();
}

void NodeDigests::encode_rendering(Encoder& encoder, const Rendering& rendering) {
  encode_template(encoder, rendering.jinja);
  for (const auto& name : rendering.names) encoder.text("variable", name);
}

/// What is said after a rejected reply, and how often, decides whether a row fails; what a row that did not fail holds
/// stays the same, and only such rows are recognized by their fingerprint.
void NodeDigests::encode_ask(Encoder& encoder, const Ask& ask) {
  encode_model(encoder, plan_, plan_.models[ask.model.index]);
  for (const auto& turn : ask.turns) {
    encoder.begin_list("turn")
        .integer("role", static_cast<std::int64_t>(turn.role))
        .digest("content", of(turn.content));
    encoder.boolean("splice", turn.splice).end_list();
  }
  for (const auto& setting : ask.settings) {
    if (is_in_key(setting.name)) encoder.digest(setting.name, of(setting.value));
  }
  encoder.digest("reply", types_.of(ask.reply)).integer("format", static_cast<std::int64_t>(ask.format.kind));
  for (const auto& arg : ask.format.args) encoder.text("format arg", arg);
  if (ask.acceptance) encoder.digest("where", of(ask.acceptance->condition));
  if (ask.sample) encoder.integer("sample", *ask.sample);
}

void NodeDigests::encode_split(Encoder& encoder) const {
  if (!dataset_.split) return;
  for (const auto& [name, share] : dataset_.split->shares) encoder.text("part", name).real("share", share);
}

void NodeDigests::encode_external(Encoder& encoder, const ExternalSpec& external) {
  encode_command(encoder, external.command);
  for (const auto& param : external.params) encoder.text("param", param);
  encoder.digest("result", types_.of(external.result));
}

void NodeDigests::encode_optional(Encoder& encoder, std::string_view tag, const std::optional<NodeId>& node) {
  if (node) encoder.digest(tag, of(*node));
}

}  // namespace sdg::plan
