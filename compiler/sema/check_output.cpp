#include <fmt/format.h>

#include <algorithm>

#include "compiler/plan/file_format.h"
#include "compiler/sema/checker.h"
#include "compiler/sema/formats.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;

namespace {

/// `out/data` could be `out/data.jsonl`, a workbook a table.
void suggest_ending(diag::Diagnostic& diagnostic, const Piece& end) {
  const std::string_view path = end.text;
  const auto slash = path.rfind('/');
  const auto dot = path.rfind('.');
  const bool has_ending = dot != path.npos && (slash == path.npos || dot > slash);
  const bool is_table = has_ending && path.substr(dot).starts_with(".xls");
  const std::string meant = std::string(path.substr(0, has_ending ? dot : path.npos)) + (is_table ? ".csv" : ".jsonl");
  diagnostic.hints.push_back({fmt::format("write `{}`", meant), {{end.span, meant}}});
}

}  // namespace

std::optional<WrittenOutput> read_output(const Expr& output) {
  if (output.kind == ExprKind::String) return WrittenOutput{{}, &output, nullptr, nullptr};
  const auto* call = output.try_as<CallExpr>();
  const auto* callee = call ? call->callee->try_as<NameExpr>() : nullptr;
  if (!callee) return {};
  WrittenOutput written{callee->name.text, nullptr, nullptr, call};
  // What is uploaded has a name, and the file beside it a path.
  const bool has_title = written.format == "langsmith";
  for (const Arg& arg : call->args) {
    if (arg.name.text.empty()) (has_title ? written.title : written.path) = arg.value;
    if (arg.name.text == "path") written.path = arg.value;
  }
  return written;
}

const plan::FileFormat* output_format(const WrittenOutput& written, std::string_view path) {
  if (!written.format.empty()) return plan::find_file_format(written.format);
  return path == "-" ? plan::find_file_format("jsonl") : plan::format_of_path(path);
}

void Checker::check_output(const Expr& output) {
  const auto written = read_output(output);
  if (!written || !written->path) {
    if (output.kind == ExprKind::Error) return;
    auto& diagnostic = error(Code::OutputPath, output.span, "an output is a path, or a format and a path");
    diagnostic.hints.push_back({"write `output \"out/data.jsonl\"`, or `output csv(\"out/data.csv\")`", {}});
    return;
  }
  check_output_path(*written->path);
  if (written->title) check_as(*written->title, plain(TypeKind::String));
  // The end of the path says the format, whatever parameters stand before it.
  const auto* path = written->path->try_as<StringExpr>();
  const bool has_end = path && !path->pieces.empty() && path->pieces.back()->kind == PieceKind::Text;
  const plan::FileFormat* format = output_format(*written, has_end ? path->pieces.back()->text : std::string_view());
  if (!format || format->writes == plan::Support::Never) {
    auto& diagnostic = error(Code::UnknownFormat, written->call ? written->call->callee->span : written->path->span,
                             written->call ? fmt::format("there is no output format `{}`", written->format)
                                           : "the path does not say what is written");
    diagnostic.notes.push_back(fmt::format("it can be {}", fmt::join(plan::writable_formats(), ", ")));
    if (!written->call && has_end) suggest_ending(diagnostic, *path->pieces.back());
    return;
  }
  if (!written->call) return;
  refuse_twice(written->call->args);
  for (const Arg& arg : written->call->args) {
    if (arg.value == written->path || arg.value == written->title) continue;
    const auto* option = plan::find_file_option(plan::FileAccess::Write, *format, arg.name.text);
    if (option) {
      check_file_option(*option, arg);
    } else {
      report_unknown_option(*format, plan::FileAccess::Write, arg);
    }
  }
  check_needed_options(*format, *written->call);
}

/// A path is made of texts and parameters, and of `{split}`: then a file is written for each part.
void Checker::check_output_path(const Expr& path) {
  const ListMark locals(place_.locals);
  const auto& lines = place_.dataset->decl->lines;
  const bool has_split = std::ranges::find(lines, DatasetLineKind::Split, &DatasetLine::kind) != lines.end();
  if (mentions_split(path)) {
    module_.bound_locals[path.id] = bind(kSplitColumn, plain(TypeKind::String), path.span);
    if (!has_split) {
      auto& diagnostic = error(Code::SplitPath, path.span, "`{split}` is the name of a part, and nothing is split");
      diagnostic.hints.push_back({"say into what: `split train = 0.9, test = 0.1`", {}});
    }
  }
  check_as(path, plain(TypeKind::String));
}

void Checker::check_needed_options(const plan::FileFormat& format, const CallExpr& call) {
  const auto is_given = [&](std::string_view name) {
    return std::ranges::any_of(call.args, [&](const Arg& arg) { return arg.name.text == name; });
  };
  if (format.name != "langsmith") return;
  const auto* title = read_output(call)->title;
  if (is_given("inputs") && title) return;
  auto& diagnostic = error(Code::MissingArgument, call.span, "an example has a dataset that it belongs to, and inputs");
  diagnostic.hints.push_back(
      {"write `langsmith(\"name\", path = \"out.jsonl\", inputs = {question: …}, outputs = {answer: …})`", {}});
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
