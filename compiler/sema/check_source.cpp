#include <fmt/format.h>

#include <algorithm>

#include "compiler/sema/checker.h"
#include "compiler/sema/paths.h"
#include "compiler/source/paths.h"

namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;
using source::Shape;

namespace {

/// The text of a named argument, where it is one.
std::string_view plain_option(const CallExpr& call, std::string_view name) {
  for (const Arg& arg : call.args) {
    const auto* text = arg.name.text == name ? arg.value->try_as<StringExpr>() : nullptr;
    if (text && text->is_plain()) return text->plain_text();
  }
  return {};
}

}  // namespace

bool is_remote(std::string_view path) { return path.find("://") != std::string_view::npos; }

std::string path_beside(std::string_view file, std::string_view path) {
  return is_remote(path) ? std::string(path) : source::path_beside(file, path);
}

/// `source s: T = read("rows.jsonl", …)`. The path is a plain text: what is read is known before anything runs.
void Checker::check_source(SourceInfo& info) {
  const SourceDecl& decl = *info.decl;
  place_ = place_in(decl);
  place_.in_declaration = true;
  if (decl.type) info.row = row_type(*decl.type);
  const auto* call = decl.value->try_as<CallExpr>();
  const auto* callee = call ? call->callee->try_as<NameExpr>() : nullptr;
  if (!callee || callee->name.text != "read" || call->args.empty()) {
    if (decl.value->kind == ExprKind::Error) return;
    auto& diagnostic = error(Code::SourceNotRead, decl.value->span, "a source reads a file");
    const std::string_view text = surroundings_.sources.text(decl.value->span);
    if (decl.value->kind == ExprKind::String) {
      diagnostic.hints.push_back(
          {fmt::format("write `read({})`", text), {{decl.value->span, fmt::format("read({})", text)}}});
    } else if (call && !call->args.empty() && call->args[0].value->kind == ExprKind::String) {
      diagnostic.hints.push_back({"files of every format are opened with `read`", {{call->callee->span, "read"}}});
    } else {
      diagnostic.hints.push_back({"write `read(\"rows.jsonl\")`", {}});
    }
    return;
  }
  const auto* path = call->args[0].value->try_as<StringExpr>();
  if (!path || !path->is_plain() || !call->args[0].name.text.empty()) {
    error(Code::SourceNotRead, call->args[0].value->span, "the path of a source is a plain text",
          "what is read must be known before anything runs");
    return;
  }
  refuse_twice(call->args);
  info.path = path_beside(module_.scopes[place_.scope].path, path->plain_text());
  const plan::FileFormat* format = source_format(*call, *path);
  if (!format) return;
  info.format = std::string(format->name);
  for (const Arg& arg : call->args.subspan(1)) take_source_option(info, *format, arg);
  if (!decl.type) read_source_shape(info, *path);
  apply_source_options(info);
}

/// Rows are records, whatever they are read from.
TypeId Checker::row_type(const TypeExpr& written) {
  const TypeId row = resolve(&written);
  const TypeKind kind = type(row).kind;
  if (kind == TypeKind::Record || kind == TypeKind::Error) return row;
  error(Code::TypeMismatch, written.span, "the rows of a source are records", fmt::format("this is `{}`", show(row)))
      .hints.push_back({fmt::format("say which column holds it: `{{ value: {} }}`", show(row)), {}});
  return error_type();
}

const plan::FileFormat* Checker::source_format(const CallExpr& call, const StringExpr& path) {
  const std::string_view written = path.plain_text();
  const std::string_view said = plain_option(call, "format");
  const plan::FileFormat* format = plan::format_of_path(written);
  if (written.starts_with("hf://")) format = plan::find_file_format("hf");
  if (!said.empty()) format = plan::find_file_format(said);
  if (format && format->reads != plan::Support::Never) return format;
  auto& diagnostic = error(Code::UnknownFormat, path.span, "this says no format that can be read");
  diagnostic.notes.push_back(fmt::format("it can be {}", fmt::join(plan::readable_formats(), ", ")));
  diagnostic.hints.push_back({"end the path with the format, or say it: `read(\"…\", format = \"jsonl\")`", {}});
  return nullptr;
}

/// Without a type the file says what its columns are.
void Checker::read_source_shape(SourceInfo& info, const StringExpr& path) {
  if (info.format == "pdf") {
    const TypeId text = plain(TypeKind::String);
    info.row = module_.types.record_of({{"path", text, {}, {}}, {"text", text, {}, {}}});
    return;
  }
  const bool is_readable = plan::find_file_format(info.format)->reads == plan::Support::Now && !is_remote(info.path);
  std::string why = fmt::format("this version cannot look into {}",
                                is_remote(info.path) ? "what is not on this machine" : "a file of this format");
  if (is_readable) {
    const std::string separator(plain_option(info.decl->value->as<CallExpr>(), "separator"));
    auto shape = surroundings_.schemas.read_shape({info.path, separator, info.format});
    if (shape) {
      info.row = type_of_shape(*shape);
      return;
    }
    why = shape.failure().message;
  }
  report_unreadable(info, path, why);
}

/// A file that is not there is another mistake than one whose rows cannot be read, which says its own line.
void Checker::report_unreadable(const SourceInfo& info, const StringExpr& path, const std::string& why) {
  const bool is_missing = why.starts_with("there is no file");
  auto& diagnostic =
      error(Code::SourceUnreadable, path.span,
            is_missing ? "the file of this source is not there" : "the rows of this source cannot be read", why);
  diagnostic.hints.push_back(
      {fmt::format("with a type nothing is read before the run: `source {}: {{ … }} = …`", info.decl->name.text), {}});
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
