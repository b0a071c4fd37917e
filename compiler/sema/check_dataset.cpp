#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "compiler/sema/checker.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;

void Checker::check_dataset(DatasetInfo& dataset) {
  place_ = place_in(*dataset.decl);
  for (const DatasetInput& input : dataset.decl->inputs) {
    InputInfo info;
    check_input(info, input);
    dataset.inputs.push_back(info);
  }
  declare_each(dataset);
  place_.dataset = &dataset;
  column_progress_.clear();
  column_used_.clear();
  declare_columns(dataset);
  check_once(*dataset.decl);
  for (std::uint32_t i = 0; i < dataset.columns.size(); ++i) check_column(i);
  for (const DatasetLine& line : dataset.decl->lines) check_line(line);
  if (dataset.decl->row_type) {
    resolve(dataset.decl->row_type);
    not_yet(dataset.decl->row_type->span, "`-> Schema` of a dataset");
  }
  check_rows_exist();
  warn_unused_lets();
  warn_of_no_output(*dataset.decl);
}

/// The elements of an `each` have names that columns read.
void Checker::declare_each(DatasetInfo& dataset) {
  for (const DatasetLine& line : dataset.decl->lines) {
    if (line.kind != DatasetLineKind::Each) continue;
    InputInfo element;
    element.alias = line.name.text;
    element.row = error_type();
    dataset.inputs.push_back(element);
  }
}

/// `personas` of `personas` and of `people.personas`.
const Name* last_name(const Expr& path) {
  if (const auto* name = path.try_as<NameExpr>()) return &name->name;
  if (const auto* field = path.try_as<FieldExpr>()) return &field->field;
  return nullptr;
}

/// A source, a dataset, a list, a range, or a type whose values can be listed.
void Checker::check_input(InputInfo& info, const DatasetInput& written) {
  const Name* name = last_name(*written.value);
  info.alias = !written.alias.text.empty() ? written.alias.text : name ? name->text : std::string_view();
  info.row = error_type();
  if (name) {
    const Symbol symbol = declared(*written.value);
    if (symbol.kind == SymbolKind::Error) return;
    if (symbol.kind == SymbolKind::Source) {
      info.kind = InputInfo::Kind::Source;
      info.index = symbol.index;
      info.row = module_.sources[symbol.index].row;
      return;
    }
    if (symbol.kind == SymbolKind::Dataset) {
      not_yet(written.value->span, "a dataset that reads another one");
      return;
    }
    if (symbol.kind == SymbolKind::Type) return check_union_input(info, *written.value, symbol.index);
    if (symbol.kind == SymbolKind::None && written.value->kind == ExprKind::Name) {
      auto& diagnostic = error(Code::UnknownName, name->span, fmt::format("there is no source `{}`", name->text));
      std::vector<std::string_view> names = names_of(SymbolKind::Source);
      std::ranges::copy(names_of(SymbolKind::Param), std::back_inserter(names));
      suggest(diagnostic, *name, names);
      return;
    }
  }
  const TypeId list = check(*written.value);
  info.kind = InputInfo::Kind::Values;
  info.values = written.value;
  const TypeKind kind = type(list).kind;
  if (kind != TypeKind::List && kind != TypeKind::Json && kind != TypeKind::Error) {
    error(Code::BadInput, written.value->span, "a dataset cannot be made from this",
          fmt::format("this is `{}`, not a source, a list, a range or a union type", show(list)));
    return;
  }
  info.row = element_of(*written.value, list);
}

void Checker::check_union_input(InputInfo& info, const Expr& name, std::uint32_t type_index) {
  const TypeId row = declared_type(type_index);
  if (type(row).kind != TypeKind::Literal) {
    if (type(row).kind == TypeKind::Error) return;
    error(Code::BadInput, name.span,
          fmt::format("the values of `{}` cannot be listed", surroundings_.sources.text(name.span)),
          "only a union of literals can be gone through");
    return;
  }
  info.kind = InputInfo::Kind::Values;
  info.row = row;
}

/// Columns that are written out come first: they win over what a spread brings, wherever they stand, and a spread may
/// read them.
void Checker::declare_columns(DatasetInfo& dataset) {
  for (const DatasetLine& line : dataset.decl->lines) {
    const bool is_let = line.kind == DatasetLineKind::Let;
    if (line.kind == DatasetLineKind::Column && !line.type) warn_of_line_word(line);
    if (line.kind == DatasetLineKind::Column || is_let)
      declare_column(dataset, {&line, line.name.text, !is_let, error_type(), {}});
  }
  for (const DatasetLine& line : dataset.decl->lines) {
    if (line.kind == DatasetLineKind::Spread) declare_spread(dataset, line);
  }
  dataset.order.resize(dataset.columns.size());
  std::iota(dataset.order.begin(), dataset.order.end(), 0);
  std::ranges::stable_sort(dataset.order, {},
                           [&](std::uint32_t column) { return dataset.columns[column].line->span.begin; });
}

