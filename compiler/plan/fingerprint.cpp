#include "compiler/plan/fingerprint.h"

#include <algorithm>

#include "compiler/plan/program_digest.h"

namespace sdg::plan {
namespace {

/// Counts changes in what expressions mean and in how replies are read: rows of an older meaning are computed again.
constexpr std::int64_t kSemanticsVersion = 1;

bool reads(const Dataset& reader, const Plan& plan, const Dataset& dataset) {
  const auto is_it = [&](InputSpec::Kind kind, std::uint32_t index) {
    return kind == InputSpec::Kind::Dataset && plan.datasets[index].name == dataset.name;
  };
  return std::ranges::any_of(reader.inputs, [&](const auto& input) { return is_it(input.kind, input.index); }) ||
         std::ranges::any_of(reader.tables, [&](const auto& table) { return is_it(table.kind, table.index); });
}

/// Columns count where somebody reads them by name: another dataset, or whoever asked for a dataset without outputs.
bool columns_are_read(const Plan& plan, const Dataset& dataset) {
  return dataset.outputs.empty() ||
         std::ranges::any_of(plan.datasets, [&](const auto& reader) { return reads(reader, plan, dataset); });
}

void encode_nodes(Encoder& encoder, std::string_view tag, const std::vector<NodeId>& nodes, NodeDigests& digests) {
  encoder.begin_list(tag);
  for (const NodeId node : nodes) encoder.digest("", digests.of(node));
  encoder.end_list();
}

void encode_each(Encoder& encoder, const Dataset& dataset, NodeDigests& digests) {
  for (const auto& each : dataset.each) {
    encoder.begin_list("each").digest("list", digests.of(each.list));
    encode_nodes(encoder, "key", each.key, digests);
    encoder.end_list();
  }
}

/// What decides which rows stay, and what is said of them: it must be computed for a row that is taken as it is.
void encode_choice(Encoder& encoder, const Dataset& dataset, NodeDigests& digests) {
  if (!dataset.rows_by.empty()) encode_nodes(encoder, "rows by", dataset.rows_by, digests);
  for (const auto& distinct : dataset.distinct) encode_nodes(encoder, "distinct", distinct.values, digests);
  for (const auto& measure : dataset.measures) {
    encoder.begin_list("measure");
    for (const auto& use : measure.aggregates) {
      if (use.value) encoder.digest("value", digests.of(*use.value));
    }
    encode_nodes(encoder, "by", measure.by, digests);
    encoder.end_list();
  }
  if (dataset.split) encoder.digest("split", digests.of(dataset.split->part));
}

/// The set of what is written, whatever it is called and wherever it stands.
std::vector<Digest> written(const Plan& plan, const Dataset& dataset, NodeDigests& digests) {
  std::vector<Digest> values;
  for (const auto& output : dataset.outputs) {
    for (const auto& column : output.columns) values.push_back(digests.of(column.node));
  }
  if (columns_are_read(plan, dataset)) {
    for (const auto& column : dataset.columns) {
      if (column.written) values.push_back(digests.of(column.node));
    }
  }
  std::ranges::sort(values);
  values.erase(std::unique(values.begin(), values.end()), values.end());
  return values;
}

}  // namespace

Digest row_program_digest(const Plan& plan, const Dataset& dataset) {
  NodeDigests digests(plan, dataset);
  TypeDigests types(plan.types);
  Encoder encoder("program/1");
  encoder.integer("semantics", kSemanticsVersion);
  encoder.begin_list("inputs");
  for (const auto& input : dataset.inputs) encoder.digest("", types.of(input.row));
  encoder.end_list();
  encode_nodes(encoder, "key", dataset.key, digests);
  encode_each(encoder, dataset, digests);
  encode_nodes(encoder, "keep", dataset.keep, digests);
  encode_choice(encoder, dataset, digests);
  encoder.begin_list("values");
  for (const Digest& value : written(plan, dataset, digests)) encoder.digest("", value);
  encoder.end_list();
  if (digests.draws()) encoder.text("dataset", dataset.name).integer("seed", dataset.seed);
  return encoder.sha256();
}

Digest type_digest(const TypeTable& types, TypeId type) { return TypeDigests(types).of(type); }

}  // namespace sdg::plan
