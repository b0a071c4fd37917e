#include <fmt/format.h>

#include <algorithm>

#include "compiler/sema/checker.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;

/// `test "…" { given … expect … }`: what is given stands before what is expected, wherever it is on the page.
void Checker::check_test(TestInfo& test) {
  place_ = place_in(*test.decl);
  place_.in_test = true;
  for (const TestLine& line : test.decl->lines) {
    if (line.kind == TestLineKind::Given) check_given(test, line);
  }
  for (const TestLine& line : test.decl->lines) {
    if (line.kind == TestLineKind::Binding) {
      const TypeId value = check(*line.value);
      refuse_effects(*line.value);
      test.bindings.emplace_back(bind(line.name.text, value, line.name.span), line.value);
    }
    if (line.kind == TestLineKind::Expect) {
      check_condition(*line.value);
      refuse_effects(*line.value);
      test.expects.push_back(line.value);
    }
  }
  const bool is_whole =
      std::ranges::find(test.decl->lines, TestLineKind::Error, &TestLine::kind) == test.decl->lines.end();
  if (!test.expects.empty() || !is_whole) return;
  auto& diagnostic = error(Code::NothingExpected, test.decl->name.span, "this test expects nothing");
  diagnostic.hints.push_back({"add a line `expect …`", {}});
}

void Checker::check_given(TestInfo& test, const TestLine& line) {
  GivenInfo given{&line, SymbolKind::Error, 0, {}, {}};
  find_given(given);
  if (given.kind != SymbolKind::Error) refuse_twice_given(test, given);
  const Place outside = place_;
  bind_given_params(given);
  check_given_value(given);
  refuse_effects(*line.value);
  place_ = outside;
  test.givens.push_back(std::move(given));
}

/// A declaration, one of a module, or a column: `d.difficulty`, or the name alone in every dataset that has it.
void Checker::find_given(GivenInfo& given) {
  const std::span<const Name> path = given.line->path;
  Symbol symbol = declared(path.front().text);
  std::size_t next = 1;
  if (symbol.kind == SymbolKind::Module && path.size() > 1) symbol = declared_in(symbol.index, path[next++]);
  const bool is_whole = next == path.size();
  switch (symbol.kind) {
    case SymbolKind::Error: return;
    case SymbolKind::Source:
    case SymbolKind::Model:
    case SymbolKind::Prompt:
    case SymbolKind::Function:
      if (!is_whole) break;
      given.kind = symbol.kind;
      given.index = symbol.index;
      return;
    case SymbolKind::Dataset:
      given.kind = is_whole ? SymbolKind::Dataset : SymbolKind::Column;
      given.index = symbol.index;
      if (is_whole) return;
      break;
    case SymbolKind::None:
    case SymbolKind::Param:
    case SymbolKind::Type:
    case SymbolKind::Module:
    case SymbolKind::Input:
    case SymbolKind::Column:
    case SymbolKind::Local:
    case SymbolKind::Builtin:
    case SymbolKind::Each:
    case SymbolKind::Aggregate:
    case SymbolKind::ModelPrompts:
    case SymbolKind::FunctionPrompts:
    case SymbolKind::PromptPrompts:
    case SymbolKind::PromptText:
    case SymbolKind::PromptVersion: break;
  }
  find_given_column(given);
}

void Checker::find_given_column(GivenInfo& given) {
  const std::span<const Name> path = given.line->path;
  const bool is_qualified = given.kind == SymbolKind::Column;
  given.kind = SymbolKind::Error;
  const Name& name = path.back();
  for (std::uint32_t i = 0; i < module_.datasets.size(); ++i) {
    const bool is_asked =
        is_qualified ? i == given.index : module_.datasets[i].scope == place_.scope && path.size() == 1;
    if (!is_asked) continue;
    const auto column = module_.datasets[i].by_name.find(name.text);
    if (column != module_.datasets[i].by_name.end()) given.columns.emplace_back(i, column->second);
  }
  if (given.columns.empty()) return report_unknown_given(given);
  given.kind = SymbolKind::Column;
}

void Checker::report_unknown_given(const GivenInfo& given) {
  const Name& name = given.line->path.back();
  auto& diagnostic =
      error(Code::UnknownGiven, name.span, fmt::format("there is no `{}` to give", syntax::dotted(given.line->path)),
            "not a column, source, model, prompt, generator or external function");
  std::vector<std::string_view> names;
  for (const SymbolKind kind :
       {SymbolKind::Source, SymbolKind::Model, SymbolKind::Prompt, SymbolKind::Function, SymbolKind::Dataset}) {
    std::ranges::copy(names_of(kind), std::back_inserter(names));
  }
  for (const DatasetInfo& dataset : module_.datasets) {
    for (const ColumnInfo& column : dataset.columns) names.push_back(column.name);
  }
  suggest(diagnostic, name, names);
}

