#include "compiler/lower/lower_dataset.h"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/lower/dataset_lowerer.h"

namespace sdg::lower {

using namespace syntax;
using diag::Code;
using plan::ValueKind;

DatasetLowerer::DatasetLowerer(const Module& module, const sema::DatasetInfo& info, const source::SourceMap& sources,
                               const Inputs& inputs, const Places& places, plan::Plan& plan, diag::DiagSink& diags)
    : module_(module),
      info_(info),
      sources_(sources),
      inputs_(inputs),
      places_(places),
      plan_(plan),
      diags_(diags),
      listed_(info.columns.size()),
      lowerer_(module, plan.models, inputs, plan.types, dataset_, &info, diags, places) {}

plan::Dataset DatasetLowerer::lower() {
  dataset_.name = std::string(info_.decl->name.text);
  dataset_.span = info_.decl->name.span;
  for (const sema::InputInfo& input : info_.inputs) dataset_.inputs.push_back(lower_input(input));
  lowerer_.lower_each();
  for (const DatasetLine& line : info_.decl->lines) {
    if (line.kind == DatasetLineKind::OnFailure) lower_on_failure(line);
  }
  for (const DatasetLine& line : info_.decl->lines) lower_line(line);
  // What nobody reads is pruned, but a mistake in it is one.
  for (std::uint32_t i = 0; i < info_.columns.size(); ++i) lowerer_.column(i);
  if (info_.is_read || inputs_.test) list_read_columns();
  list_between();
  return std::move(dataset_);
}

void DatasetLowerer::lower_line(const DatasetLine& line) {
  switch (line.kind) {
    case DatasetLineKind::Key: return lower_key(line);
    case DatasetLineKind::Seed: dataset_.seed = constant_int(*line.value, "the seed").value_or(0); return;
    case DatasetLineKind::Shuffle: dataset_.shuffle = true; return;
    case DatasetLineKind::Rows: return lower_rows(line);
    case DatasetLineKind::Keep: dataset_.keep.push_back(lowerer_.lower_line(*line.value, "keep", deepest())); return;
    case DatasetLineKind::Distinct: return lower_distinct(line);
    case DatasetLineKind::Measure: dataset_.measures.push_back(lowerer_.lower_measure(line)); return;
    case DatasetLineKind::Split: return lower_split(line);
    case DatasetLineKind::Budget: return lower_budget(line);
    case DatasetLineKind::Output:
      // A module's datasets are read, and write nothing.
      if (info_.scope == sema::kMainScope) lower_output(*line.value);
      return;
    case DatasetLineKind::OnFailure:
    case DatasetLineKind::Error:
    case DatasetLineKind::Spread:
    case DatasetLineKind::Column:
    case DatasetLineKind::Let:
    case DatasetLineKind::Each: return;
  }
}

/// It names the rows between the `each` above it and the one below.
void DatasetLowerer::lower_key(const DatasetLine& line) {
  const auto level = static_cast<std::uint32_t>(std::ranges::count_if(
      info_.eaches, [&](const sema::EachInfo& each) { return each.line->span.begin < line.span.begin; }));
  std::vector<NodeId>& key = level == 0 ? dataset_.key : dataset_.each[level - 1].key;
  for (const Expr* part : line.list) key.push_back(lowerer_.lower_line(*part, "key", level));
}

/// All that a reader may name; what no reader does is taken away when all of them are known.
void DatasetLowerer::list_read_columns() {
  for (const std::uint32_t index : info_.order) {
    if (info_.columns[index].written) need_column(index);
  }
}

/// What has a name on the page and is no column of the plan; whatever nobody reads goes with its value.
void DatasetLowerer::list_between() {
  for (std::uint32_t i = 0; i < info_.columns.size(); ++i)
    if (!listed_[i]) dataset_.between.push_back(named_column(i));
}

/// Null where it is unknown because nothing is run, or wrong, which is told.
const Value* DatasetLowerer::constant(const Expr& expr, std::string_view what) {
  const Value* value = lowerer_.constant_of(lowerer_.lower_line(expr, std::string(what)));
  if (value && value->is_null()) return nullptr;  // a parameter without a value, which is told
  if (!value) diags_.report(Code::NotConstant, expr.span, fmt::format("{} must be known before the run", what));
  return value;
}

std::optional<std::int64_t> DatasetLowerer::constant_int(const Expr& expr, std::string_view what) {
  const Value* value = constant(expr, what);
  return value && value->kind() == ValueKind::Int ? std::optional(value->as_int()) : std::nullopt;
}

std::optional<double> DatasetLowerer::constant_number(const Expr& expr, std::string_view what) {
  const Value* value = constant(expr, what);
  return value && value->is_number() ? std::optional(value->as_float()) : std::nullopt;
}

plan::Dataset lower_dataset(const Module& module, const sema::DatasetInfo& info, const source::SourceMap& sources,
                            const Inputs& inputs, const Places& places, plan::Plan& plan, diag::DiagSink& diags) {
  return DatasetLowerer(module, info, sources, inputs, places, plan, diags).lower();
}

}  // namespace sdg::lower
