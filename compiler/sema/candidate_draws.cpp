// Draws that go by the candidate's number and not by the row's key: `exact` and `pick(…, unique = true)`.

#include <fmt/format.h>

#include <algorithm>

#include "compiler/sema/checker.h"
#include "compiler/sema/walk.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;

namespace {

bool is_call_of(const CallInfo& call, plan::Builtin sampler) {
  return call.target == Symbol{SymbolKind::Builtin, static_cast<std::uint32_t>(sampler)};
}

bool goes_by_number(const CallInfo& call) {
  if (is_call_of(call, plan::Builtin::Exact)) return true;
  return is_call_of(call, plan::Builtin::Pick) && std::ranges::any_of(call.named, [](const auto& arg) {
           return arg.first.text == "unique" &&
                  (arg.second->kind != ExprKind::Bool || static_cast<const BoolExpr*>(arg.second)->value);
         });
}

}  // namespace

/// `exact` counts candidates; what a filter leaves of them is another matter.
void Checker::warn_of_exact(const DatasetInfo& dataset) {
  const DatasetLine* filter = nullptr;
  for (const DatasetLine& line : dataset.decl->lines) {
    if (line.kind == DatasetLineKind::Rows && !line.by.empty()) return;
    const bool is_filter = line.kind == DatasetLineKind::Keep || line.kind == DatasetLineKind::Distinct;
    if (is_filter && !filter) filter = &line;
  }
  if (!filter) return;
  for (const ColumnInfo& column : dataset.columns) {
    if (!column.line->value || column.spread_field) continue;
    walk(*column.line->value, [&](const Expr& part) {
      const CallInfo* call = module_.call(part);
      if (!call || !is_call_of(*call, plan::Builtin::Exact)) return true;
      auto& diagnostic = error(Code::ExactAfterFilter, part.span, "these shares are exact among the candidates only",
                               "counted before any row is filtered out");
      diagnostic.others.push_back({filter->word, "this leaves some of them out"});
      diagnostic.hints.push_back(
          {fmt::format("for as many accepted rows of each: `rows 10 within 40 by {}`", column.name), {}});
      return false;
    });
  }
}

/// Below an `each` the number is still the candidate's.
void Checker::warn_of_shared_draws(const DatasetInfo& dataset) {
  for (const ColumnInfo& column : dataset.columns) {
    if (column.level == 0 || !column.line->value || column.spread_field) continue;
    walk(*column.line->value, [&](const Expr& part) {
      const CallInfo* call = module_.call(part);
      if (!call || !goes_by_number(*call)) return true;
      const bool is_exact = is_call_of(*call, plan::Builtin::Exact);
      auto& diagnostic =
          error(Code::SharedDraw, part.span,
                fmt::format("all rows that `each` makes of one candidate have the same `{}`", column.name),
                fmt::format("`{}` goes by the candidate's number", is_exact ? "exact" : "unique = true"));
      diagnostic.others.push_back({dataset.eaches.front().line->word, "the rows below have no number of their own"});
      diagnostic.hints.push_back(
          {is_exact ? "`choice` draws for each row by itself; above the `each` the line says what it does"
                    : "without `unique = true` each row picks by itself",
           {}});
      return false;
    });
  }
}

}  // namespace sdg::sema
