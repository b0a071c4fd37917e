#include <fmt/format.h>

#include <algorithm>

#include "compiler/sema/checker.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;

void Checker::check_rows_exist() {
  const DatasetDecl& decl = *place_.dataset->decl;
  if (std::ranges::find(decl.lines, DatasetLineKind::Rows, &DatasetLine::kind) != decl.lines.end()) return;
  for (const InputInfo& input : place_.dataset->inputs) {
    const bool is_endless = !input.steps.empty() && std::ranges::find(input.steps, plan::InputStep::Kind::Slice,
                                                                      &InputStepInfo::kind) == input.steps.end();
    if (!is_endless) continue;
    auto& diagnostic = error(Code::EndlessRows, input.span, "this never ends, and nothing says how many rows there are",
                             "the same rows again and again");
    diagnostic.hints.push_back({"say how many: `rows 100`", {}});
  }
  // Among what was not understood there may be the line that says it.
  if (std::ranges::find(decl.lines, DatasetLineKind::Error, &DatasetLine::kind) != decl.lines.end()) return;
  if (!decl.inputs.empty()) return;
  auto& diagnostic = error(Code::NoRows, decl.name.span,
                           fmt::format("the dataset `{}` does not say how many rows it has", decl.name.text));
  if (suggest_rows_line(diagnostic, decl)) return;
  const auto brace = surroundings_.sources.text(decl.span).find('{');
  const std::uint32_t behind = decl.span.begin + static_cast<std::uint32_t>(brace) + 1;
  diagnostic.hints.push_back({"say how many: `rows 100`; or what they are made from: `dataset … from source`",
                              {{{decl.span.file, behind, behind}, "\n  rows 100"}}});
}

/// `rows = 3` and `rows: int = 3`: a column, where the line was meant.
bool Checker::suggest_rows_line(diag::Diagnostic& diagnostic, const DatasetDecl& decl) const {
  const auto column = std::ranges::find_if(decl.lines, [](const DatasetLine& line) {
    return line.kind == DatasetLineKind::Column && line.name.text == "rows" && !line.name.quoted;
  });
  if (column == decl.lines.end()) return false;
  diagnostic.others.push_back({column->name.span, "this is a column called `rows`, not the line"});
  const Expr& value = *column->value;
  const auto* name = value.try_as<NameExpr>();
  const bool is_known = value.kind == ExprKind::Int || (name && module_.symbols[name->id].kind == SymbolKind::Param);
  if (!is_known) return false;
  const std::string meant = fmt::format("rows {}", surroundings_.sources.text(value.span));
  diagnostic.hints.push_back(
      {fmt::format("write `{}`", meant), {{source::join(column->name.span, value.span), meant}}});
  return true;
}

/// `rows N within M by label`
void Checker::check_rows(const DatasetLine& line) {
  check_as(*line.value, plain(TypeKind::Int));
  if (line.second) check_as(*line.second, plain(TypeKind::Int));
  for (const Expr* by : line.by) check_rows_by(*by);
  if (line.by.empty() || line.second) return;
  auto& diagnostic = error(Code::BadRows, line.value->span, "nothing says how many candidates may be looked at",
                           "as many rows for each value are made by trying");
  diagnostic.others.push_back({line.by[0]->span, "for each value of this"});
  const auto* literal = line.value->try_as<IntExpr>();
  const std::string count(surroundings_.sources.text(line.value->span));
  constexpr std::int64_t kMostCounted = 1'000'000'000;
  const bool is_counted = literal && literal->value >= 0 && literal->value <= kMostCounted;
  const std::string most = is_counted ? std::to_string(10 * literal->value) : "10 * " + count;
  diagnostic.hints.push_back({"say how many at most for each value", {{line.value->span, count + " within " + most}}});
}

