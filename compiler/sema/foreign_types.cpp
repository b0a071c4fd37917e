#include <fmt/format.h>

#include <algorithm>

#include "compiler/sema/checker.h"
#include "compiler/syntax/foreign_type.h"

// Types of other languages, read as what was meant.
namespace sdg::sema {

using namespace syntax;
using diag::Code;
using plan::TypeKind;

namespace {

constexpr std::string_view kNulls[] = {"None", "null", "undefined", "nil", "NoneType"};

bool means_null(const TypeExpr& type) {
  if (type.kind == TypeExprKind::Literal) return type.literal->kind == ExprKind::Null;
  return type.kind == TypeExprKind::Named && type.path.size() == 1 &&
         std::ranges::find(kNulls, type.path.front().text) != std::end(kNulls);
}

bool is_text(const TypeExpr& type) {
  return type.kind == TypeExprKind::Literal && type.literal->kind == ExprKind::String;
}

}  // namespace

/// `str`, `number`, `varchar(20)`: nothing where the name is no type of another language.
std::optional<TypeId> Checker::resolve_foreign_type(const TypeExpr& written) {
  const Name& name = written.path.back();
  const std::string_view meant = meant_type_name(name.text);
  if (meant.empty() || name.quoted) return std::nullopt;
  auto& diagnostic = error(Code::ForeignType, name.span, fmt::format("`{}` is written `{}` here", name.text, meant));
  diag::Hint hint{fmt::format("write `{}`", meant), {{name.span, std::string(meant)}}};
  // `varchar(20)` is a text of at most 20 characters.
  if (written.bound && written.bound->first && written.bound->first == written.bound->last) {
    const std::string bound = fmt::format("(..{})", surroundings_.sources.text(written.bound->first->span));
    hint.text = fmt::format("write `{}{}`", meant, bound);
    hint.edits.push_back({written.bound->span, bound});
  }
  diagnostic.hints.push_back(std::move(hint));
  if (meant == "null") return plain(TypeKind::Null);
  if (meant == "[json]") return module_.types.list_of(plain(TypeKind::Json));
  if (meant == "string") return plain(TypeKind::String);
  if (meant == "int") return plain(TypeKind::Int);
  if (meant == "float") return plain(TypeKind::Float);
  if (meant == "bool") return plain(TypeKind::Bool);
  if (meant == "json") return plain(TypeKind::Json);
  return error_type();
}

/// `string | None` and `calm | angry`: told as one mistake. False where the union is neither.
bool Checker::report_foreign_union(const TypeExpr& written) {
  const auto is_unknown = [this](const TypeExpr* member) {
    return member->kind == TypeExprKind::Named && member->path.size() == 1 && !means_null(*member) &&
           declared(member->path.front().text).kind == SymbolKind::None &&
           meant_type_name(member->path.front().text).empty() && !is_builtin_type(member->path.front().text);
  };
  if (std::ranges::any_of(written.members, is_unknown) &&
      std::ranges::all_of(written.members, [&](const TypeExpr* m) { return is_unknown(m) || is_text(*m); })) {
    diag::Hint hint{"texts stand in quotes", {}};
    for (const TypeExpr* member : written.members) {
      if (is_unknown(member)) hint.edits.push_back({member->span, fmt::format("\"{}\"", member->path.front().text)});
    }
    const Name& first = (*std::ranges::find_if(written.members, is_unknown))->path.front();
    error(Code::UnknownType, first.span, fmt::format("there is no type `{}`", first.text))
        .hints.push_back(std::move(hint));
    return true;
  }
  const auto null = std::ranges::find_if(written.members, [](const TypeExpr* m) { return means_null(*m); });
  const bool is_foreign =
      null != written.members.end() && (*null)->kind == TypeExprKind::Named && (*null)->path.front().text != "null";
  if (!is_foreign || written.members.size() != 2) return false;
  const TypeExpr& other = *written.members[null == written.members.begin() ? 1 : 0];
  const std::string text(surroundings_.sources.text(other.span));
  const std::string meant = meant_type(text).value_or(text) + "?";
  error(Code::ForeignType, written.span,
        fmt::format("`{}` is written `{}` here", surroundings_.sources.text(written.span), meant))
      .hints.push_back({fmt::format("write `{}`", meant), {{written.span, meant}}});
  return true;
}

}  // namespace sdg::sema
