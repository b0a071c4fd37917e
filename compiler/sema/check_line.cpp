#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "compiler/plan/file_format.h"
#include "compiler/sema/checker.h"
#include "compiler/sema/formats.h"
#include "compiler/sema/narrowing.h"
#include "compiler/sema/walk.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;

namespace {

/// What a line is called where it may stand once.
std::string_view single_line(DatasetLineKind kind) {
  switch (kind) {
    case DatasetLineKind::Key: return "key";
    case DatasetLineKind::Seed: return "seed";
    case DatasetLineKind::Shuffle: return "shuffle";
    case DatasetLineKind::Rows: return "rows";
    case DatasetLineKind::Split: return "split";
    case DatasetLineKind::Budget: return "budget";
    case DatasetLineKind::OnFailure: return "on failure";
    case DatasetLineKind::Error:
    case DatasetLineKind::Spread:
    case DatasetLineKind::Column:
    case DatasetLineKind::Let:
    case DatasetLineKind::Each:
    case DatasetLineKind::Keep:
    case DatasetLineKind::Distinct:
    case DatasetLineKind::Measure:
    case DatasetLineKind::Output: return {};
  }
  return {};
}

}  // namespace

std::optional<WrittenOutput> read_output(const Expr& output) {
  if (output.kind == ExprKind::String) return WrittenOutput{{}, &output, nullptr};
  const auto* call = output.try_as<CallExpr>();
  const auto* callee = call ? call->callee->try_as<NameExpr>() : nullptr;
  if (!callee) return {};
  WrittenOutput written{callee->name.text, nullptr, call};
  for (const Arg& arg : call->args) {
    if (arg.name.text.empty() || arg.name.text == "path") written.path = arg.value;
  }
  return written;
}

const plan::FileFormat* output_format(const WrittenOutput& written, std::string_view path) {
  if (!written.format.empty()) return plan::find_file_format(written.format);
  return path == "-" ? plan::find_file_format("jsonl") : plan::format_of_path(path);
}

void Checker::check_once(const DatasetDecl& decl) {
  std::vector<const DatasetLine*> seen;
  for (const DatasetLine& line : decl.lines) {
    const std::string_view name = single_line(line.kind);
    if (name.empty()) continue;
    const auto first = std::ranges::find(seen, line.kind, [](const DatasetLine* other) { return other->kind; });
    if (first == seen.end()) {
      seen.push_back(&line);
      continue;
    }
    auto& diagnostic = error(Code::LineTwice, line.word, fmt::format("`{}` may stand once in a dataset", name));
    diagnostic.others.push_back({(*first)->word, "first here"});
  }
}

void Checker::check_line(const DatasetLine& line) {
  switch (line.kind) {
    case DatasetLineKind::Error:
    case DatasetLineKind::Spread:
    case DatasetLineKind::Column:
    case DatasetLineKind::Let:
    case DatasetLineKind::OnFailure: return;
    case DatasetLineKind::Key: return check_key(line);
    case DatasetLineKind::Seed: check_as(*line.value, plain(TypeKind::Int)); return;
    case DatasetLineKind::Rows:
      check_as(*line.value, plain(TypeKind::Int));
      if (line.second) not_yet(line.second->span, "`rows … within`");
      if (!line.by.empty()) not_yet(line.by[0]->span, "`rows … by`");
      return;
    case DatasetLineKind::Keep: return check_condition(*line.value);
    case DatasetLineKind::Output: return check_output(*line.value);
    case DatasetLineKind::Each:
      check(*line.value);
      not_yet(line.word, "`each`");
      return;
    case DatasetLineKind::Shuffle: not_yet(line.word, "`shuffle`"); return;
    case DatasetLineKind::Distinct: not_yet(line.word, "`distinct`"); return;
    case DatasetLineKind::Measure: not_yet(line.word, "`measure`"); return;
    case DatasetLineKind::Split: not_yet(line.word, "`split`"); return;
    case DatasetLineKind::Budget: not_yet(line.word, "`budget`"); return;
  }
}

void Checker::check_rows_exist() {
  const DatasetDecl& decl = *place_.dataset->decl;
  if (!decl.inputs.empty() ||
      std::ranges::find(decl.lines, DatasetLineKind::Rows, &DatasetLine::kind) != decl.lines.end())
    return;
  auto& diagnostic = error(Code::NoRows, decl.name.span,
                           fmt::format("the dataset `{}` does not say how many rows it has", decl.name.text));
  diagnostic.hints.push_back({"say how many: `rows 100`; or what they are made from: `dataset … from source`", {}});
}