/// So many rows of each value: all of them have to be known.
void Checker::check_rows_by(const Expr& by) {
  const TypeId have = check(by);
  const TypeKind kind = type(have).kind;
  if (kind == TypeKind::Bool || kind == TypeKind::Literal || kind == TypeKind::Error) return;
  auto& diagnostic =
      error(Code::NotGroupable, by.span, "`by` of `rows` goes through all values, so there must be a list of them",
            fmt::format("this is `{}`", show(have)));
  diagnostic.hints.push_back({"give the column a type that lists its values: `\"a\" | \"b\"`, or `bool`", {}});
}

/// What rows are grouped by is the same for ever: it is hashed, and shown.
void Checker::check_groups(std::span<const Expr* const> by) {
  constexpr TypeKind kKinds[] = {TypeKind::Int,      TypeKind::String,  TypeKind::Bool, TypeKind::Date,
                                 TypeKind::DateTime, TypeKind::Literal, TypeKind::Null, TypeKind::Error};
  for (const Expr* part : by) {
    const TypeId have = check(*part);
    if (std::ranges::find(kKinds, type(module_.types.required(have)).kind) != std::end(kKinds)) continue;
    auto& diagnostic =
        error(Code::NotGroupable, part->span, fmt::format("rows cannot be grouped by a `{}`", show(have)));
    if (type(module_.types.required(have)).kind == TypeKind::Float)
      diagnostic.hints.push_back({"round it: `round(…)`", {}});
  }
}

/// `distinct a, b`, and `distinct text similar 0.85`
void Checker::check_distinct(const DatasetLine& line) {
  if (line.second) return check_similar(line);
  constexpr TypeKind kNever[] = {TypeKind::Image, TypeKind::Secret, TypeKind::Regex};
  for (const Expr* value : line.list) {
    const TypeId have = check(*value);
    if (std::ranges::find(kNever, type(module_.types.required(have)).kind) == std::end(kNever)) continue;
    error(Code::NotComparable, value->span, fmt::format("rows cannot be told apart by a `{}`", show(have)));
  }
}

void Checker::check_similar(const DatasetLine& line) {
  check_as(*line.second, plain(TypeKind::Float));
  for (const Expr* value : line.list) {
    const TypeId have = check(*value);
    const plan::Type& given = type(have);
    const bool is_vector = given.kind == TypeKind::List && is_numeric(module_.types, given.element);
    if (is_text(module_.types, have) || is_vector || given.kind == TypeKind::Error) continue;
    auto& diagnostic = error(Code::BadSimilar, value->span, "only texts and vectors are more or less alike",
                             fmt::format("this is `{}`", show(have)));
    if (module_.types.is_optional(have)) diagnostic.hints.push_back({"say what stands for null: `… ?? \"\"`", {}});
  }
  if (line.list.size() < 2) return;
  auto& diagnostic = error(Code::BadSimilar, line.list[1]->span, "`similar` compares one thing", "this is another");
  diagnostic.hints.push_back({"compare each by itself, in a line of its own", {}});
}

/// `split train = 0.9, test = 0.1 by id`: the column that says which part a row falls into.
TypeId Checker::check_split(const DatasetLine& line) {
  std::vector<plan::Value> names;
  for (const Share& share : line.shares) {
    check_as(*share.value, plain(TypeKind::Float));
    const plan::Value name = plan::Value::string(std::string(share.name.text));
    if (std::ranges::find(names, name) != names.end()) {
      error(Code::DuplicateName, share.name.span, fmt::format("two parts are called `{}`", share.name.text));
      continue;
    }
    names.push_back(name);
  }
  check_groups(line.by);
  return names.empty() ? error_type() : module_.types.literal_of(std::move(names));
}

void Checker::check_budget(const Expr& value) {
  const TypeId have = check(value);
  const TypeKind kind = type(have).kind;
  if (kind == TypeKind::Money || kind == TypeKind::Error) return;
  auto& diagnostic = error(Code::TypeMismatch, value.span, "a budget is an amount of dollars",
                           fmt::format("this is `{}`", show(have)));
  if (value.kind == ExprKind::Int || value.kind == ExprKind::Float)
    diagnostic.hints.push_back(
        {"write a dollar sign before it", {{value.span, "$" + std::string(surroundings_.sources.text(value.span))}}});
}

}  // namespace sdg::sema
