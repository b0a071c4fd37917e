#include "compiler/lower/lower_dataset.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "compiler/lower/lowerer.h"
#include "compiler/lower/prune.h"
#include "compiler/sema/formats.h"
#include "compiler/sema/paths.h"

namespace sdg::lower {

using namespace syntax;
using diag::Code;
using plan::InputSpec;
using plan::ValueKind;

namespace {

class DatasetLowerer {
 public:
  DatasetLowerer(const Module& module, const sema::DatasetInfo& info, const source::SourceMap& sources,
                 const Inputs& inputs, plan::Plan& plan, diag::DiagSink& diags)
      : module_(module),
        info_(info),
        sources_(sources),
        inputs_(inputs),
        plan_(plan),
        diags_(diags),
        lowerer_(module, plan.models, inputs, plan.types, dataset_, &info, diags) {}

  plan::Dataset lower() {
    dataset_.name = std::string(info_.decl->name.text);
    dataset_.span = info_.decl->name.span;
    for (const sema::InputInfo& input : info_.inputs) dataset_.inputs.push_back(lower_input(input));
    for (const DatasetLine& line : info_.decl->lines) lower_line(line);
    // What nobody reads is pruned, but a mistake in it is one.
    for (std::uint32_t i = 0; i < info_.columns.size(); ++i) lowerer_.column(i);
    prune(dataset_);
    return std::move(dataset_);
  }

 private:
  InputSpec lower_input(const sema::InputInfo& input) {
    InputSpec spec{InputSpec::Kind::Values, input.index, {}, std::string(input.alias), input.row};
    if (input.kind == sema::InputInfo::Kind::Source) spec.kind = InputSpec::Kind::Source;
    if (input.kind == sema::InputInfo::Kind::Dataset) spec.kind = InputSpec::Kind::Dataset;
    if (spec.kind != InputSpec::Kind::Values) return spec;
    if (!input.values) {
      spec.values = plan_.types[input.row].literals;
      return spec;
    }
    const Value* list = lowerer_.constant_of(lowerer_.lower_line(*input.values, "from"));
    if (list && list->is_list()) {
      spec.values.assign(list->items().begin(), list->items().end());
    } else if (!inputs_.check_only) {
      diags_.report(Code::NotConstant, input.values->span, "what a dataset is made from must be known before the run");
    }
    return spec;
  }

  void lower_line(const DatasetLine& line) {
    switch (line.kind) {
      case DatasetLineKind::Key:
        for (const Expr* part : line.list) dataset_.key.push_back(lowerer_.lower_line(*part, "key"));
        return;
      case DatasetLineKind::Seed: dataset_.seed = constant_int(*line.value, "the seed").value_or(0); return;
      case DatasetLineKind::Rows: lower_rows(*line.value); return;
      case DatasetLineKind::Keep: dataset_.keep.push_back(lowerer_.lower_line(*line.value, "keep")); return;
      case DatasetLineKind::OnFailure: lower_on_failure(line); return;
      case DatasetLineKind::Output: lower_output(*line.value); return;
      case DatasetLineKind::Error:
      case DatasetLineKind::Spread:
      case DatasetLineKind::Column:
      case DatasetLineKind::Let:
      case DatasetLineKind::Each:
      case DatasetLineKind::Shuffle:
      case DatasetLineKind::Distinct:
      case DatasetLineKind::Measure:
      case DatasetLineKind::Split:
      case DatasetLineKind::Budget: return;
    }
  }

  std::optional<std::int64_t> constant_int(const Expr& expr, std::string_view what) {
    const Value* value = lowerer_.constant_of(lowerer_.lower_line(expr, std::string(what)));
    if (value && value->kind() == ValueKind::Int) return value->as_int();
    if (value && value->is_null()) return {};  // a parameter without a value, which is told
    if (!inputs_.check_only || !value)
      diags_.report(Code::NotConstant, expr.span, fmt::format("{} must be known before the run", what));
    return {};
  }

  void lower_rows(const Expr& count) {
    const auto rows = constant_int(count, "the number of rows");
    if (rows && *rows < 0) diags_.report(Code::BadBound, count.span, "there cannot be fewer rows than none");
    if (rows && *rows >= 0) dataset_.rows = static_cast<std::uint64_t>(*rows);
  }

  void lower_on_failure(const DatasetLine& line) {
    switch (line.policy) {
      case FailurePolicy::Drop: dataset_.on_failure = plan::OnFailure::Drop; break;
      case FailurePolicy::Keep: dataset_.on_failure = plan::OnFailure::Keep; break;
      case FailurePolicy::Stop: dataset_.on_failure = plan::OnFailure::Stop; break;
    }
    if (!line.second) return;
    const auto after = constant_int(*line.second, "the number of failures");
    if (after && *after >= 0) dataset_.stop_after = static_cast<std::uint64_t>(*after);
  }

