#include "compiler/plan/dataset_json.h"

#include <cstdint>
#include <string_view>

#include "compiler/plan/node_json.h"
#include "compiler/plan/pretty_json.h"

namespace sdg::plan {
namespace {

template <class Items, class Write>
Value list_value(const Items& items, Write write) {
  std::vector<Value> values;
  for (const auto& item : items) values.push_back(write(item));
  return Value::list(std::move(values));
}

std::string_view block_name(BlockKind kind) {
  switch (kind) {
    case BlockKind::Row: return "row";
    case BlockKind::Each: return "each";
    case BlockKind::Measure: return "measure";
    case BlockKind::Map: return "map";
    case BlockKind::Where: return "where";
    case BlockKind::Given: return "given";
    case BlockKind::Redraw: return "redraw";
    case BlockKind::Repeat: return "repeat";
    case BlockKind::Iterate: return "iterate";
  }
  return {};
}

Value failure_value(const Dataset& dataset) {
  switch (dataset.on_failure) {
    case OnFailure::Drop: return Value::string("drop");
    case OnFailure::Keep: return Value::string("keep");
    case OnFailure::Stop: return Value::string("stop");
  }
  return {};
}

Value step_value(const InputStep& step) {
  RecordBuilder out;
  if (step.kind == InputStep::Kind::Cycle) return out.add("cycle", Value(true)).build();
  out.add("slice", Value(step.start));
  if (step.end) out.add("end", Value(*step.end));
  return out.build();
}

Value input_value(const Plan& plan, const InputSpec& input) {
  RecordBuilder out;
  out.add("alias", input.alias).add("row", plan.types.show(input.row));
  switch (input.kind) {
    case InputSpec::Kind::Source: out.add("source", plan.sources[input.index].name); break;
    case InputSpec::Kind::Dataset: out.add("dataset", plan.datasets[input.index].name); break;
    case InputSpec::Kind::Values: out.add("values", Value::list(input.values)); break;
    case InputSpec::Kind::Prompts: break;  // no input
  }
  if (!input.steps.empty()) out.add("steps", list_value(input.steps, step_value));
  return out.build();
}

Value each_value(const Plan& plan, const EachSpec& each) {
  RecordBuilder out;
  out.add("name", each.name).add("element", plan.types.show(each.element)).add("list", whole_value(each.list.index));
  out.add("block", whole_value(each.block.index)).add("key", ids_value(each.key));
  return out.add("span", span_as_value(each.span)).build();
}

Value distinct_value(const DistinctSpec& distinct) {
  RecordBuilder out;
  out.add("values", ids_value(distinct.values));
  if (distinct.similar) out.add("similar", Value(*distinct.similar));
  return out.add("span", span_as_value(distinct.span)).build();
}

Value aggregate_value(const AggregateUse& use) {
  RecordBuilder out;
  out.add("aggregate", spec(use.aggregate).name);
  if (use.value) out.add("value", whole_value(use.value->index));
  return out.build();
}

Value measure_value(const Plan& plan, const MeasureSpec& measure) {
  RecordBuilder out;
  out.add("name", measure.name)
      .add("type", plan.types.show(measure.type))
      .add("result", whole_value(measure.result.index));
  out.add("block", whole_value(measure.block.index)).add("aggregates", list_value(measure.aggregates, aggregate_value));
  if (!measure.by.empty()) out.add("by", ids_value(measure.by));
  return out.add("span", span_as_value(measure.span)).build();
}

Value split_value(const SplitSpec& split) {
  RecordBuilder shares, out;
  for (const auto& [name, share] : split.shares) shares.add(name, Value(share));
  out.add("shares", shares.build()).add("part", whole_value(split.part.index));
  return out.add("span", span_as_value(split.span)).build();
}

Value column_value(const Plan& plan, const Column& column) {
  RecordBuilder out;
  out.add("name", column.name).add("node", whole_value(column.node.index)).add("type", plan.types.show(column.type));
  if (!column.doc.empty()) out.add("doc", column.doc);
  if (!column.written) out.add("written", Value(false));
  return out.add("span", span_as_value(column.span)).build();
}

Value output_value(const Plan& plan, const OutputSpec& output) {
  RecordBuilder out;
  out.add("format", output.format).add("path", output.path);
  out.add("columns", list_value(output.columns, [&](const OutputColumn& column) {
            RecordBuilder written;
            written.add("name", column.name).add("node", whole_value(column.node.index));
            return written.add("type", plan.types.show(column.type)).build();
          }));
  if (!output.options.empty()) out.add("options", options_as_value(output.options));
  if (output.is_split) out.add("is_split", Value(true));
  return out.add("span", span_as_value(output.span)).build();
}

Value block_value(const Dataset& dataset, std::uint32_t index) {
  const Block& block = dataset.blocks[index];
  RecordBuilder out;
  out.add("id", whole_value(index)).add("kind", block_name(block.kind)).add("parent", whole_value(block.parent.index));
  return out.add("depth", whole_value(block.depth)).add("slots", whole_value(block.slots)).build();
}

void add_rows(RecordBuilder& out, const Dataset& dataset) {
  if (dataset.rows) out.add("rows", whole_value(*dataset.rows));
  if (dataset.within) out.add("within", whole_value(*dataset.within));
  if (!dataset.rows_by.empty()) out.add("rows_by", ids_value(dataset.rows_by));
  out.add("seed", Value(dataset.seed));
  if (dataset.shuffle) out.add("shuffle", Value(true));
  out.add("on_failure", failure_value(dataset));
  if (dataset.stop_after) out.add("stop_after", whole_value(*dataset.stop_after));
}

/// What is decided over the rows together.
void add_choice(RecordBuilder& out, const Plan& plan, const Dataset& dataset) {
  if (!dataset.distinct.empty()) out.add("distinct", list_value(dataset.distinct, distinct_value));
  if (!dataset.measures.empty()) {
    out.add("measures",
            list_value(dataset.measures, [&](const auto& measure) { return measure_value(plan, measure); }));
  }
  if (dataset.split) out.add("split", split_value(*dataset.split));
  if (dataset.budget) out.add("budget", Value(dataset.budget->nano_dollars));
}

void add_program(RecordBuilder& out, const Plan& plan, const Dataset& dataset) {
  std::vector<Value> blocks, nodes;
  for (std::uint32_t i = 0; i < dataset.blocks.size(); ++i) blocks.push_back(block_value(dataset, i));
  for (std::uint32_t i = 0; i < dataset.nodes.size(); ++i) nodes.push_back(node_as_value(plan, dataset, {i}));
  out.add("blocks", Value::list(std::move(blocks))).add("nodes", Value::list(std::move(nodes)));
}

}  // namespace

Value span_as_value(const source::Span& span) {
  std::vector<Value> numbers;
  if (span.file.index != 0) numbers.push_back(whole_value(span.file.index));
  numbers.push_back(whole_value(span.begin));
  numbers.push_back(whole_value(span.end));
  return Value::list(std::move(numbers));
}

Value options_as_value(const std::vector<std::pair<std::string, Value>>& options) {
  RecordBuilder out;
  for (const auto& [name, value] : options) out.add(name, value);
  return out.build();
}

Value dataset_as_value(const Plan& plan, const Dataset& dataset) {
  RecordBuilder out;
  out.add("name", dataset.name);
  out.add("inputs", list_value(dataset.inputs, [&](const InputSpec& input) { return input_value(plan, input); }));
  add_rows(out, dataset);
  out.add("key", ids_value(dataset.key));
  if (!dataset.each.empty())
    out.add("each", list_value(dataset.each, [&](const EachSpec& each) { return each_value(plan, each); }));
  out.add("keep", ids_value(dataset.keep));
  add_choice(out, plan, dataset);
  out.add("columns", list_value(dataset.columns, [&](const Column& column) { return column_value(plan, column); }));
  if (!dataset.between.empty())
    out.add("between", list_value(dataset.between, [&](const Column& column) { return column_value(plan, column); }));
  out.add("outputs", list_value(dataset.outputs, [&](const OutputSpec& output) { return output_value(plan, output); }));
  out.add("row_program", dataset.row_program.hex());
  add_program(out, plan, dataset);
  return out.add("span", span_as_value(dataset.span)).build();
}

}  // namespace sdg::plan
