#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <utility>

#include "compiler/sema/checker.h"
#include "compiler/sema/formats.h"
#include "compiler/sema/narrowing.h"
#include "compiler/sema/walk.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;

namespace {

std::uint32_t level_of(const DatasetInfo& dataset, const DatasetLine& line) {
  return static_cast<std::uint32_t>(std::ranges::count_if(
      dataset.eaches, [&](const EachInfo& each) { return each.line->span.begin < line.span.begin; }));
}

/// Where a column's name stands, or the line that brings it.
source::Span name_span(const ColumnInfo& column) {
  if (column.spread_field) return column.line->span;
  return column.line->kind == DatasetLineKind::Split ? column.line->word : column.line->name.span;
}

bool is_split_by_file(const Expr& output) {
  const auto* call = output.try_as<CallExpr>();
  const auto* callee = call ? call->callee->try_as<NameExpr>() : nullptr;
  return (callee && callee->name.text == "hf") || mentions_split(output);
}

}  // namespace

bool mentions_split(const Expr& output) {
  return !walk(output, [](const Expr& part) {
    const auto* text = part.try_as<StringExpr>();
    return !text || std::ranges::none_of(text->pieces, [](const Piece* piece) {
      const auto* name = piece->value ? piece->value->try_as<NameExpr>() : nullptr;
      return name && name->name.text == kSplitColumn;
    });
  });
}

void Checker::declare_each(DatasetInfo& dataset) {
  for (const DatasetLine& line : dataset.decl->lines) {
    if (line.kind != DatasetLineKind::Each) continue;
    const auto same =
        std::ranges::find(dataset.eaches, line.name.text, [](const EachInfo& each) { return each.line->name.text; });
    if (same != dataset.eaches.end()) {
      auto& diagnostic =
          error(Code::DuplicateName, line.name.span, fmt::format("two `each` call their element `{}`", line.name.text));
      diagnostic.others.push_back({same->line->name.span, "first here"});
    }
    warn_of_hidden_param("element", line.name);
    dataset.eaches.push_back({&line, error_type()});
  }
  columns_.eaches.resize(dataset.eaches.size());
}

/// The list is needed before its rows are filtered, but after the row above is.
TypeId Checker::each_element(std::uint32_t index) {
  EachInfo& each = place_.dataset->eaches[index];
  if (columns_.eaches[index] != Progress::None) return each.element;
  columns_.eaches[index] = Progress::Running;
  Place outside = std::exchange(place_, {});
  place_.scope = outside.scope;
  place_.dataset = outside.dataset;
  place_.level = index;
  if (columns_.read_early.level <= index) place_.not_null = columns_.not_null;
  const Expr& list = *each.line->value;
  // Null is no row, as is an empty list.
  each.element = element_of(list, module_.types.required(check(list)));
  place_ = std::move(outside);
  columns_.eaches[index] = Progress::Done;
  return each.element;
}

/// Whether something of that level is out of sight: there is one for each element, and none where the reader stands.
bool Checker::stands_below(std::uint32_t level, std::string_view name, source::Span at) {
  if (level <= place_.level) return false;
  const DatasetLine& each = *place_.dataset->eaches[level - 1].line;
  auto& diagnostic =
      error(Code::BelowEach, at, fmt::format("there is no single `{}` above `each {}`", name, each.name.text),
            "one for each element");
  diagnostic.others.push_back({each.word, "what stands below is computed for each element"});
  diagnostic.hints.push_back({fmt::format("move this line below `each {}`", each.name.text), {}});
  return true;
}

/// Columns that are written out come first: they win over what a spread brings, wherever they stand, and a spread may
/// read them. Filters come before spreads, which know what they prove.
void Checker::declare_columns(DatasetInfo& dataset) {
  for (const DatasetLine& line : dataset.decl->lines) {
    const bool is_let = line.kind == DatasetLineKind::Let;
    if (line.kind == DatasetLineKind::Column && !line.type) warn_of_line_word(line);
    if (line.kind == DatasetLineKind::Column || is_let)
      declare_column(dataset, {&line, line.name.text, !is_let, error_type(), {}});
    if (line.kind == DatasetLineKind::Split) declare_split(dataset, line);
  }
  check_filters(dataset);
  for (const DatasetLine& line : dataset.decl->lines) {
    if (line.kind == DatasetLineKind::Spread) declare_spread(dataset, line);
  }
  dataset.order.resize(dataset.columns.size());
  std::iota(dataset.order.begin(), dataset.order.end(), 0);
  std::ranges::stable_sort(dataset.order, {},
                           [&](std::uint32_t column) { return dataset.columns[column].line->span.begin; });
}

