#include "compiler/plan/dataset_json.h"

#include <cstdint>
#include <string_view>

#include "compiler/plan/node_json.h"
#include "compiler/plan/pretty_json.h"

namespace sdg::plan {
namespace {

Value number(std::uint64_t value) { return Value(static_cast<std::int64_t>(value)); }

template <class Items, class Write>
Value list_value(const Items& items, Write write) {
  std::vector<Value> values;
  for (const auto& item : items) values.push_back(write(item));
  return Value::list(std::move(values));
}

Value ids_value(const std::vector<NodeId>& ids) {
  return list_value(ids, [](NodeId id) { return number(id.index); });
}

std::string_view block_name(BlockKind kind) {
  switch (kind) {
    case BlockKind::Row: return "row";
    case BlockKind::Each: return "each";
    case BlockKind::Map: return "map";
    case BlockKind::Where: return "where";
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

Value input_value(const Plan& plan, const InputSpec& input) {
  RecordBuilder out;
  out.add("alias", input.alias).add("row", plan.types.show(input.row));
  switch (input.kind) {
    case InputSpec::Kind::Source: out.add("source", plan.sources[input.index].name); break;
    case InputSpec::Kind::Dataset: out.add("dataset", plan.datasets[input.index].name); break;
    case InputSpec::Kind::Values: out.add("values", Value::list(input.values)); break;
  }
  return out.build();
}

Value column_value(const Plan& plan, const Column& column) {
  RecordBuilder out;
  out.add("name", column.name).add("node", number(column.node.index)).add("type", plan.types.show(column.type));
  if (!column.doc.empty()) out.add("doc", column.doc);
  if (!column.written) out.add("written", Value(false));
  return out.add("span", span_as_value(column.span)).build();
}

Value output_value(const Plan& plan, const OutputSpec& output) {
  RecordBuilder out;
  out.add("format", output.format).add("path", output.path);
  out.add("columns", list_value(output.columns, [&](const OutputColumn& column) {
            RecordBuilder written;
            written.add("name", column.name).add("node", number(column.node.index));
            return written.add("type", plan.types.show(column.type)).build();
          }));
  if (!output.options.empty()) out.add("options", options_as_value(output.options));
  return out.add("span", span_as_value(output.span)).build();
}

Value block_value(const Dataset& dataset, std::uint32_t index) {
  const Block& block = dataset.blocks[index];
  RecordBuilder out;
  out.add("id", number(index)).add("kind", block_name(block.kind)).add("parent", number(block.parent.index));
  return out.add("depth", number(block.depth)).add("slots", number(block.slots)).build();
}

void add_rows(RecordBuilder& out, const Dataset& dataset) {
  if (dataset.rows) out.add("rows", number(*dataset.rows));
  out.add("seed", Value(dataset.seed));
  if (dataset.shuffle) out.add("shuffle", Value(true));
  out.add("on_failure", failure_value(dataset));
  if (dataset.stop_after) out.add("stop_after", number(*dataset.stop_after));
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
  if (span.file.index != 0) numbers.push_back(number(span.file.index));
  numbers.push_back(number(span.begin));
  numbers.push_back(number(span.end));
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
  out.add("key", ids_value(dataset.key)).add("keep", ids_value(dataset.keep));
  out.add("columns", list_value(dataset.columns, [&](const Column& column) { return column_value(plan, column); }));
  out.add("outputs", list_value(dataset.outputs, [&](const OutputSpec& output) { return output_value(plan, output); }));
  out.add("row_program", dataset.row_program.hex());
  add_program(out, plan, dataset);
  return out.add("span", span_as_value(dataset.span)).build();
}

}  // namespace sdg::plan
