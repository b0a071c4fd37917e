#include <fmt/format.h>

#include <algorithm>

#include "compiler/plan/file_format.h"
#include "compiler/sema/checker.h"
#include "compiler/sema/paths.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;
using source::Shape;

std::string path_beside(std::string_view file, std::string_view path) {
  const bool is_absolute = !path.empty() && path.front() == '/';
  const auto slash = file.rfind('/');
  if (is_absolute || path == "-" || slash == std::string_view::npos) return std::string(path);
  return std::string(file.substr(0, slash + 1)) + std::string(path);
}

/// `source s: T = read("rows.jsonl", …)`. The path is a plain text: what is read is known before anything runs.
void Checker::check_source(SourceInfo& info) {
  const SourceDecl& decl = *info.decl;
  place_ = place_in(decl);
  place_.in_declaration = true;
  if (decl.type) info.row = resolve(decl.type);
  const auto* call = decl.value->try_as<CallExpr>();
  const auto* callee = call ? call->callee->try_as<NameExpr>() : nullptr;
  if (!callee || callee->name.text != "read" || call->args.empty()) {
    if (decl.value->kind == ExprKind::Error) return;
    auto& diagnostic = error(Code::SourceNotRead, decl.value->span, "a source reads a file");
    diagnostic.hints.push_back({"write `read(\"rows.jsonl\")`", {}});
    return;
  }
  const auto* path = call->args[0].value->try_as<StringExpr>();
  if (!path || !path->is_plain() || !call->args[0].name.text.empty()) {
    error(Code::SourceNotRead, call->args[0].value->span, "the path of a source is a plain text",
          "what is read must be known before anything runs");
    return;
  }
  for (const Arg& arg : call->args.subspan(1)) take_source_option(info, arg);
  find_source_file(info, *path);
}

void Checker::take_source_option(SourceInfo& info, const Arg& arg) {
  check(*arg.value);
  const plan::RowOption* option = plan::find_option(plan::read_options(), arg.name.text);
  if (!option) {
    auto& diagnostic = error(Code::UnknownArgument, arg.name.text.empty() ? arg.value->span : arg.name.span,
                             fmt::format("`read` has no option `{}`", arg.name.text));
    suggest(diagnostic, arg.name, plan::names_now(plan::read_options()));
    return;
  }
  if (option->support != plan::Support::Now) {
    not_yet(arg.name.span, fmt::format("`{} =` of a source", arg.name.text));
    return;
  }
  const auto* text = arg.value->try_as<StringExpr>();
  if (!text || !text->is_plain()) {
    error(Code::NotConstant, arg.value->span, "an option of a source is a plain text");
    return;
  }
  info.options.emplace_back(std::string(arg.name.text), arg.value);
}

void Checker::find_source_file(SourceInfo& info, const StringExpr& path) {
  const std::string_view written = path.plain_text();
  info.path = path_beside(module_.scopes[place_.scope].path, written);
  const plan::FileFormat* format = plan::format_of_path(written);
  for (const auto& [name, value] : info.options) {
    if (name == "format") format = plan::find_file_format(value->as<StringExpr>().plain_text());
  }
  if (format && format->reads == plan::Support::Later) {
    not_yet(path.span, fmt::format("a source of the format `{}`", format->name));
    return;
  }
  if (!format || format->reads == plan::Support::Never) {
    auto& diagnostic = error(Code::UnknownFormat, path.span, "this says no format that can be read");
    diagnostic.notes.push_back(fmt::format("it can be {}", fmt::join(plan::readable_formats(), ", ")));
    diagnostic.hints.push_back({"end the path with the format, or say it: `read(\"…\", format = \"jsonl\")`", {}});
    return;
  }
  info.format = std::string(format->name);
  if (info.decl->type) return;
  std::string separator;
  for (const auto& [name, value] : info.options) {
    if (name == "separator") separator = std::string(value->as<StringExpr>().plain_text());
  }
  const auto shape = surroundings_.schemas.read_shape({info.path, separator, info.format});
  if (!shape) {
    auto& diagnostic =
        error(Code::SourceUnreadable, path.span, "the file of this source cannot be read", shape.failure().message);
    diagnostic.hints.push_back(
        {fmt::format("paths start at the folder of the pipeline; or give the source a type: `source {}: {{ … }} = …`",
                     info.decl->name.text),
         {}});
    return;
  }
  info.row = type_of_shape(*shape);
}

TypeId Checker::type_of_shape(const Shape& shape) {
  const auto bare = [&]() -> TypeId {
    switch (shape.kind) {
      case Shape::Kind::Null: return plain(TypeKind::Json);  // nothing but nulls was seen
      case Shape::Kind::Bool: return plain(TypeKind::Bool);
      case Shape::Kind::Int: return plain(TypeKind::Int);
      case Shape::Kind::Float: return plain(TypeKind::Float);
      case Shape::Kind::String: return plain(TypeKind::String);
      case Shape::Kind::Json: return plain(TypeKind::Json);
      case Shape::Kind::List:
        return module_.types.list_of(shape.parts.empty() ? plain(TypeKind::Json) : type_of_shape(shape.parts[0]));
      case Shape::Kind::Record: {
        std::vector<plan::Field> fields;
        for (std::size_t i = 0; i < shape.parts.size(); ++i)
          fields.push_back({shape.names[i], type_of_shape(shape.parts[i]), {}, {}});
        return module_.types.record_of(std::move(fields));
      }
    }
    return error_type();
  };
  const TypeId result = bare();
  return shape.optional ? module_.types.optional_of(result) : result;
}

}  // namespace sdg::sema