/// `rows = 5` is a column, and hardly meant to be one.
void Checker::warn_of_line_word(const DatasetLine& line) {
  constexpr std::string_view kWords[] = {"rows",     "seed", "key",   "output",  "keep",  "shuffle",
                                         "distinct", "each", "split", "measure", "budget"};
  if (line.name.quoted || std::ranges::find(kWords, line.name.text) == std::end(kWords)) return;
  auto& diagnostic = error(Code::LineWordAsColumn, line.name.span,
                           fmt::format("this is a column called `{}`, not a line that says it", line.name.text));
  const source::Span sign{line.name.span.file, line.name.span.end, line.value->span.begin};
  diagnostic.hints.push_back({"leave out the `=`", {{sign, " "}}});
  diagnostic.hints.push_back({fmt::format("for a column of this name write `` `{}` ``", line.name.text), {}});
}

void Checker::declare_column(DatasetInfo& dataset, ColumnInfo column) {
  const auto [place, is_new] = dataset.by_name.emplace(column.name, static_cast<std::uint32_t>(dataset.columns.size()));
  if (!is_new) {
    const ColumnInfo& first = dataset.columns[place->second];
    if (column.spread_field && !first.spread_field) return;
    const source::Span span = column.spread_field ? column.line->span : column.line->name.span;
    auto& diagnostic = error(Code::DuplicateName, span, fmt::format("the column `{}` is declared twice", column.name));
    diagnostic.others.push_back({first.spread_field ? first.line->span : first.line->name.span, "first here"});
    return;
  }
  const bool hides_param = declared(column.name).kind == SymbolKind::Param;
  // `day = day` says what it does.
  const auto* own = column.line->value->try_as<NameExpr>();
  const bool hands_on = own && own->name.text == column.name;
  if (!column.spread_field && hides_param && !hands_on) {
    error(Code::HidesParam, column.line->name.span, fmt::format("this column hides the parameter `{}`", column.name));
  }
  dataset.columns.push_back(column);
  column_progress_.push_back(Progress::None);
  column_used_.push_back(false);
}

void Checker::declare_spread(DatasetInfo& dataset, const DatasetLine& line) {
  const TypeId spread = check(*line.value);
  const plan::Type record = type(spread);
  if (record.kind == TypeKind::Error) return;
  if (record.kind != TypeKind::Record) {
    error(Code::NotARecord, line.value->span, "only a record can be spread into columns",
          fmt::format("this is `{}`", show(spread)));
    return;
  }
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    const std::string& name = module_.spread_names.emplace_back(record.fields[i].name);
    declare_column(dataset, {&line, name, true, record.fields[i].type, std::string_view(name)});
  }
}

TypeId Checker::column_type(std::uint32_t index) {
  column_used_[index] = true;
  return check_column(index);
}

TypeId Checker::check_column(std::uint32_t index) {
  const ColumnInfo column = place_.dataset->columns[index];
  if (column_progress_[index] == Progress::Done || column.spread_field) return column.type;
  if (column_progress_[index] == Progress::Running) {
    report_cycle(index);
    return error_type();
  }
  column_progress_[index] = Progress::Running;
  column_stack_.push_back(index);
  Place outside = place_;
  place_ = {};
  place_.scope = outside.scope;
  place_.dataset = outside.dataset;
  place_.column = index;
  TypeId result = error_type();
  if (column.line->type) {
    result = resolve(column.line->type);
    check_as(*column.line->value, result);
  } else {
    result = check(*column.line->value);
    // A column that is one text is a string; one that is one of several texts keeps them.
    if (type(result).kind == TypeKind::Literal && type(result).literals.size() == 1) {
      result = widened(module_.types, result);
    }
  }
  place_ = std::move(outside);
  column_stack_.pop_back();
  column_progress_[index] = Progress::Done;
  place_.dataset->columns[index].type = result;
  return result;
}

void Checker::report_cycle(std::uint32_t index) {
  const auto& columns = place_.dataset->columns;
  const auto first = std::ranges::find(column_stack_, index);
  std::string path;
  for (auto step = first; step != column_stack_.end(); ++step) path += fmt::format("`{}` → ", columns[*step].name);
  path += fmt::format("`{}`", columns[index].name);
  auto& diagnostic = error(Code::ColumnCycle, columns[index].line->name.span,
                           fmt::format("the column `{}` reads itself", columns[index].name), path);
  for (auto step = first + 1; step < column_stack_.end(); ++step)
    diagnostic.others.push_back({columns[*step].line->name.span, "on the way"});
}

void Checker::warn_of_no_output(const DatasetDecl& decl) {
  const bool writes = std::ranges::any_of(decl.lines, [](const DatasetLine& line) {
    return line.kind == DatasetLineKind::Output || line.kind == DatasetLineKind::Error;
  });
  // With mistakes around, an output may stand among what could not be read.
  if (writes || place_.scope != kMainScope || diags_.has_errors()) return;
  auto& diagnostic =
      error(Code::NothingWritten, decl.name.span, fmt::format("the dataset `{}` writes nothing", decl.name.text));
  diagnostic.hints.push_back({fmt::format("add a line `output \"{}.jsonl\"`", decl.name.text), {}});
}

void Checker::warn_unused_lets() {
  const auto& columns = place_.dataset->columns;
  for (std::uint32_t i = 0; i < columns.size(); ++i) {
    if (columns[i].written || column_used_[i]) continue;
    auto& diagnostic =
        error(Code::UnusedLet, columns[i].line->name.span, fmt::format("`{}` is never read", columns[i].name));
    diagnostic.hints.push_back({"take it away, or make it a column", {}});
  }
}

}  // namespace sdg::sema
