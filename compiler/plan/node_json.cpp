#include "compiler/plan/node_json.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/plan/dataset_json.h"
#include "compiler/plan/pretty_json.h"

namespace sdg::plan {
namespace {

Value id_value(NodeId id) { return whole_value(id.index); }

std::string_view role_name(Role role) {
  switch (role) {
    case Role::System: return "system";
    case Role::User: return "user";
    case Role::Assistant: return "assistant";
    case Role::Tool: return "tool";
  }
  return {};
}

std::string_view format_name(ReplyFormat::Kind kind) {
  switch (kind) {
    case ReplyFormat::Kind::Text: return "text";
    case ReplyFormat::Kind::Scalar: return "scalar";
    case ReplyFormat::Kind::Json: return "json";
    case ReplyFormat::Kind::Whole: return "whole";
    case ReplyFormat::Kind::Sections: return "sections";
    case ReplyFormat::Kind::Code: return "code";
    case ReplyFormat::Kind::Tags: return "tags";
    case ReplyFormat::Kind::Regex: return "regex";
  }
  return {};
}

/// As a program writes it.
std::string pattern_text(const Pattern& pattern) {
  switch (pattern.kind) {
    case Pattern::Kind::Literal: return to_json(pattern.first);
    case Pattern::Kind::Range:
      return (pattern.first.is_null() ? "" : to_json(pattern.first)) + ".." +
             (pattern.last.is_null() ? "" : to_json(pattern.last));
    case Pattern::Kind::Any: return "_";
  }
  return {};
}

Value arms_value(const MatchArms& match) {
  std::vector<Value> arms;
  for (const auto& patterns : match.arms) {
    std::vector<std::string> texts;
    for (const auto& pattern : patterns) texts.push_back(pattern_text(pattern));
    arms.push_back(texts_value(texts));
  }
  return Value::list(std::move(arms));
}

std::string_view table_name(const Plan& plan, const TableRef& table) {
  switch (table.kind) {
    case InputSpec::Kind::Source: return plan.sources[table.index].name;
    case InputSpec::Kind::Dataset: return plan.datasets[table.index].name;
    case InputSpec::Kind::Prompts: return "prompts";
    case InputSpec::Kind::Values: break;  // no table
  }
  return {};
}

Value spreads_value(const std::vector<bool>& spreads) {
  std::vector<Value> values;
  for (const bool spread : spreads) values.emplace_back(spread);
  return Value::list(std::move(values));
}

Value turns_value(const Ask& ask) {
  std::vector<Value> turns;
  for (const auto& turn : ask.turns) {
    RecordBuilder out;
    out.add("role", turn.splice ? "messages" : role_name(turn.role)).add("content", id_value(turn.content));
    turns.push_back(out.build());
  }
  return Value::list(std::move(turns));
}

Value settings_value(const Ask& ask) {
  RecordBuilder out;
  for (const auto& setting : ask.settings) out.add(setting.name, id_value(setting.value));
  return out.build();
}

void add_acceptance(RecordBuilder& out, const Acceptance& acceptance) {
  out.add("where", id_value(acceptance.condition)).add("where_block", whole_value(acceptance.block.index));
  if (acceptance.saying) out.add("saying", id_value(*acceptance.saying));
  out.add("retry", whole_value(acceptance.retry));
}

Value ask_value(const Plan& plan, const Ask& ask) {
  RecordBuilder out;
  out.add("model", plan.models[ask.model.index].name).add("turns", turns_value(ask));
  if (!ask.settings.empty()) out.add("settings", settings_value(ask));
  out.add("reply", plan.types.show(ask.reply)).add("format", format_name(ask.format.kind));
  if (!ask.format.args.empty()) out.add("format_args", texts_value(ask.format.args));
  out.add("attempts", whole_value(ask.attempts));
  if (ask.acceptance) add_acceptance(out, *ask.acceptance);
  if (ask.given) out.add("given", id_value(ask.given->text)).add("given_block", whole_value(ask.given->block.index));
  if (ask.sample) out.add("sample", Value(*ask.sample));
  return out.add("column", ask.column).add("caller", ask.caller).build();
}

void add_draw(RecordBuilder& out, const Draw& draw) {
  out.add("sampler", spec(draw.sampler).name).add("path", draw.path);
  const bool named = std::ranges::any_of(draw.arg_names, [](const auto& name) { return !name.empty(); });
  if (named) out.add("arg_names", texts_value(draw.arg_names));
}

void add_body(RecordBuilder& out, BlockId block, NodeId body) {
  out.add("body", id_value(body)).add("body_block", whole_value(block.index));
}

/// What the payload of a node stands for.
void add_payload(RecordBuilder& out, const Plan& plan, const Dataset& dataset, const Node& node) {
  switch (node.kind) {
    case NodeKind::Constant: out.add("value", dataset.constants[node.payload]); return;
    case NodeKind::Input: out.add("input", dataset.inputs[node.payload].alias); return;
    case NodeKind::Local: out.add("local", whole_value(node.payload)); return;
    case NodeKind::Table: out.add("table", table_name(plan, dataset.tables[node.payload])); return;
    case NodeKind::Field: out.add("field", dataset.names[node.payload]); return;
    case NodeKind::Apply: out.add("apply", spec(static_cast<Builtin>(node.payload)).name); return;
    case NodeKind::Match: out.add("arms", arms_value(dataset.matches[node.payload])); return;
    case NodeKind::List: out.add("spread", spreads_value(dataset.lists[node.payload])); return;
    case NodeKind::Record: out.add("fields", texts_value(*dataset.shapes[node.payload])); return;
    case NodeKind::Map: {
      const Mapping& mapping = dataset.maps[node.payload];
      add_body(out, mapping.block, mapping.body);
      if (mapping.condition) out.add("condition", id_value(*mapping.condition));
      return;
    }
    case NodeKind::Draw: return add_draw(out, dataset.draws[node.payload]);
    case NodeKind::Redraw: {
      const Redrawing& redrawing = dataset.redraws[node.payload];
      add_body(out, redrawing.block, redrawing.body);
      out.add("condition", id_value(redrawing.condition)).add("limit", whole_value(redrawing.limit));
      return;
    }
    case NodeKind::Repeat:
    case NodeKind::Iterate: {
      const Loop& loop = dataset.loops[node.payload];
      add_body(out, loop.block, loop.body);
      if (loop.until) out.add("until", id_value(*loop.until));
      return;
    }
    case NodeKind::Render: {
      const Rendering& rendering = dataset.renderings[node.payload];
      out.add("template", whole_value(rendering.jinja.index)).add("variables", texts_value(rendering.names));
      return;
    }
    case NodeKind::Ask: out.add("ask", ask_value(plan, dataset.asks[node.payload])); return;
    case NodeKind::Embed: out.add("model", plan.models[node.payload].name); return;
    case NodeKind::External: out.add("external", plan.externals[node.payload].name); return;
    case NodeKind::Split:
    case NodeKind::Image:
    case NodeKind::RowIndex:
    case NodeKind::Choose:
    case NodeKind::Coalesce:
    case NodeKind::Concat:
    case NodeKind::Check: return;  // has none
  }
}

}  // namespace

Value ids_value(const std::vector<NodeId>& ids) {
  std::vector<Value> values;
  for (const NodeId id : ids) values.push_back(id_value(id));
  return Value::list(std::move(values));
}

Value node_as_value(const Plan& plan, const Dataset& dataset, NodeId id) {
  const Node& node = dataset[id];
  RecordBuilder out;
  out.add("id", id_value(id)).add("kind", name(node.kind)).add("type", plan.types.show(node.type));
  out.add("block", whole_value(node.block.index)).add("slot", whole_value(node.slot));
  add_payload(out, plan, dataset, node);
  if (!node.inputs.empty()) out.add("inputs", ids_value(node.inputs));
  return out.add("span", span_as_value(node.span)).build();
}

}  // namespace sdg::plan
