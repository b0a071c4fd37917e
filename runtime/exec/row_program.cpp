#include "runtime/exec/row_program.h"

#include <algorithm>

#include "compiler/plan/encoder.h"
#include "compiler/plan/shown_columns.h"
#include "runtime/exec/row_values.h"

namespace sdg::exec {
namespace {

/// The columns of failures is made by whoever writes the rows, of what became of the others.
bool draws_by_index(const plan::Draw& draw) {
  // Both place a row among its neighbours: `exact` in a block of candidates, a unique pick in one pass over the items.
  return draw.sampler == plan::Builtin::Exact || std::ranges::find(draw.arg_names, "unique") != draw.arg_names.end();
}

bool reads_index(const plan::Dataset& dataset) {
  return std::ranges::any_of(dataset.nodes,
                             [](const plan::Node& node) { return node.kind == plan::NodeKind::RowIndex; }) ||
         std::ranges::any_of(dataset.draws, draws_by_index);
}

}  // namespace

RowProgram::RowProgram(const plan::Plan& its_plan, std::uint32_t its_index, bool is_read,
                       std::optional<std::int64_t> seed_instead)
    : plan(its_plan),
      dataset(its_plan.datasets[its_index]),
      index(its_index),
      seed(seed_instead.value_or(dataset.seed)),
      evaluation(its_plan, dataset),
      column_roots(dataset.columns.size()),
      asks(!dataset.asks.empty()),
      reads_index_(reads_index(dataset)) {
  filters.resize(dataset.each.size() + 1);
  for (const auto node : dataset.keep) filters[level_of(dataset[node].block).value_or(0)].push_back(node);
  for (const auto& output : dataset.outputs) {
    auto& places = output_roots.emplace_back();
    for (const auto& column : output.columns) {
      places.push_back(column.name == plan::kErrorsColumn ? 0 : add_root(column.node));
    }
  }
  // A dataset that nobody reads and that writes nothing is computed for its own sake.
  const bool every_column = is_read || dataset.outputs.empty();
  for (std::size_t i = 0; i < dataset.columns.size(); ++i) {
    if (every_column && dataset.columns[i].written) column_roots[i] = add_root(dataset.columns[i].node);
  }
}

std::optional<std::uint32_t> RowProgram::level_of(plan::BlockId block) const {
  if (block == plan::BlockId{0}) return 0;
  const auto each = std::ranges::find(dataset.each, block, &plan::EachSpec::block);
  if (each == dataset.each.end()) return std::nullopt;
  return static_cast<std::uint32_t>(each - dataset.each.begin()) + 1;
}

std::uint32_t RowProgram::add_root(plan::NodeId node) {
  const auto found = std::ranges::find(roots, node);
  if (found != roots.end()) return static_cast<std::uint32_t>(found - roots.begin());
  roots.push_back(node);
  return static_cast<std::uint32_t>(roots.size() - 1);
}

void RowProgram::bind_tables(const plan::Digest& tables) {
  plan::Encoder encoder("row-program/1");
  encoder.digest("program", dataset.row_program).digest("tables", tables);
  if (!dataset.draws.empty()) encoder.text("dataset", dataset.name).integer("seed", seed);
  for (std::size_t i = 0; i < dataset.outputs.size(); ++i) {
    encoder.begin_list("output");
    for (std::size_t j = 0; j < output_roots[i].size(); ++j) {
      encoder.integer(dataset.outputs[i].columns[j].name, output_roots[i][j]);
    }
    encoder.end_list();
  }
  for (std::size_t i = 0; i < dataset.columns.size(); ++i) {
    if (column_roots[i]) encoder.integer(dataset.columns[i].name, *column_roots[i]);
  }
  identity = encoder.sha256();
}

plan::Digest RowProgram::fingerprint(const eval::RowInputs& row) const {
  std::string fields;
  for (const auto& input : row.inputs) append_value(fields, input);
  plan::Encoder encoder("row/1");
  encoder.digest("program", identity).bytes("key", row.key).bytes("fields", fields);
  if (reads_index_) encoder.integer("index", static_cast<std::int64_t>(row.index));
  return encoder.sha256();
}

std::string root_name(const RowProgram& program, std::uint32_t root) {
  const auto& dataset = program.dataset;
  const auto node = program.roots[root];
  for (const auto& column : dataset.columns) {
    if (column.node == node) return column.name;
  }
  for (std::size_t i = 0; i < dataset.outputs.size(); ++i) {
    for (std::size_t j = 0; j < program.output_roots[i].size(); ++j) {
      if (program.output_roots[i][j] == root) return dataset.outputs[i].columns[j].name;
    }
  }
  return {};
}

}  // namespace sdg::exec