/// Where every output writes a file for each part, the part is no column.
void Checker::declare_split(DatasetInfo& dataset, const DatasetLine& line) {
  const auto is_output = [](const DatasetLine& other) { return other.kind == DatasetLineKind::Output; };
  const bool is_written = std::ranges::none_of(dataset.decl->lines, is_output) ||
                          std::ranges::any_of(dataset.decl->lines, [&](const DatasetLine& other) {
                            return is_output(other) && !is_split_by_file(*other.value);
                          });
  declare_column(dataset, {&line, kSplitColumn, is_written, error_type(), {}});
}

/// What `keep` proves holds wherever it was decided before: not in what it reads itself, and not in a key.
void Checker::check_filters(DatasetInfo& dataset) {
  std::vector<const Expr*> conditions;
  for (const DatasetLine& line : dataset.decl->lines) {
    if (line.kind == DatasetLineKind::Keep) conditions.push_back(line.value);
    for (const Expr* key : line.list) {
      FilterReads reads = reads_of(*key, dataset);
      reads.level = 0;
      if (line.kind == DatasetLineKind::Key) columns_.read_early.add(reads);
    }
  }
  for (const Expr* condition : conditions) columns_.read_early.add(reads_of(*condition, dataset));
  const bool has_spreads = std::ranges::any_of(
      dataset.decl->lines, [](const DatasetLine& line) { return line.kind == DatasetLineKind::Spread; });
  for (const Expr* condition : conditions) {
    // A name that a spread may bring is known after it only; such a filter proves nothing to the others.
    if (has_spreads && reads_of(*condition, dataset).others) continue;
    Place outside = std::exchange(place_, {});
    place_.scope = outside.scope;
    place_.dataset = outside.dataset;
    place_.level = static_cast<std::uint32_t>(dataset.eaches.size());
    check_condition(*condition);
    place_ = std::move(outside);
    columns_.filters.push_back(condition);
    for (std::string& path : prove(module_, *condition).when_true) columns_.not_null.push_back(std::move(path));
  }
}

void Checker::declare_column(DatasetInfo& dataset, ColumnInfo column) {
  if (column.name == kErrorsColumn) return report_reserved(column);
  const auto [place, is_new] = dataset.by_name.emplace(column.name, static_cast<std::uint32_t>(dataset.columns.size()));
  if (!is_new) {
    const ColumnInfo& first = dataset.columns[place->second];
    if (column.spread_field && !first.spread_field) return;
    // That a line may stand once is told of the line.
    const auto is_split = [](const ColumnInfo& one) { return one.line->kind == DatasetLineKind::Split; };
    if (is_split(column) && is_split(first)) return;
    auto& diagnostic =
        error(Code::DuplicateName, name_span(column), fmt::format("the column `{}` is declared twice", column.name));
    diagnostic.others.push_back({name_span(first), "first here"});
    return;
  }
  // `day = day` says what it does.
  const auto* own = column.line->value ? column.line->value->try_as<NameExpr>() : nullptr;
  const bool hands_on = own && own->name.text == column.name;
  if (!column.spread_field && !hands_on) warn_of_hidden_param("column", {column.name, name_span(column)});
  column.level = level_of(dataset, *column.line);
  dataset.columns.push_back(column);
  columns_.progress.push_back(Progress::None);
  columns_.used.push_back(false);
}

/// With `on failure keep` the language itself writes what failed there.
void Checker::report_reserved(const ColumnInfo& column) {
  auto& diagnostic =
      error(Code::ReservedColumn, name_span(column), fmt::format("no column can be called `{}`", column.name),
            column.spread_field ? "what is spread here has a field of this name"
                                : "it says what failed, with `on failure keep`");
  diagnostic.hints.push_back(
      {column.spread_field ? "read its fields one by one: `name = p.name`" : "give it another name", {}});
}

void Checker::declare_spread(DatasetInfo& dataset, const DatasetLine& line) {
  Place outside = std::exchange(place_, {});
  place_.scope = outside.scope;
  place_.dataset = outside.dataset;
  place_.level = level_of(dataset, line);
  if (!columns_.read_early.others) place_.not_null = columns_.not_null;
  const TypeId spread = check(*line.value);
  place_ = std::move(outside);
  const plan::Type record = type(spread);
  if (record.kind == TypeKind::Error) return;
  if (record.kind != TypeKind::Record) {
    error(Code::NotARecord, line.value->span, "only a record can be spread into columns",
          fmt::format("this is `{}`", show(spread)));
    return;
  }
  std::vector<std::uint32_t> doubled;
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    const std::string& name = module_.spread_names.emplace_back(record.fields[i].name);
    const auto known = dataset.by_name.find(name);
    if (known != dataset.by_name.end() && dataset.columns[known->second].spread_field) {
      doubled.push_back(known->second);
      continue;
    }
    declare_column(dataset, {&line, name, true, record.fields[i].type, std::string_view(name)});
  }
  report_doubled(dataset, line, doubled);
}

