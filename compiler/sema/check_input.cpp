#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "compiler/plan/file_format.h"
#include "compiler/sema/checker.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;

namespace {

/// `slice(rows, …)` and `rows | slice(…)` alike.
struct StepCall {
  std::string_view name;
  std::vector<Arg> args;
};

std::optional<StepCall> step_call(const Expr& expr) {
  StepCall step;
  const Expr* callee = nullptr;
  if (const auto* call = expr.try_as<CallExpr>()) {
    callee = call->callee;
    step.args.assign(call->args.begin(), call->args.end());
  } else if (const auto* pipe = expr.try_as<PipeExpr>()) {
    callee = pipe->callee;
    step.args.push_back({{}, pipe->value, false});
    step.args.insert(step.args.end(), pipe->args.begin(), pipe->args.end());
  }
  const auto* name = callee ? callee->try_as<NameExpr>() : nullptr;
  if (!name || step.args.empty() || (name->name.text != "slice" && name->name.text != "cycle")) return {};
  step.name = name->name.text;
  return step;
}

/// `personas` of `personas` and of `people.personas`.
const Name* last_name(const Expr& path) {
  if (const auto* name = path.try_as<NameExpr>()) return &name->name;
  if (const auto* field = path.try_as<FieldExpr>()) return &field->field;
  return nullptr;
}

/// What is gone through, under all the steps.
const Expr& innermost(const Expr& expr) {
  const auto step = step_call(expr);
  return step ? innermost(*step->args[0].value) : expr;
}

}  // namespace

/// A source, a dataset, a list, a range, or a type whose values can be listed; `slice` and `cycle` of them.
void Checker::check_input(InputInfo& info, const DatasetInput& written) {
  const Name* name = last_name(innermost(*written.value));
  info.alias = !written.alias.text.empty() ? written.alias.text : name ? name->text : std::string_view();
  // `from style as style` says what it does.
  if (!name || name->text != written.alias.text) warn_of_hidden_param("alias", written.alias);
  info.span = written.value->span;
  info.row = error_type();
  check_input_rows(info, *written.value);
}

void Checker::check_input_rows(InputInfo& info, const Expr& rows) {
  if (check_input_step(info, rows)) return;
  if (last_name(rows) && check_named_input(info, rows)) return;
  if (report_unnamed_source(rows)) return;
  const TypeId list = check(rows);
  info.kind = InputInfo::Kind::Values;
  info.values = &rows;
  const TypeKind kind = type(list).kind;
  if (kind != TypeKind::List && kind != TypeKind::Json && kind != TypeKind::Error) {
    error(Code::BadInput, rows.span, "a dataset cannot be made from this",
          fmt::format("this is `{}`, not a source, a list, a range or a union type", show(list)));
    return;
  }
  info.row = element_of(rows, list);
}

namespace {

/// The path of `read("people.csv")`, and of `"people.csv"` alone.
const StringExpr* path_in(const Expr& rows) {
  const auto* call = rows.try_as<CallExpr>();
  const auto* callee = call ? call->callee->try_as<NameExpr>() : nullptr;
  const bool is_read = callee && callee->name.text == "read" && !call->args.empty();
  const auto* path = (is_read ? *call->args[0].value : rows).try_as<StringExpr>();
  return path && path->is_plain() && (is_read || plan::format_of_path(path->plain_text())) ? path : nullptr;
}

/// `people` of `data/people-1.csv`, as far as a name can be made of it.
std::string name_of_path(std::string_view path) {
  path = path.substr(path.find_last_of('/') + 1);
  std::string name;
  for (const char c : path.substr(0, path.find('.')))
    name += std::isalnum(static_cast<unsigned char>(c)) != 0 ? c : '_';
  const bool is_name = !name.empty() && std::isalpha(static_cast<unsigned char>(name[0])) != 0;
  return is_name ? name : "rows_" + name;
}

}  // namespace