/// `given ask(_)`: the text of the last turn for a model, the record of its variables for a prompt, the arguments for a
/// function; one `_` stands for all of them.
void Checker::bind_given_params(GivenInfo& given) {
  const std::span<const Name> names = given.line->params;
  const bool is_called =
      given.kind == SymbolKind::Model || given.kind == SymbolKind::Prompt || given.kind == SymbolKind::Function;
  if (given.kind == SymbolKind::Error) {
    for (const Name& name : names) bind(name.text, error_type(), name.span);
    return;
  }
  const Name& written = given.line->path.back();
  if (is_called != given.line->has_params) {
    auto& diagnostic = error(Code::GivenParams, written.span,
                             is_called ? fmt::format("`{}` is called, so its arguments are named", written.text)
                                       : fmt::format("`{}` takes no arguments", written.text));
    if (is_called) {
      const source::Span end{written.span.file, written.span.end, written.span.end};
      diagnostic.hints.push_back({fmt::format("write `given {}(_) = …`", written.text), {{end, "(_)"}}});
    }
    return;
  }
  if (!is_called) return;
  std::vector<TypeId> types{plain(TypeKind::String)};
  if (given.kind == SymbolKind::Prompt) types = {module_.prompts[given.index].inputs};
  if (given.kind == SymbolKind::Function) {
    types.clear();
    for (const FunctionParam& param : module_.functions[given.index].params) types.push_back(param.type);
  }
  const bool is_any = names.size() == 1 && names.front().text == "_";
  if (!is_any && names.size() != types.size()) {
    error(Code::GivenParams, written.span,
          fmt::format("`{}` takes {} argument{}, and {} {} named", written.text, types.size(),
                      types.size() == 1 ? "" : "s", names.size(), names.size() == 1 ? "is" : "are"));
  }
  for (std::size_t i = 0; i < names.size(); ++i) {
    const bool is_read = names[i].text != "_";
    const TypeId param = i < types.size() ? types[i] : error_type();
    given.params.push_back(bind(is_read ? names[i].text : std::string_view(), param, names[i].span));
  }
}

void Checker::check_given_value(const GivenInfo& given) {
  const Expr& value = *given.line->value;
  switch (given.kind) {
    case SymbolKind::Column: {
      for (const auto& [dataset, column] : given.columns)
        check_as(value, module_.datasets[dataset].columns[column].type);
      return;
    }
    case SymbolKind::Source: check_as(value, module_.types.list_of(module_.sources[given.index].row)); return;
    case SymbolKind::Function: check_given_reply(value, module_.functions[given.index]); return;
    case SymbolKind::Dataset:
    case SymbolKind::Model:
    case SymbolKind::Prompt:
    case SymbolKind::None:
    case SymbolKind::Error:
    case SymbolKind::Param:
    case SymbolKind::Type:
    case SymbolKind::Module:
    case SymbolKind::Input:
    case SymbolKind::Local:
    case SymbolKind::Builtin:
    case SymbolKind::Each:
    case SymbolKind::Aggregate:
    case SymbolKind::ModelPrompts:
    case SymbolKind::FunctionPrompts:
    case SymbolKind::PromptPrompts:
    case SymbolKind::PromptText:
    case SymbolKind::PromptVersion: check(value); return;
  }
}

/// The reply of a generator with a body is a text that its parser reads, or a value that is given as its JSON.
void Checker::check_given_reply(const Expr& value, const FunctionInfo& function) {
  const TypeId have = check(value, {function.result, {}});
  const bool is_reply_text = function.block && is_text(module_.types, have);
  if (!is_reply_text) module_.expr_types[value.id] = demand(value, have, function.result);
}

void Checker::refuse_twice_given(const TestInfo& test, const GivenInfo& given) {
  for (const GivenInfo& earlier : test.givens) {
    // `d.mood` beside `mood` says it for one of the datasets.
    const bool is_same = earlier.kind == given.kind && earlier.index == given.index &&
                         earlier.columns == given.columns && earlier.line->path.size() == given.line->path.size();
    if (!is_same) continue;
    auto& diagnostic = error(Code::GivenTwice, given.line->path.back().span,
                             fmt::format("`{}` is given twice", syntax::dotted(given.line->path)));
    diagnostic.others.push_back({earlier.line->path.back().span, "first here"});
    return;
  }
}

/// A test is the same each time it runs: what it says itself neither draws nor asks.
void Checker::refuse_effects(const Expr& value) {
  const Effects effects = std::exchange(place_.effects, {});
  if (!effects.asks && !effects.draws) return;
  error(Code::TestDraws, value.span, fmt::format("this {}", effects.asks ? "asks a model" : "draws"),
        "a test looks at rows, and makes none by itself");
}

/// `ask.prompts`: what was sent, a text for each request, in the order of the rows.
std::optional<TypeId> Checker::prompts_of(const FieldExpr& field) {
  if (!place_.in_test || field.field.text != "prompts") return {};
  const bool is_name = field.object->kind == ExprKind::Name || field.object->kind == ExprKind::Field;
  if (const auto* name = field.object->try_as<NameExpr>();
      name && look_up_local(name->name.text).kind != SymbolKind::None)
    return {};
  const Symbol symbol = is_name ? declared(*field.object) : Symbol{};
  if (symbol.kind == SymbolKind::Model) {
    module_.symbols[field.id] = {SymbolKind::ModelPrompts, symbol.index};
  } else if (symbol.kind == SymbolKind::Function && module_.functions[symbol.index].block) {
    module_.symbols[field.id] = {SymbolKind::FunctionPrompts, symbol.index};
  } else if (symbol.kind == SymbolKind::Prompt) {
    module_.symbols[field.id] = {SymbolKind::PromptPrompts, symbol.index};
  } else {
    return {};
  }
  return module_.types.list_of(plain(TypeKind::String));
}

}  // namespace sdg::sema