/// What two spreads share is one mistake, however many columns it is.
void Checker::report_doubled(const DatasetInfo& dataset, const DatasetLine& line,
                             std::span<const std::uint32_t> doubled) {
  if (doubled.empty()) return;
  std::string names;
  for (const std::uint32_t column : doubled)
    names += fmt::format("{}`{}`", names.empty() ? "" : ", ", dataset.columns[column].name);
  const ColumnInfo& first = dataset.columns[doubled.front()];
  auto& diagnostic =
      error(Code::DuplicateName, line.span,
            doubled.size() == 1 ? fmt::format("the column {} is declared twice", names)
                                : fmt::format("{} columns are declared twice: {}", doubled.size(), names));
  diagnostic.others.push_back({name_span(first), "first here"});
  diagnostic.hints.push_back(
      {fmt::format("a column that is written out wins: `{} = …` says which one is meant", first.name), {}});
}

TypeId Checker::column_type(std::uint32_t index) {
  columns_.used[index] = true;
  return check_column(index);
}

/// An amount of money says what a run may cost; in rows it is a number like others.
TypeId Checker::refuse_money(const Expr& value) {
  auto& diagnostic = error(Code::TypeMismatch, value.span, "a column cannot be an amount of money",
                           "amounts stand in `budget` and `price`");
  const std::string number(surroundings_.sources.text(value.span).substr(1));
  if (value.kind == ExprKind::Money)
    diagnostic.hints.push_back({fmt::format("write `{}`", number), {{value.span, number}}});
  return error_type();
}

TypeId Checker::check_column(std::uint32_t index) {
  const ColumnInfo column = place_.dataset->columns[index];
  if (columns_.progress[index] == Progress::Done || column.spread_field) return column.type;
  if (columns_.progress[index] == Progress::Running) {
    report_cycle(index);
    return error_type();
  }
  const std::uint32_t height = column.line->value ? column.line->value->height : 1;
  if (!may_follow(column.line->name.span, height)) {
    columns_.progress[index] = Progress::Done;
    return error_type();
  }
  const CountMark chain(chain_, height);
  columns_.progress[index] = Progress::Running;
  columns_.stack.push_back(index);
  Place outside = place_;
  place_ = {};
  place_.scope = outside.scope;
  place_.dataset = outside.dataset;
  place_.column = index;
  place_.level = column.level;
  if (!columns_.read_early.has(index)) place_.not_null = columns_.not_null;
  TypeId result = error_type();
  const auto wanted = wanted_by_schema(column);
  if (column.line->kind == DatasetLineKind::Split) {
    result = check_split(*column.line);
  } else if (column.line->type) {
    result = resolve(column.line->type);
    if (holds_secret(result)) {
      error(Code::SecretPlace, column.line->type->span, "a column cannot be a secret", "it would be written down");
      check(*column.line->value, {{}, {}, true});
      result = error_type();
    } else {
      check_as(*column.line->value, result);
    }
  } else if (wanted) {
    result = check_as(*column.line->value, *wanted);
  } else {
    result = check(*column.line->value);
    // A column that is one text is a string; one that is one of several texts keeps them.
    if (type(result).kind == TypeKind::Literal && type(result).literals.size() == 1) {
      result = widened(module_.types, result);
    }
    if (type(result).kind == TypeKind::Money) result = refuse_money(*column.line->value);
  }
  place_ = std::move(outside);
  columns_.stack.pop_back();
  columns_.progress[index] = Progress::Done;
  place_.dataset->columns[index].type = result;
  return place_.dataset->columns[index].type;
}

void Checker::report_cycle(std::uint32_t index) {
  const auto& columns = place_.dataset->columns;
  const auto first = std::ranges::find(columns_.stack, index);
  std::string path;
  for (auto step = first; step != columns_.stack.end(); ++step) path += fmt::format("`{}` → ", columns[*step].name);
  path += fmt::format("`{}`", columns[index].name);
  auto& diagnostic = error(Code::ColumnCycle, name_span(columns[index]),
                           fmt::format("the column `{}` reads itself", columns[index].name), path);
  for (auto step = first + 1; step < columns_.stack.end(); ++step)
    diagnostic.others.push_back({name_span(columns[*step]), "on the way"});
}

}  // namespace sdg::sema
