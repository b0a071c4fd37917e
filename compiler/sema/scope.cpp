#include <fmt/format.h>

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
  if (!place_.dataset) return declared(name);
  const auto found = place_.dataset->by_name.find(name);
  // In its own expression a column's name means the one outside: `style = style`.
  const bool is_column = found != place_.dataset->by_name.end() && place_.column != found->second;
  const Symbol column = is_column ? Symbol{SymbolKind::Column, found->second} : Symbol{};
  // One below an `each` hides nothing from the lines above it.
  if (is_column && place_.dataset->columns[found->second].level <= place_.level) return column;
  const Symbol outer = look_up_outside_columns(name);
  return outer.kind == SymbolKind::None ? column : outer;
}

Symbol Checker::look_up_outside_columns(std::string_view name) const {
  const auto& eaches = place_.dataset->eaches;
  const auto each = std::ranges::find(eaches, name, [](const EachInfo& info) { return info.line->name.text; });
  if (each != eaches.end()) return {SymbolKind::Each, static_cast<std::uint32_t>(each - eaches.begin())};
  const auto& inputs = place_.dataset->inputs;
  const auto input = std::ranges::find(inputs, name, &InputInfo::alias);
  if (input != inputs.end()) return {SymbolKind::Input, static_cast<std::uint32_t>(input - inputs.begin())};
  // A line that was not understood has a name all the same, and was told.
  const auto is_broken = [name](const syntax::DatasetLine& line) {
    return line.kind == syntax::DatasetLineKind::Error && line.name.text == name;
  };
  if (std::ranges::any_of(place_.dataset->decl->lines, is_broken)) return {SymbolKind::Error, 0};
  return declared(name);
}

/// A declaration of the file, or a module that it uses.
Symbol Checker::declared(std::string_view name) const {
  const auto found = scope().names.find(name);
  return found == scope().names.end() ? Symbol{} : found->second;
}

/// The module that a name stands for, where nothing nearer has that name.
std::optional<std::uint32_t> Checker::module_named(const syntax::Expr& expr) const {
  const auto* name = expr.try_as<syntax::NameExpr>();
  const Symbol symbol = name ? look_up(name->name.text) : Symbol{};
  return symbol.kind == SymbolKind::Module ? std::optional(symbol.index) : std::nullopt;
}

/// The declaration that `writer` or `people.writer` names. A module that lacks it is told.
Symbol Checker::declared(const syntax::Expr& path) {
  Symbol symbol;
  if (const auto* name = path.try_as<syntax::NameExpr>()) symbol = declared(name->name.text);
  if (const auto* field = path.try_as<syntax::FieldExpr>()) {
    if (const auto module = module_named(*field->object)) symbol = declared_in(*module, field->field);
    // What a module holds that could not be read is not known.
    const auto* module = field->object->try_as<syntax::NameExpr>();
    if (module && look_up(module->name.text).kind == SymbolKind::Error) symbol = {SymbolKind::Error, 0};
  }
  module_.symbols[path.id] = symbol;
  return symbol;
}

Symbol Checker::declared_in(std::uint32_t module, const Name& name) {
  if (place_.scope == kMainScope) scope_used_[module] = true;
  const Scope& scope = module_.scopes[module];
  const auto found = scope.names.find(name.text);
  // What a module uses itself belongs to it.
  if (found != scope.names.end() && found->second.kind != SymbolKind::Module) return found->second;
  auto& diagnostic = error(Code::NotInModule, name.span, fmt::format("`{}` declares no `{}`", scope.path, name.text));
  std::vector<std::string_view> names;
  for (const auto& [other, symbol] : scope.names) {
    if (symbol.kind != SymbolKind::Module && symbol.kind != SymbolKind::Error) names.push_back(other);
  }
  std::ranges::sort(names);
  suggest(diagnostic, name, names);
  if (diagnostic.hints.empty() && !names.empty())
    diagnostic.notes.push_back(fmt::format("it declares `{}`", fmt::join(names, "`, `")));
  return {SymbolKind::Error, 0};
}

std::vector<std::string_view> Checker::names_of(SymbolKind kind) const {
  std::vector<std::string_view> names;
  for (const auto& [name, symbol] : scope().names) {
    if (symbol.kind == kind) names.push_back(name);
  }
  std::ranges::sort(names);
  return names;
}

std::vector<std::string_view> Checker::values_in_scope() const {
  std::vector<std::string_view> names;
  for (const auto& local : place_.locals) names.push_back(local.first);
  if (place_.dataset) {
    const auto& columns = place_.dataset->columns;
    for (std::uint32_t i = 0; i < columns.size(); ++i) {
      if (place_.column != i) names.push_back(columns[i].name);
    }
    for (const EachInfo& each : place_.dataset->eaches) names.push_back(each.line->name.text);
    for (const InputInfo& input : place_.dataset->inputs) names.push_back(input.alias);
  }
  for (const SymbolKind kind : {SymbolKind::Param, SymbolKind::Source, SymbolKind::Dataset}) {
    std::ranges::copy(names_of(kind), std::back_inserter(names));
  }
  return names;
}

std::vector<std::string_view> Checker::callables_in_scope() const {
  std::vector<std::string_view> names = names_of(SymbolKind::Model);
  for (const SymbolKind kind : {SymbolKind::Prompt, SymbolKind::Function}) {
    std::ranges::copy(names_of(kind), std::back_inserter(names));
  }
  for (const plan::BuiltinSpec& builtin : plan::all_builtins()) {
    if (builtin.kind != plan::BuiltinKind::Operator) names.push_back(builtin.name);
  }
  return names;
}

/// Past the limit nothing more is told: what follows from a hundred mistakes helps nobody.
diag::Diagnostic& Checker::error(Code code, source::Span span, std::string message, std::string label) {
  if (told_++ >= kMaxMistakes) throw TooManyMistakes{span};
  return diags_.report(code, span, std::move(message), std::move(label));
}

void Checker::suggest(diag::Diagnostic& diagnostic, const Name& written, std::span<const std::string_view> names) {
  if (auto hint = diag::did_you_mean(written.text, written.span, names)) diagnostic.hints.push_back(std::move(*hint));
}

void Checker::warn_of_hidden_param(std::string_view what, const Name& name) {
  if (declared(name.text).kind != SymbolKind::Param) return;
  error(Code::HidesParam, name.span, fmt::format("this {} hides the parameter `{}`", what, name.text));
}

std::uint32_t Checker::bind(std::string_view name, TypeId type, source::Span span) {
  const auto local = static_cast<std::uint32_t>(module_.locals.size());
  module_.locals.push_back({name, type, span});
  if (!name.empty()) place_.locals.emplace_back(name, local);
  return local;
}

TypeId Checker::not_yet(source::Span span, const std::string& what) {
  error(Code::NotYet, span, what + " cannot be run by this version yet");
  return error_type();
}

}  // namespace sdg::sema