/// A key is known before the run: it reads what `from` names, parameters and `index()`.
void Checker::check_key(const DatasetLine& line) {
  constexpr TypeKind kKinds[] = {TypeKind::Int,      TypeKind::String,  TypeKind::Bool, TypeKind::Date,
                                 TypeKind::DateTime, TypeKind::Literal, TypeKind::Null, TypeKind::Error};
  for (const Expr* part : line.list) {
    const TypeId have = check(*part);
    if (std::ranges::find(kKinds, type(module_.types.required(have)).kind) == std::end(kKinds)) {
      auto& diagnostic = error(Code::KeyType, part->span, fmt::format("a key cannot be a `{}`", show(have)),
                               "it has to be the same for ever");
      if (type(have).kind == TypeKind::Float) diagnostic.hints.push_back({"use an int or a string", {}});
      continue;
    }
    std::vector<std::uint32_t> columns;
    if (is_known_before_the_run(*part, columns)) continue;
    auto& diagnostic = error(Code::KeyReads, part->span, "a key must be known before the run", "this draws or asks");
    for (const std::uint32_t column : columns) {
      const ColumnInfo& info = place_.dataset->columns[column];
      diagnostic.others.push_back({info.line->span, fmt::format("`{}` is made here", info.name)});
    }
    diagnostic.hints.push_back({"a key reads what `from` names, parameters and `index()`", {}});
  }
}

/// Follows the columns that an expression reads; `columns` is the way to the one that draws or asks.
bool Checker::is_known_before_the_run(const Expr& expr, std::vector<std::uint32_t>& columns) const {
  return walk(expr, [&](const Expr& part) {
    if (const CallInfo* call = module_.call(part)) {
      if (call->target.kind == SymbolKind::Model) return false;
      if (call->target.kind == SymbolKind::Builtin &&
          plan::spec(static_cast<plan::Builtin>(call->target.index)).kind == plan::BuiltinKind::Sampler)
        return false;
      if (call->target.kind == SymbolKind::Function) {
        const Effects effects = module_.functions[call->target.index].effects;
        if (effects.asks || effects.draws) return false;
      }
    }
    const Symbol symbol = part.kind == ExprKind::Name ? module_.symbols[part.id] : Symbol{};
    if (symbol.kind != SymbolKind::Column || std::ranges::find(columns, symbol.index) != columns.end()) return true;
    columns.push_back(symbol.index);
    if (!is_known_before_the_run(*place_.dataset->columns[symbol.index].line->value, columns)) return false;
    columns.pop_back();
    return true;
  });
}

void Checker::check_output(const Expr& output) {
  const auto written = read_output(output);
  if (!written || !written->path) {
    if (output.kind == ExprKind::Error) return;
    auto& diagnostic = error(Code::OutputPath, output.span, "an output is a path, or a format and a path");
    diagnostic.hints.push_back({"write `output \"out/data.jsonl\"`, or `output csv(\"out/data.csv\")`", {}});
    return;
  }
  check_as(*written->path, plain(TypeKind::String));
  // The end of the path says the format, whatever parameters stand before it.
  const auto* path = written->path->try_as<StringExpr>();
  const bool has_end = path && !path->pieces.empty() && path->pieces.back()->kind == PieceKind::Text;
  const plan::FileFormat* format = output_format(*written, has_end ? path->pieces.back()->text : std::string_view());
  if (format && format->writes == plan::Support::Later) {
    not_yet(output.span, fmt::format("an output of the format `{}`", format->name));
    return;
  }
  if (!format || format->writes == plan::Support::Never) {
    auto& diagnostic = error(Code::UnknownFormat, written->call ? written->call->callee->span : written->path->span,
                             written->call ? fmt::format("there is no output format `{}`", written->format)
                                           : "the path does not say what is written");
    diagnostic.notes.push_back(fmt::format("it can be {}", fmt::join(plan::writable_formats(), ", ")));
    return;
  }
  if (!written->call) return;
  for (const Arg& arg : written->call->args) {
    if (arg.value == written->path) continue;
    if (arg.name.text == "columns") {
      check_output_columns(*arg.value);
    } else if (const auto* option = plan::find_option(plan::write_options(), arg.name.text)) {
      check(*arg.value);
      if (option->support != plan::Support::Now)
        not_yet(arg.name.span, fmt::format("`{} =` of an output", arg.name.text));
    } else {
      auto& diagnostic = error(Code::UnknownArgument, arg.name.text.empty() ? arg.value->span : arg.name.span,
                               fmt::format("`{}` has no option `{}`", format->name, arg.name.text));
      suggest(diagnostic, arg.name, plan::names_now(plan::write_options()));
    }
  }
}

/// `[text, answer]`: columns by name. `{messages: …, id: p.id}`: names and what stands under them.
void Checker::check_output_columns(const Expr& columns) {
  if (const auto* list = columns.try_as<ListExpr>()) {
    for (const Item& item : list->items) {
      if (item.value->kind == ExprKind::Name && !item.spread) {
        check(*item.value);
      } else {
        error(Code::TypeMismatch, item.value->span, "a list of columns holds their names",
              "to compute here, name it: `{name: …}`");
      }
    }
    return;
  }
  if (columns.kind == ExprKind::Record) {
    check(columns);
    return;
  }
  if (columns.kind != ExprKind::Error)
    error(Code::TypeMismatch, columns.span, "`columns` is a list of names or a record");
}

}  // namespace sdg::sema
