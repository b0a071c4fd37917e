#include <algorithm>
#include <ranges>

#include "compiler/diag/suggestion.h"
#include "compiler/sema/checker.h"

namespace sdg::sema {

using diag::Code;
using syntax::Name;

Symbol Checker::look_up_local(std::string_view name) const {
  for (auto local = place_.locals.rbegin(); local != place_.locals.rend(); ++local) {
    if (local->first == name) return {SymbolKind::Local, local->second};
  }
  return {};
}

/// Innermost wins: loop and template variables, then columns, then the names of `from`, then declarations.
Symbol Checker::look_up(std::string_view name) const {
  if (const Symbol local = look_up_local(name); local.kind != SymbolKind::None) return local;
  if (place_.dataset) {
    const auto column = place_.dataset->by_name.find(name);
    // In its own expression a column's name means the one outside: `style = style`.
    if (column != place_.dataset->by_name.end() && place_.column != column->second) {
      return {SymbolKind::Column, column->second};
    }
    const auto& inputs = place_.dataset->inputs;
    const auto input = std::ranges::find(inputs, name, &InputInfo::alias);
    if (input != inputs.end()) return {SymbolKind::Input, static_cast<std::uint32_t>(input - inputs.begin())};
  }
  const auto found = module_.names.find(name);
  return found == module_.names.end() ? Symbol{} : found->second;
}

std::vector<std::string_view> Checker::names_of(SymbolKind kind) const {
  std::vector<std::string_view> names;
  for (const auto& [name, symbol] : module_.names) {
    if (symbol.kind == kind) names.push_back(name);
  }
  std::ranges::sort(names);
  return names;
}

std::vector<std::string_view> Checker::values_in_scope() const {
  std::vector<std::string_view> names;
  for (const auto& local : place_.locals) names.push_back(local.first);
  if (place_.dataset) {
    for (const ColumnInfo& column : place_.dataset->columns) names.push_back(column.name);
    for (const InputInfo& input : place_.dataset->inputs) names.push_back(input.alias);
  }
  for (const SymbolKind kind : {SymbolKind::Param, SymbolKind::Source, SymbolKind::Dataset}) {
    std::ranges::copy(names_of(kind), std::back_inserter(names));
  }
  return names;
}

std::vector<std::string_view> Checker::callables_in_scope() const {
  std::vector<std::string_view> names = names_of(SymbolKind::Model);
  std::ranges::copy(names_of(SymbolKind::Function), std::back_inserter(names));
  for (const plan::BuiltinSpec& builtin : plan::all_builtins()) {
    if (builtin.kind != plan::BuiltinKind::Operator) names.push_back(builtin.name);
  }
  return names;
}

void Checker::suggest(diag::Diagnostic& diagnostic, const Name& written, std::span<const std::string_view> names) {
  if (auto hint = diag::did_you_mean(written.text, written.span, names)) diagnostic.hints.push_back(std::move(*hint));
}

void Checker::report_unknown_name(const Name& name) {
  const auto names = values_in_scope();
  if (place_.dataset) {
    auto& diagnostic =
        error(Code::UnknownColumn, name.span, "there is no column `" + std::string(name.text) + "` here",
              "not a column, parameter or source of `" + std::string(place_.dataset->decl->name.text) + "`");
    suggest(diagnostic, name, names);
    return;
  }
  auto& diagnostic = error(Code::UnknownName, name.span, "there is no `" + std::string(name.text) + "` here",
                           "not a parameter, source or variable in scope");
  suggest(diagnostic, name, names);
}

std::uint32_t Checker::bind(std::string_view name, TypeId type, source::Span span) {
  const auto local = static_cast<std::uint32_t>(module_.locals.size());
  module_.locals.push_back({name, type, span});
  if (!name.empty()) place_.locals.emplace_back(name, local);
  return local;
}

TypeId Checker::not_yet(source::Span span, std::string what) {
  error(Code::NotYet, span, what + " cannot be run by this version yet");
  return error_type();
}

}  // namespace sdg::sema
