#include <fmt/format.h>

#include <algorithm>

#include "compiler/lower/dataset_lowerer.h"
#include "compiler/plan/file_format.h"
#include "compiler/sema/formats.h"
#include "compiler/sema/paths.h"

namespace sdg::lower {

using namespace syntax;
using diag::Code;

namespace {

bool is_split_column(const sema::ColumnInfo& column) { return column.line->kind == DatasetLineKind::Split; }

}  // namespace

void DatasetLowerer::lower_output(const Expr& output) {
  const auto written = sema::read_output(output);
  const Value* path = written && written->path ? lower_path(*written->path) : nullptr;
  if (!path || !path->is_string()) {
    diags_.report(Code::OutputPath, written && written->path ? written->path->span : output.span,
                  "the path of an output is made of texts and parameters", "this is only known in a row");
    return;
  }
  plan::OutputSpec spec;
  spec.span = output.span;
  const plan::FileFormat* format = sema::output_format(*written, path->text());
  if (format) spec.format = std::string(format->name);
  spec.path = sema::path_beside(sources_[output.span.file].path(), path->text());
  spec.is_split = dataset_.split && (spec.format == "hf" || sema::mentions_split(*written->path));
  if (written->title) {
    if (const Value* title = constant(*written->title, "the name of a dataset"))
      spec.options.emplace_back("dataset", *title);
  }
  bool has_columns = false;
  for (const Arg& arg : written->call ? written->call->args : std::span<const Arg>()) {
    if (arg.value == written->path || arg.value == written->title) continue;
    const plan::FileOption* option =
        format ? plan::find_file_option(plan::FileAccess::Write, *format, arg.name.text) : nullptr;
    const bool is_columns = option && option->kind == plan::OptionKind::Columns;
    const bool is_row = option && option->kind == plan::OptionKind::Row;
    if (is_columns) add_written_columns(spec, *arg.value);
    if (is_row) add_named_column(spec, std::string(arg.name.text), *arg.value);
    if (!is_columns && !is_row) add_option(spec, arg);
    has_columns |= is_columns || is_row;
  }
  if (!has_columns) add_all_columns(spec);
  dataset_.outputs.push_back(std::move(spec));
}

/// `{split}` stays as it stands: whoever writes puts each part's name there.
const Value* DatasetLowerer::lower_path(const Expr& path) {
  const auto split = module_.bound_locals.find(path.id);
  const NodeId node =
      split == module_.bound_locals.end()
          ? lowerer_.lower_line(path, "output")
          : lowerer_.lower_with(path, "output", split->second, fmt::format("{{{}}}", sema::kSplitColumn));
  return lowerer_.constant_of(node);
}

void DatasetLowerer::add_option(plan::OutputSpec& spec, const Arg& arg) {
  const Value* value = lowerer_.constant_of(lowerer_.lower_line(*arg.value, "output"));
  if (value) {
    spec.options.emplace_back(std::string(arg.name.text), *value);
  } else {
    diags_.report(Code::NotConstant, arg.value->span, "an option of an output must be known before the run");
  }
}

void DatasetLowerer::add_named_column(plan::OutputSpec& spec, std::string name, const Expr& value) {
  const NodeId node = lowerer_.lower_line(value, "output." + name, deepest());
  spec.columns.push_back({std::move(name), node, written_type(value, module_.type_of(value))});
}

/// In a row that failed and is kept all the same, what cannot be computed is null.
TypeId DatasetLowerer::written_type(const Expr& value, TypeId type) {
  if (dataset_.on_failure != plan::OnFailure::Keep) return type;
  const sema::Symbol symbol = module_.symbols[value.id];
  const bool is_there = symbol.kind == SymbolKind::Column && !info_.columns[symbol.index].may_fail;
  return is_there ? type : plan_.types.optional_of(type);
}

/// `_errors`: for each column that can fail, why it did.
void DatasetLowerer::add_errors(plan::OutputSpec& spec) {
  if (dataset_.on_failure != plan::OnFailure::Keep) return;
  std::vector<plan::Field> fields;
  for (const std::uint32_t index : info_.order) {
    const sema::ColumnInfo& column = info_.columns[index];
    if (!column.written || !column.may_fail) continue;
    fields.push_back(
        {std::string(column.name), plan_.types.optional_of(plan_.types.of(plan::TypeKind::String)), {}, {}});
  }
  if (fields.empty()) return;
  const TypeId type = plan_.types.record_of(std::move(fields));
  spec.columns.push_back(
      {std::string(sema::kErrorsColumn), lowerer_.builder().constant(Value(), type, spec.span), type});
}

void DatasetLowerer::add_all_columns(plan::OutputSpec& spec) {
  for (const std::uint32_t index : info_.order) {
    const sema::ColumnInfo& column = info_.columns[index];
    if (!column.written || (spec.is_split && is_split_column(column))) continue;
    const bool may_be_null = dataset_.on_failure == plan::OnFailure::Keep && column.may_fail;
    spec.columns.push_back({std::string(column.name), need_column(index),
                            may_be_null ? plan_.types.optional_of(column.type) : column.type});
  }
  add_errors(spec);
}

void DatasetLowerer::add_written_columns(plan::OutputSpec& spec, const Expr& columns) {
  if (const auto* list = columns.try_as<ListExpr>()) {
    for (const Item& item : list->items) {
      note_columns(*item.value);
      add_named_column(spec, std::string(item.value->as<NameExpr>().name.text), *item.value);
    }
    return;
  }
  for (const Entry& entry : columns.as<RecordExpr>().entries) {
    if (!entry.spread) {
      add_named_column(spec, std::string(entry.key.text), *entry.value);
      continue;
    }
    const NodeId value = lowerer_.lower_line(*entry.value, "output.", deepest());
    const std::vector<plan::Field> fields = plan_.types[module_.type_of(*entry.value)].fields;
    for (const plan::Field& field : fields) {
      const NodeId node = lowerer_.builder().field(value, field.name, field.type, entry.value->span);
      spec.columns.push_back({field.name, node, written_type(*entry.value, field.type)});
    }
  }
}

void DatasetLowerer::note_columns(const Expr& name) {
  const sema::Symbol symbol = module_.symbols[name.id];
  if (symbol.kind == SymbolKind::Column) need_column(symbol.index);
}

plan::Column DatasetLowerer::named_column(std::uint32_t index) {
  const sema::ColumnInfo& column = info_.columns[index];
  return {std::string(column.name),      lowerer_.column(index), column.type,
          std::string(column.line->doc), column.written,         column.line->span};
}

/// A column that an output shows, listed once.
NodeId DatasetLowerer::need_column(std::uint32_t index) {
  if (!listed_[index]) dataset_.columns.push_back(named_column(index));
  listed_[index] = true;
  return lowerer_.column(index);
}

}  // namespace sdg::lower