  void lower_output(const Expr& output) {
    const auto written = sema::read_output(output);
    const Value* path =
        written && written->path ? lowerer_.constant_of(lowerer_.lower_line(*written->path, "output")) : nullptr;
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
    const Expr* columns = nullptr;
    for (const Arg& arg : written->call ? written->call->args : std::span<const Arg>()) {
      if (arg.name.text == "columns") {
        columns = arg.value;
      } else if (arg.value != written->path) {
        add_option(spec, arg);
      }
    }
    columns ? add_written_columns(spec, *columns) : add_all_columns(spec);
    refuse_same_path(spec);
    refuse_own_source(spec);
    dataset_.outputs.push_back(std::move(spec));
  }

  void add_option(plan::OutputSpec& spec, const Arg& arg) {
    const Value* value = lowerer_.constant_of(lowerer_.lower_line(*arg.value, "output"));
    if (value) {
      spec.options.emplace_back(std::string(arg.name.text), *value);
    } else {
      diags_.report(Code::NotConstant, arg.value->span, "an option of an output must be known before the run");
    }
  }

  void add_all_columns(plan::OutputSpec& spec) {
    for (const std::uint32_t index : info_.order) {
      const sema::ColumnInfo& column = info_.columns[index];
      if (!column.written) continue;
      spec.columns.push_back({std::string(column.name), need_column(index), column.type});
    }
  }

  void add_written_columns(plan::OutputSpec& spec, const Expr& columns) {
    if (const auto* list = columns.try_as<ListExpr>()) {
      for (const Item& item : list->items) {
        const Name& name = item.value->as<NameExpr>().name;
        note_columns(*item.value);
        spec.columns.push_back({std::string(name.text),
                                lowerer_.lower_line(*item.value, "output." + std::string(name.text)),
                                module_.type_of(*item.value)});
      }
      return;
    }
    for (const Entry& entry : columns.as<RecordExpr>().entries) {
      const NodeId value = lowerer_.lower_line(*entry.value, "output." + std::string(entry.key.text));
      if (!entry.spread) {
        spec.columns.push_back({std::string(entry.key.text), value, module_.type_of(*entry.value)});
        continue;
      }
      const std::vector<plan::Field> fields = plan_.types[module_.type_of(*entry.value)].fields;
      for (const plan::Field& field : fields) {
        spec.columns.push_back(
            {field.name, lowerer_.builder().field(value, field.name, field.type, entry.value->span), field.type});
      }
    }
  }

  void note_columns(const Expr& name) {
    const sema::Symbol symbol = module_.symbols[name.id];
    if (symbol.kind == SymbolKind::Column) need_column(symbol.index);
  }

  /// A column that an output shows, listed once.
  NodeId need_column(std::uint32_t index) {
    const NodeId node = lowerer_.column(index);
    const sema::ColumnInfo& column = info_.columns[index];
    const bool is_listed =
        std::ranges::find(dataset_.columns, column.name, &plan::Column::name) != dataset_.columns.end();
    if (!is_listed)
      dataset_.columns.push_back({std::string(column.name), node, column.type, std::string(column.line->doc),
                                  column.written, column.line->span});
    return node;
  }

  /// A run must not replace what it reads.
  void refuse_own_source(const plan::OutputSpec& spec) {
    const auto plain = [](const std::string& path) { return std::filesystem::path(path).lexically_normal(); };
    for (const plan::SourceSpec& source : plan_.sources) {
      if (spec.path == "-" || plain(source.path) != plain(spec.path)) continue;
      auto& diagnostic = diags_.report(Code::OutputIsSource, spec.span,
                                       fmt::format("this would overwrite the source `{}`", source.name));
      diagnostic.others.push_back({source.span, "read here"});
    }
  }

  void refuse_same_path(const plan::OutputSpec& spec) {
    const auto is_same = [&](const plan::OutputSpec& other) { return other.path == spec.path; };
    const plan::OutputSpec* first = nullptr;
    for (const plan::Dataset& dataset : plan_.datasets) {
      for (const plan::OutputSpec& other : dataset.outputs) first = is_same(other) ? &other : first;
    }
    for (const plan::OutputSpec& other : dataset_.outputs) first = is_same(other) ? &other : first;
    if (!first) return;
    auto& diagnostic = diags_.report(Code::SameOutput, spec.span, fmt::format("two outputs write `{}`", spec.path));
    diagnostic.others.push_back({first->span, "the other one"});
  }

  const Module& module_;
  const sema::DatasetInfo& info_;
  const source::SourceMap& sources_;
  const Inputs& inputs_;
  plan::Plan& plan_;
  diag::DiagSink& diags_;
  plan::Dataset dataset_;
  Lowerer lowerer_;
};

}  // namespace

plan::Dataset lower_dataset(const Module& module, const sema::DatasetInfo& info, const source::SourceMap& sources,
                            const Inputs& inputs, plan::Plan& plan, diag::DiagSink& diags) {
  return DatasetLowerer(module, info, sources, inputs, plan, diags).lower();
}

}  // namespace sdg::lower