/// Rows that are read where a source is named: they have types and options, so they are declared.
bool Checker::report_unnamed_source(const Expr& rows) {
  const StringExpr* path = path_in(rows);
  if (!path || dataset_stack_.empty()) return false;
  const std::string name = name_of_path(path->plain_text());
  const std::string written(surroundings_.sources.text(rows.span));
  const std::string declaration =
      fmt::format("source {} = {}", name, written.starts_with('"') ? "read(" + written + ")" : written);
  // Its place is not the dataset's yet, whose rows are not known.
  const source::Span decl = module_.datasets[dataset_stack_.back()].decl->span;
  const source::Span before{decl.file, decl.begin, decl.begin};
  auto& diagnostic = error(Code::OutOfPlace, rows.span, "rows from outside are a `source` with a name");
  diagnostic.hints.push_back({"declare it above", {{before, declaration + "\n\n"}, {rows.span, name}}});
  return true;
}

/// A part of a source is read, and not a list made of it. Of a list `slice` is the function it is everywhere.
bool Checker::check_input_step(InputInfo& info, const Expr& rows) {
  const auto step = step_call(rows);
  if (!step) return false;
  const Expr& inner = *step->args[0].value;
  const SymbolKind named = last_name(inner) ? declared(inner).kind : SymbolKind::None;
  const bool is_rows = named == SymbolKind::Source || named == SymbolKind::Dataset || step_call(inner);
  const bool is_cycle = step->name == "cycle";
  if (!is_cycle && !is_rows) return false;
  const std::size_t count = step->args.size();
  if (is_cycle ? count != 1 : count < 2 || count > 3) {
    error(Code::BadInput, rows.span,
          is_cycle ? "`cycle` takes what is gone through, and nothing else"
                   : "`slice` takes rows, the first one, and the one to stop before");
  }
  check_input_rows(info, inner);
  InputStepInfo made{is_cycle ? plan::InputStep::Kind::Cycle : plan::InputStep::Kind::Slice, nullptr, nullptr};
  for (std::size_t i = 1; i < count; ++i) {
    check_as(*step->args[i].value, plain(TypeKind::Int));
    const bool is_end = i == 2 || step->args[i].name.text == "end";
    (is_end ? made.end : made.start) = step->args[i].value;
  }
  info.steps.push_back(made);
  return true;
}

/// False where the name stands for a value.
bool Checker::check_named_input(InputInfo& info, const Expr& path) {
  const Symbol symbol = declared(path);
  switch (symbol.kind) {
    case SymbolKind::Source:
      info.kind = InputInfo::Kind::Source;
      info.index = symbol.index;
      info.row = module_.sources[symbol.index].row;
      return true;
    case SymbolKind::Dataset:
      info.kind = InputInfo::Kind::Dataset;
      info.index = symbol.index;
      info.row = dataset_row(symbol.index, path.span);
      return true;
    case SymbolKind::Type: check_union_input(info, path, symbol.index); return true;
    case SymbolKind::None: {
      const auto* written = path.try_as<NameExpr>();
      if (!written) return false;
      auto& diagnostic =
          error(Code::UnknownName, path.span, fmt::format("there is no source `{}`", written->name.text));
      std::vector<std::string_view> names = names_of(SymbolKind::Source);
      std::ranges::copy(names_of(SymbolKind::Dataset), std::back_inserter(names));
      std::ranges::copy(names_of(SymbolKind::Param), std::back_inserter(names));
      suggest(diagnostic, written->name, names);
      return true;
    }
    case SymbolKind::Error: return true;
    case SymbolKind::Param:
    case SymbolKind::Model:
    case SymbolKind::Prompt:
    case SymbolKind::Module:
    case SymbolKind::Function:
    case SymbolKind::Input:
    case SymbolKind::Each:
    case SymbolKind::Column:
    case SymbolKind::Local:
    case SymbolKind::Builtin:
    case SymbolKind::Aggregate:
    case SymbolKind::ModelPrompts:
    case SymbolKind::FunctionPrompts:
    case SymbolKind::PromptPrompts:
    case SymbolKind::PromptText:
    case SymbolKind::PromptVersion: return false;
  }
  return false;
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

}  // namespace sdg::sema
