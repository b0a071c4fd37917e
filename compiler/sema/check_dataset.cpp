#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "compiler/sema/checker.h"
#include "compiler/sema/walk.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;

void Checker::check_dataset(std::uint32_t index) {
  if (dataset_progress_[index] != Progress::None) return;
  dataset_progress_[index] = Progress::Running;
  dataset_stack_.push_back(index);
  Place place_outside = std::exchange(place_, place_in(*module_.datasets[index].decl));
  Columns columns_outside = std::exchange(columns_, {});
  check_dataset_lines(module_.datasets[index]);
  columns_ = std::move(columns_outside);
  place_ = std::move(place_outside);
  dataset_stack_.pop_back();
  dataset_progress_[index] = Progress::Done;
  module_.dataset_order.push_back(index);
}

void Checker::check_dataset_lines(DatasetInfo& dataset) {
  for (const DatasetInput& input : dataset.decl->inputs) {
    InputInfo info;
    check_input(info, input);
    dataset.inputs.push_back(std::move(info));
  }
  resolve_row_schema(dataset);
  place_.dataset = &dataset;
  declare_each(dataset);
  declare_columns(dataset);
  check_once(*dataset.decl);
  for (std::uint32_t i = 0; i < dataset.eaches.size(); ++i) each_element(i);
  for (std::uint32_t i = 0; i < dataset.columns.size(); ++i) check_column(i);
  for (const DatasetLine& line : dataset.decl->lines) check_line(line);
  note_what_may_fail(dataset);
  check_row_schema(dataset);
  dataset.row = row_type(dataset);
  check_rows_exist();
  warn_unused_lets();
  warn_of_exact(dataset);
  warn_of_shared_draws(dataset);
}

TypeId Checker::dataset_row(std::uint32_t index, source::Span at) {
  if (dataset_progress_[index] == Progress::Running) {
    report_dataset_cycle(index, at);
    return error_type();
  }
  check_dataset(index);
  // What a test looks at is no reason to compute it in a run.
  if (!place_.in_test) module_.datasets[index].is_read = true;
  return module_.datasets[index].row;
}

/// Whether one more of these may stand behind those that have led here; that it may not is told once.
bool Checker::may_follow(source::Span span, std::uint32_t height) {
  if (chain_ + height <= kMaxChain) return true;
  if (!chain_told_) {
    error(Code::TooDeep, span, "what this is read by leads too far",
          fmt::format("more than {} steps from one to the next", kMaxChain));
  }
  chain_told_ = true;
  return false;
}

void Checker::report_dataset_cycle(std::uint32_t index, source::Span at) {
  const auto name = [&](std::uint32_t dataset) { return module_.datasets[dataset].decl->name.text; };
  const auto first = std::ranges::find(dataset_stack_, index);
  std::string path;
  for (auto step = first; step != dataset_stack_.end(); ++step) path += fmt::format("`{}` → ", name(*step));
  auto& diagnostic = error(Code::DatasetCycle, at, fmt::format("the dataset `{}` reads itself", name(index)),
                           path + fmt::format("`{}`", name(index)));
  for (auto step = first; step != dataset_stack_.end(); ++step)
    diagnostic.others.push_back({module_.datasets[*step].decl->name.span, "on the way"});
}

/// With `on failure keep` a reader also meets rows in which a column that failed is null.
TypeId Checker::row_type(const DatasetInfo& dataset) {
  if (dataset.schema) return *dataset.schema;
  const bool keeps_failures = std::ranges::any_of(dataset.decl->lines, [](const DatasetLine& line) {
    return line.kind == DatasetLineKind::OnFailure && line.policy == FailurePolicy::Keep;
  });
  std::vector<plan::Field> fields;
  for (const std::uint32_t index : dataset.order) {
    const ColumnInfo& column = dataset.columns[index];
    if (!column.written) continue;
    const bool may_be_null = keeps_failures && column.may_fail;
    fields.push_back({std::string(column.name),
                      may_be_null ? module_.types.optional_of(column.type) : column.type,
                      std::string(column.line->doc),
                      {}});
  }
  return module_.types.record_of(std::move(fields));
}

void Checker::note_what_may_fail(DatasetInfo& dataset) {
  for (std::uint32_t i = 0; i < dataset.columns.size(); ++i) {
    std::vector<bool> seen(dataset.columns.size());
    dataset.columns[i].may_fail = may_fail(i, seen);
  }
}

bool Checker::may_fail(std::uint32_t column, std::vector<bool>& seen) const {
  if (seen[column]) return false;
  seen[column] = true;
  const ColumnInfo& info = place_.dataset->columns[column];
  return info.line->value && may_fail(*info.line->value, seen);
}

/// Whether computing it can go wrong: it is called, calculated, checked or taken from a list.
bool Checker::may_fail(const Expr& expr, std::vector<bool>& seen) const {
  return !walk(expr, [&](const Expr& part) {
    if (module_.demands.contains(part.id)) return false;
    if (part.kind == ExprKind::Call || part.kind == ExprKind::Pipe || part.kind == ExprKind::Subscript) return false;
    const auto* binary = part.try_as<BinaryExpr>();
    if (binary && binary->op >= BinaryOp::Add) return false;
    const Symbol symbol = part.kind == ExprKind::Name ? module_.symbols[part.id] : Symbol{};
    return symbol.kind != SymbolKind::Column || !may_fail(symbol.index, seen);
  });
}

/// One that another dataset reads need not write anything.
void Checker::warn_of_no_output(const DatasetInfo& dataset) {
  const DatasetDecl& decl = *dataset.decl;
  const bool writes = std::ranges::any_of(decl.lines, [](const DatasetLine& line) {
    const bool is_meant = line.kind == DatasetLineKind::Column && line.name.text == "output" && !line.name.quoted;
    return line.kind == DatasetLineKind::Output || line.kind == DatasetLineKind::Error || is_meant;
  });
  // With mistakes around, an output may stand among what could not be read.
  if (writes || dataset.is_read || dataset.scope != kMainScope || diags_.has_errors()) return;
  auto& diagnostic =
      error(Code::NothingWritten, decl.name.span, fmt::format("the dataset `{}` writes nothing", decl.name.text));
  const std::string line = fmt::format("output \"{}.jsonl\"", decl.name.text);
  const source::Span end{decl.span.file, decl.span.end - 1, decl.span.end - 1};
  diagnostic.hints.push_back({fmt::format("add a line `{}`", line), {{end, "  " + line + "\n"}}});
}

void Checker::warn_unused_lets() {
  const auto& columns = place_.dataset->columns;
  for (std::uint32_t i = 0; i < columns.size(); ++i) {
    if (columns[i].written || columns_.used[i] || columns[i].line->kind == DatasetLineKind::Split) continue;
    auto& diagnostic =
        error(Code::UnusedLet, columns[i].line->name.span, fmt::format("`{}` is never read", columns[i].name));
    diagnostic.hints.push_back({"take it away, or make it a column", {}});
  }
}

}  // namespace sdg::sema
