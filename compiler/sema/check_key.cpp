#include <fmt/format.h>

#include <algorithm>

#include "compiler/sema/checker.h"
#include "compiler/sema/walk.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;

/// A key of a candidate is known before the run: it reads what `from` names, parameters and `index()`. Below an `each`
/// it may read all that was found out above, but nothing of its own row that draws or asks: those are known by the key.
void Checker::check_key(const DatasetLine& line) {
  constexpr TypeKind kKinds[] = {TypeKind::Int,      TypeKind::String,  TypeKind::Bool, TypeKind::Date,
                                 TypeKind::DateTime, TypeKind::Literal, TypeKind::Null, TypeKind::Error};
  const auto level = static_cast<std::uint32_t>(std::ranges::count_if(
      place_.dataset->eaches, [&](const EachInfo& each) { return each.line->span.begin < line.span.begin; }));
  place_.level = level;
  for (const Expr* part : line.list) {
    const TypeId have = check(*part);
    if (std::ranges::find(kKinds, type(module_.types.required(have)).kind) == std::end(kKinds)) {
      auto& diagnostic = error(Code::KeyType, part->span, fmt::format("a key cannot be a `{}`", show(have)),
                               "it has to be the same for ever");
      if (type(have).kind == TypeKind::Float) diagnostic.hints.push_back({"use an int or a string", {}});
      continue;
    }
    std::vector<std::uint32_t> columns;
    if (is_known_before_the_run(*part, level, columns)) continue;
    auto& diagnostic =
        error(Code::KeyReads, part->span,
              level == 0 ? "a key must be known before the run" : "a key must be known before its row is",
              "this draws or asks");
    for (const std::uint32_t column : columns) {
      const ColumnInfo& info = place_.dataset->columns[column];
      diagnostic.others.push_back({info.line->span, fmt::format("`{}` is made here", info.name)});
    }
    diagnostic.hints.push_back({level == 0 ? "a key reads what `from` names, parameters and `index()`"
                                           : fmt::format("a key reads the elements of `each {}`, and what stands above",
                                                         place_.dataset->eaches[level - 1].line->name.text),
                                {}});
  }
}

/// Follows the columns that an expression reads; `columns` is the way to the one that draws or asks. What stands above
/// the last `each` is there already.
bool Checker::is_known_before_the_run(const Expr& expr, std::uint32_t level,
                                      std::vector<std::uint32_t>& columns) const {
  return walk(expr, [&](const Expr& part) {
    if (!why_unsettled(part).empty()) return false;
    const auto rendered = module_.template_calls.find(part.id);
    if (rendered != module_.template_calls.end()) {
      return std::ranges::all_of(rendered->second.variables, [&](const TemplateVariable& variable) {
        return is_known_before_the_run(variable.symbol, level, columns);
      });
    }
    return is_known_before_the_run(module_.symbols[part.id], level, columns);
  });
}

bool Checker::is_known_before_the_run(Symbol symbol, std::uint32_t level, std::vector<std::uint32_t>& columns) const {
  if (symbol.kind != SymbolKind::Column || std::ranges::find(columns, symbol.index) != columns.end()) return true;
  const ColumnInfo& column = place_.dataset->columns[symbol.index];
  if (column.level < level) return true;
  columns.push_back(symbol.index);
  if (column.line->value && !is_known_before_the_run(*column.line->value, level, columns)) return false;
  columns.pop_back();
  return true;
}

}  // namespace sdg::sema
